#include "core/reading/train_readers.h"

#include "core/reading/age_buckets.h"
#include "core/reading/attribute_file.h"
#include "core/reading/caffe_export.h"
#include "core/reading/face_attributes.h"
#include "core/reading/reader_training.h"
#include "core/reading/utkface_names.h"

#include <algorithm>

namespace faceloom {

namespace {

namespace fs = std::filesystem;

constexpr int kYears = 101;         // 0 to 100; older counts as 100
constexpr double kYearsSpread = 3;  // standard deviation of what a picture says of an age
constexpr double kYearsWeight = 0.2;
constexpr double kSmoothing = 0.1;  // of the buckets' labels (Szegedy et al. 2016)
constexpr int kAgeOutputs = static_cast<int>(kAgeBuckets) + kYears + 1;  // buckets, years, gender

struct AgeLabels {
    at::Tensor buckets;  // [count] int64
    at::Tensor years;    // [count, 101]: a normal distribution around the age, sum 1
    at::Tensor female;   // [count] 0 or 1
};

at::Tensor rowsOf(const at::Tensor& table, const std::vector<std::size_t>& positions) {
    std::vector<std::int64_t> rows(positions.begin(), positions.end());
    return table.index_select(0, at::tensor(rows, at::kLong));
}

at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& targets) {
    return -(targets * at::log_softmax(logits, 1)).sum(1).mean();
}

// The buckets are what is wanted. The age in years as a distribution (Gao et al. 2017) and the
// gender are learnt beside them because they teach the layers that are shared; their outputs are
// not kept.
at::Tensor ageLoss(const at::Tensor& logits, const AgeLabels& labels,
                   const std::vector<std::size_t>& positions) {
    const auto buckets = static_cast<std::int64_t>(kAgeBuckets);
    const at::Tensor bucket =
        at::one_hot(rowsOf(labels.buckets, positions), buckets).to(at::kFloat) * (1 - kSmoothing) +
        kSmoothing / static_cast<double>(buckets);
    const at::Tensor beside =
        crossEntropy(logits.narrow(1, buckets, kYears), rowsOf(labels.years, positions)) +
        at::binary_cross_entropy_with_logits(logits.select(1, buckets + kYears),
                                             rowsOf(labels.female, positions));
    return crossEntropy(logits.narrow(1, 0, buckets), bucket) + kYearsWeight * beside;
}

AgeLabels labelsOf(const std::vector<UtkFace>& faces) {
    const auto count = static_cast<std::int64_t>(faces.size());
    AgeLabels labels{at::zeros({count}, at::kLong), {}, at::zeros({count})};
    at::Tensor age = at::zeros({count});
    for (std::int64_t i = 0; i < count; ++i) {
        const UtkFace& face = faces[static_cast<std::size_t>(i)];
        labels.buckets[i] = static_cast<std::int64_t>(ageBucketOf(face.years));
        labels.female[i] = face.female ? 1.0F : 0.0F;
        age[i] = static_cast<float>(std::min(face.years, kYears - 1));
    }
    const at::Tensor distance = (at::arange(kYears, at::kFloat).view({1, -1}) - age.view({-1, 1}));
    labels.years = at::softmax(distance.square() / (-2 * kYearsSpread * kYearsSpread), 1);
    return labels;
}

// Sorts the pictures into those to learn from and those to measure on.
template <class IsLabelled>
ReaderReport divide(const PackedDataset& dataset, std::vector<std::size_t>& training,
                    const IsLabelled& is_labelled) {
    ReaderReport report;
    for (std::size_t i = 0; i < dataset.count(); ++i) {
        if (!is_labelled(i)) {
            ++report.unlabelled;
        } else if (heldOut(dataset.name(i))) {
            ++report.held_out;
        } else {
            training.push_back(i);
        }
    }
    report.trained_on = training.size();
    return report;
}

}  // namespace

Result<ReaderReport> trainAgeNetwork(const PackedDataset& dataset,
                                     const ReaderTrainOptions& options, const fs::path& folder,
                                     const std::stop_token& stop, const ReaderObserver& observer) {
    std::vector<UtkFace> faces(dataset.count());
    ReaderTask task;
    task.outputs = kAgeOutputs;
    const ReaderReport report = divide(dataset, task.training, [&](std::size_t i) {
        const auto face = readUtkFaceName(dataset.name(i));
        faces[i] = face.value_or(UtkFace{});
        return face.has_value();
    });
    const AgeLabels labels = labelsOf(faces);
    task.loss = [&labels](const at::Tensor& logits, const std::vector<std::size_t>& positions) {
        return ageLoss(logits, labels, positions);
    };
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::WriteFailed, "{}: {}", folder.string(), error.message());
    }
    const auto network = trainFaceNetwork(dataset, task, options, stop, observer);
    if (!network) return passOn(network);
    auto status =
        writeAsCaffePair(*network, static_cast<std::int64_t>(kAgeBuckets), "Faceloom age network",
                         folder / "deploy.prototxt", folder / "deploy.caffemodel");
    if (!status) return passOn(status);
    return report;
}

Result<std::vector<std::size_t>> attributePositions(const PackedDataset& dataset) {
    const auto& names = dataset.info().attribute_names;
    std::vector<std::size_t> positions;
    for (const std::string_view name : attributeNames()) {
        const auto found = std::ranges::find(names, name);
        if (found == names.end()) {
            return fail(ErrorCode::InvalidArgument,
                        "{}: the pictures carry no attribute '{}'; CelebA's forty are needed",
                        dataset.path().string(), name);
        }
        positions.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    return positions;
}

Result<ReaderReport> trainAttributeReader(const PackedDataset& dataset,
                                          const ReaderTrainOptions& options, const fs::path& file,
                                          const std::stop_token& stop,
                                          const ReaderObserver& observer) {
    const auto columns = attributePositions(dataset);
    if (!columns) return passOn(columns);
    ReaderTask task;
    task.outputs = static_cast<int>(kAttributes);
    const at::Tensor labels =
        at::zeros({static_cast<std::int64_t>(dataset.count()), task.outputs}, at::kFloat);
    auto* to = labels.data_ptr<float>();
    const ReaderReport report = divide(dataset, task.training, [&](std::size_t i) {
        const auto attributes = dataset.attributes(i);
        for (const std::size_t column : *columns)
            *to++ = attributes[column] > 0 ? 1.0F : 0.0F;
        // A picture without a row in the table has zeros.
        return std::ranges::find(attributes, 0) == attributes.end();
    });
    task.loss = [&labels](const at::Tensor& logits, const std::vector<std::size_t>& positions) {
        return at::binary_cross_entropy_with_logits(logits, rowsOf(labels, positions));
    };
    const auto network = trainFaceNetwork(dataset, task, options, stop, observer);
    if (!network) return passOn(network);
    if (auto status = writeAttributeReader(file, *network); !status) return passOn(status);
    return report;
}

}  // namespace faceloom
