#include "core/gan/compute_facts.h"

#include "core/base/one_line.h"
#include "core/gan/compute_runtime.h"
#include "core/train/compute_plan.h"

#include <filesystem>

#include <ATen/Version.h>
#include <dlfcn.h>
#include <torch/torch.h>

namespace faceloom {

namespace {

// Which BLAS it is, is settled when the program is loaded: by the system's alternatives.
std::string blasName() {
    using Describe = const char* (*)();
    if (void* describe = dlsym(RTLD_DEFAULT, "openblas_get_config"))
        return reinterpret_cast<Describe>(describe)();
    Dl_info library{};
    void* multiply = dlsym(RTLD_DEFAULT, "sgemm_");
    if (multiply == nullptr || dladdr(multiply, &library) == 0 || library.dli_fname == nullptr)
        return "unknown";
    std::error_code failed;
    const auto file = std::filesystem::canonical(library.dli_fname, failed);
    return failed ? library.dli_fname : file.string();
}

// "Intel(R) MKL-DNN v2.7.3 (Git Hash …)" without the hash.
std::string oneDnnVersion() {
    if (!at::hasMKLDNN()) return "none";
    const std::string version = firstLineOf(at::get_mkldnn_version());
    return version.substr(0, version.find(" ("));
}

}  // namespace

Facts computeFacts() {
    const bool bf16 = planCompute(DeviceChoice::Auto, Precision::Bf16).has_value();
    return {{"device", computeDescription()},
            {"bfloat16", bf16 ? "yes" : "no"},
            {"LibTorch", TORCH_VERSION},
            {"oneDNN", oneDnnVersion()},
            {"BLAS", blasName()}};
}

}  // namespace faceloom
