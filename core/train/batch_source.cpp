#include "core/train/batch_source.h"

#include "core/data/hold_out.h"
#include "core/train/picture_bytes.h"

#include <algorithm>
#include <random>

namespace faceloom {

namespace {

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
    std::seed_seq sequence{static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(a >> 32),
                           static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(b >> 32)};
    std::array<std::uint32_t, 2> words{};
    sequence.generate(words.begin(), words.end());
    return (std::uint64_t{words[0]} << 32) | words[1];
}

}  // namespace

BatchSource::BatchSource(PackedDataset dataset, int batch, std::uint64_t seed, bool mirror,
                         OutputActivation output, int hold_out)
    : dataset_(std::move(dataset)),
      training_(splitPictures(dataset_.count(), static_cast<std::size_t>(hold_out)).training),
      batch_(batch),
      seed_(seed),
      mirror_(mirror),
      output_(output) {}

void BatchSource::shuffleFor(std::int64_t epoch) {
    if (epoch == shuffled_epoch_) return;
    order_ = training_;
    std::mt19937_64 random(mixed(seed_, static_cast<std::uint64_t>(epoch)));
    // Fisher–Yates by hand: std::shuffle's result differs between standard libraries.
    for (std::size_t i = order_.size(); i > 1; --i)
        std::swap(order_[i - 1], order_[random() % i]);
    shuffled_epoch_ = epoch;
}

std::vector<std::size_t> BatchSource::indicesOf(std::int64_t step) {
    const std::int64_t count = pictures();
    std::vector<std::size_t> indices;
    for (std::int64_t at = step * batch_; at < (step + 1) * batch_; ++at) {
        shuffleFor(at / count);
        indices.push_back(order_[static_cast<std::size_t>(at % count)]);
    }
    return indices;
}

Result<at::Tensor> BatchSource::batchOf(std::int64_t step) {
    const std::int64_t side = dataset_.imageSize();
    const at::Tensor bytes = at::empty({batch_, 3, side, side}, at::kByte);
    if (auto status = copyBytesOf(step, bytes); !status) return passOn(status);
    return toInput(bytes, mirroredOf(step));
}

at::Tensor BatchSource::mirroredOf(std::int64_t step) const {
    at::Tensor mirrored = at::zeros({batch_}, at::kBool);
    if (!mirror_) return mirrored;
    std::mt19937_64 random(mixed(~seed_, static_cast<std::uint64_t>(step)));
    std::generate_n(mirrored.data_ptr<bool>(), batch_, [&] { return (random() & 1U) != 0; });
    return mirrored;
}

Status BatchSource::copyBytesOf(std::int64_t step, const at::Tensor& target) {
    return readPictures(dataset_, indicesOf(step), target);
}

at::Tensor BatchSource::toInput(const at::Tensor& bytes, const at::Tensor& mirrored) const {
    at::Tensor pictures = bytes.to(at::kFloat).div_(255.0F);
    if (mirror_) pictures = at::where(mirrored.view({-1, 1, 1, 1}), pictures.flip({3}), pictures);
    return output_ == OutputActivation::Tanh ? pictures.mul_(2).sub_(1) : pictures;
}

std::uint64_t BatchSource::seedOf(std::int64_t step) const {
    return mixed(seed_ + 1, static_cast<std::uint64_t>(step));
}

std::int64_t BatchSource::epochOf(std::int64_t step) const {
    return step * batch_ / pictures();
}

std::int64_t BatchSource::stepsFor(std::int64_t epochs) const {
    return (epochs * pictures() + batch_ - 1) / batch_;
}

}  // namespace faceloom
