#include "ui/training/training_options_box.h"

#include "core/train/same_run.h"
#include "ui/base/option_rows.h"
#include "ui/training/measuring_options.h"
#include "ui/training/rate_spin_box.h"
#include "ui/training/run_folder_edit.h"
#include "ui/training/start_from_edit.h"
#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QStandardPaths>
#include <QToolButton>
#include <algorithm>
#include <limits>

namespace faceloom {
namespace {

constexpr int kLargest = std::numeric_limits<int>::max();
constexpr int kEpochsUnit = 0;  // of the box beside the length
constexpr int kStepsUnit = 1;

}  // namespace

TrainingOptionsBox::TrainingOptionsBox(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("trainingOptionsBox"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* main = optionForm();
    createMain(main);
    layout->addLayout(main);

    more_ =
        namedOption(new QToolButton, "moreOptions", tr("Show what rarely needs to be changed."));
    more_->setText(tr("More options"));
    more_->setAccessibleName(tr("More options"));
    more_->setCheckable(true);
    more_->setAutoRaise(true);
    more_->setArrowType(Qt::RightArrow);
    more_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* folded = new QWidget;
    folded->setObjectName(QStringLiteral("moreOptionsPart"));
    auto* more = optionForm();
    folded->setLayout(more);
    createNetwork(more);
    createBeyond(more);
    measuring_ = std::make_unique<MeasuringOptions>(more);
    createRunning(more);
    folded->setVisible(false);
    layout->addWidget(more_);
    layout->addWidget(folded);
    connect(more_, &QToolButton::toggled, this, [this, folded](bool on) {
        more_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        folded->setVisible(on);
    });
    held_ = fields();
}

TrainingOptionsBox::~TrainingOptionsBox() = default;

void TrainingOptionsBox::createMain(QFormLayout* form) {
    const TrainOptions defaults;
    length_ =
        optionSpinBox("trainLength", 1, kLargest, defaults.epochs,
                      tr("How long to train in all, counted from the run's very first step."));
    length_unit_ =
        namedOption(new QComboBox, "trainLengthUnit",
                    tr("An epoch shows every picture once; a step shows one batch of them."));
    length_unit_->addItems({tr("epochs"), tr("steps")});
    length_unit_->setAccessibleName(tr("Unit of the length"));
    length_->setAccessibleName(tr("Train for"));
    auto* length_row = new QHBoxLayout;
    length_row->addWidget(length_, 1);
    length_row->addWidget(length_unit_);
    form->addRow(tr("Train for:"), length_row);

    preview_every_ = optionSpinBox("previewEvery", 0, 1'000'000, defaults.preview_every,
                                   tr("After how many steps the preview faces are drawn anew."));
    preview_every_->setPrefix(tr("every "));
    preview_every_->setSuffix(tr(" steps"));
    preview_every_->setSpecialValueText(tr("only at the end"));
    addOptionRow(form, tr("Preview:"), preview_every_);

    run_folder_ = new RunFolderEdit;
    addOptionRow(form, tr("Save to:"), run_folder_);
    run_hint_ = quietLabel();
    run_hint_->setObjectName(QStringLiteral("runHint"));
    run_hint_->setVisible(false);
    form->addRow(run_hint_);

    mirror_ =
        namedOption(new QCheckBox(tr("Mirror half of the pictures")), "mirrorPictures",
                    tr("Show each picture mirrored, left to right, half of the time: twice as many "
                       "faces to learn from."));
    form->addRow(mirror_);

    connect(run_folder_, &RunFolderEdit::folderChanged, this,
            &TrainingOptionsBox::runFolderChanged);
}

void TrainingOptionsBox::createNetwork(QFormLayout* form) {
    const TrainOptions defaults;
    image_size_ =
        namedOption(new QComboBox, "imageSize",
                    tr("How large the faces are. Larger ones take much longer to learn."));
    for (const int side : {32, 64, 128})
        image_size_->addItem(tr("%1 × %1 pixels").arg(side), side);
    image_size_->setCurrentIndex(1);
    addOptionRow(form, tr("Face size:"), image_size_);
    latent_size_ =
        optionSpinBox("latentSize", 1, 4096, defaults.network.latent_size,
                      tr("How many random numbers a face is made from (the latent size)."));
    addOptionRow(form, tr("Latent size:"), latent_size_);
    output_ =
        namedOption(new QComboBox, "outputActivation",
                    tr("How the last layer bounds the colours: sigmoid to 0..1, tanh to −1..1."));
    output_->addItems({tr("sigmoid"), tr("tanh")});
    addOptionRow(form, tr("Output:"), output_);
    batch_ = optionSpinBox("batchSize", 0, 65536, 0, tr("How many pictures each step looks at."));
    batch_->setSpecialValueText(tr("64, or 128 on a GPU"));
    batch_->setSuffix(tr(" pictures"));
    addOptionRow(form, tr("Batch:"), batch_);
    learning_rate_ =
        namedOption(new RateSpinBox, "learningRate",
                    tr("How large each correction is. Too large and training runs wild."));
    learning_rate_->setRange(1e-9, 1);
    learning_rate_->setValue(defaults.learning_rate);
    addOptionRow(form, tr("Learning rate:"), learning_rate_);
    seed_ = optionSpinBox("trainSeed", 0, kLargest, static_cast<int>(defaults.seed),
                          tr("The same seed, pictures and options give the same run again."));
    addOptionRow(form, tr("Random seed:"), seed_);
    connect(image_size_, &QComboBox::currentIndexChanged, this,
            [this] { emit imageSizeChanged(imageSize()); });
}

// What the usual recipe does without.
void TrainingOptionsBox::createBeyond(QFormLayout* form) {
    discriminator_ = namedOption(
        new QComboBox, "discriminator",
        tr("The network that tells real from generated. The light one, under spectral norm, needs "
           "a sixth of the arithmetic."));
    discriminator_->addItems({tr("full"), tr("light")});
    addOptionRow(form, tr("Discriminator:"), discriminator_);
    discriminator_rate_ = namedOption(
        new RateSpinBox, "discriminatorRate",
        tr("The discriminator's own learning rate, where it should learn faster than the "
           "generator: four times its rate is usual with a light one."));
    discriminator_rate_->setRange(0, 1);
    discriminator_rate_->setStepType(QAbstractSpinBox::DefaultStepType);  // from "the same" on
    discriminator_rate_->setSingleStep(0.0001);
    discriminator_rate_->setSpecialValueText(tr("the same"));
    addOptionRow(form, tr("Its learning rate:"), discriminator_rate_);
    decay_steps_ =
        optionSpinBox("decaySteps", 0, kLargest, 0,
                      tr("Over the last so many steps the learning rates fall to zero, and the "
                         "faces settle: a fifth of the run is a good length."));
    decay_steps_->setPrefix(tr("last "));
    decay_steps_->setSuffix(tr(" steps"));
    decay_steps_->setSpecialValueText(tr("off"));
    addOptionRow(form, tr("Slow down:"), decay_steps_);
    weight_average_ = namedOption(
        new QDoubleSpinBox, "weightAverage",
        tr("Previews and the saved model come from a running average of the generator's weights: "
           "steadier, cleaner faces. The share kept each step; 0.995 is usual."));
    weight_average_->setDecimals(4);
    weight_average_->setRange(0, 0.9999);
    weight_average_->setSingleStep(0.001);
    weight_average_->setSpecialValueText(tr("off"));
    addOptionRow(form, tr("Weight average:"), weight_average_);
    start_from_ = new StartFromEdit;
    addOptionRow(form, tr("Start from:"), start_from_);
    discriminator_first_ = optionSpinBox(
        "discriminatorFirst", 0, kLargest, 0,
        tr("For the first so many steps the discriminator learns alone: a new one beside a trained "
           "generator to start from is blind at first. 3,000 steps with the light one at 0.0008, "
           "and the generator at 0.00005, are a good beginning."));
    discriminator_first_->setSuffix(tr(" steps"));
    discriminator_first_->setSpecialValueText(tr("off"));
    addOptionRow(form, tr("Discriminator alone:"), discriminator_first_);
    augment_ =
        namedOption(new QCheckBox(tr("Augment what the discriminator sees")), "augment",
                    tr("Shift and recolour real and generated pictures alike at random, so that a "
                       "few thousand pictures are not learnt by heart."));
    form->addRow(augment_);
}

void TrainingOptionsBox::createRunning(QFormLayout* form) {
    const TrainOptions defaults;
    limit_ =
        optionSpinBox("pictureLimit", 0, kLargest, 0, tr("Use only the first so many pictures."));
    limit_->setSpecialValueText(tr("all of them"));
    addOptionRow(form, tr("Use pictures:"), limit_);
    checkpoint_every_ = optionSpinBox(
        "checkpointEvery", 0, 10'000'000, defaults.checkpoint_every,
        tr("After how many steps the run is saved, so that it can be continued from there."));
    checkpoint_every_->setPrefix(tr("every "));
    checkpoint_every_->setSuffix(tr(" steps"));
    checkpoint_every_->setSpecialValueText(tr("only at the end"));
    addOptionRow(form, tr("Save:"), checkpoint_every_);
    keep_space_ = optionSpinBox(
        "keepSpace", 0, 1'000'000'000, defaults.keep_space_mb,
        tr("How much of the disk the saved points of a run may take. The newest three "
           "are kept whatever they take; then the best, the first, and as many "
           "others, spread over the run, as there is room for."));
    keep_space_->setSuffix(tr(" MB"));
    keep_space_->setSpecialValueText(tr("the newest three only"));
    addOptionRow(form, tr("Keep, up to:"), keep_space_);
    device_ = namedOption(new QComboBox, "device",
                          tr("What computes: the GPU is used where there is one."));
    device_->addItems({tr("automatic"), tr("processor (CPU)"), tr("graphics card (CUDA)")});
    addOptionRow(form, tr("Compute on:"), device_);
    precision_ = namedOption(
        new QComboBox, "precision",
        tr("What the convolutions compute with. bfloat16 is several times faster on processors and "
           "graphics cards made for it; weights and losses stay float32 in any case."));
    precision_->addItems({tr("automatic"), tr("float32 (exact)"), tr("bfloat16 (fast)")});
    addOptionRow(form, tr("Precision:"), precision_);
    threads_ = optionSpinBox("threads", 0, 1024, 0, tr("How many processor cores to use."));
    threads_->setSpecialValueText(tr("all cores"));
    addOptionRow(form, tr("Processor cores:"), threads_);
}

void TrainingOptionsBox::fill(NetworkOptions& network) const {
    // The box offers only sizes that the networks have.
    if (network.imageSize() != imageSize()) (void)network.setImageSize(imageSize());
    const auto discriminator = static_cast<DiscriminatorKind>(discriminator_->currentIndex());
    if (network.discriminator != discriminator) network.setDiscriminator(discriminator);
    network.latent_size = latent_size_->value();
    network.output = static_cast<OutputActivation>(output_->currentIndex());
}

// What the box does not show is as in the run that is there, as in what the run starts from, or as
// usual.
TrainOptions TrainingOptionsBox::unshown() const {
    if (existing_) return existing_->options;
    const std::string start = start_from_->path();
    return !start.empty() && start == shown_.start_from ? shown_ : TrainOptions{};
}

TrainOptions TrainingOptionsBox::fields() const {
    TrainOptions options = unshown();
    fill(options.network);
    options.augment = augment_->isChecked();
    options.weight_average = weight_average_->value();
    options.start_from = start_from_->path();
    options.discriminator_first = discriminator_first_->value();
    options.batch = batch_->value();
    options.seed = static_cast<std::uint64_t>(seed_->value());
    if (length_unit_->currentIndex() == kStepsUnit)
        options.steps = length_->value();
    else
        options.steps = 0;
    if (options.steps == 0) options.epochs = length_->value();
    options.learning_rate = learning_rate_->value();
    options.discriminator_learning_rate = discriminator_rate_->value();
    options.decay_steps = decay_steps_->value();
    options.mirror = mirror_->isChecked();
    options.device = static_cast<DeviceChoice>(device_->currentIndex());
    options.precision = static_cast<Precision>(precision_->currentIndex());
    options.threads = threads_->value();
    options.preview_every = preview_every_->value();
    options.checkpoint_every = checkpoint_every_->value();
    options.keep_space_mb = keep_space_->value();
    measuring_->fill(options);
    return options;
}

// A field that nobody has changed stands for all of what it was given, though it has fewer decimals
// or a smaller range.
TrainOptions TrainingOptionsBox::options() const {
    TrainOptions options = fields();
    const auto keep = [&](auto member) {
        if (options.*member == held_.*member) options.*member = shown_.*member;
    };
    keep(&TrainOptions::steps);
    keep(&TrainOptions::learning_rate);
    keep(&TrainOptions::discriminator_learning_rate);
    keep(&TrainOptions::decay_steps);
    keep(&TrainOptions::discriminator_first);
    keep(&TrainOptions::seed);
    keep(&TrainOptions::measure_every);
    keep(&TrainOptions::weight_average);
    keep(&TrainOptions::preview_every);
    keep(&TrainOptions::checkpoint_every);
    return existing_ ? continued(existing_->options, options) : options;
}

void TrainingOptionsBox::setOptions(const TrainOptions& options) {
    const auto to_int = [](auto value) {
        return static_cast<int>(
            std::min<std::uint64_t>(static_cast<std::uint64_t>(value), kLargest));
    };
    length_unit_->setCurrentIndex(options.steps > 0 ? kStepsUnit : kEpochsUnit);
    length_->setValue(options.steps > 0 ? to_int(options.steps) : options.epochs);
    image_size_->setCurrentIndex(image_size_->findData(options.network.imageSize()));
    latent_size_->setValue(options.network.latent_size);
    output_->setCurrentIndex(static_cast<int>(options.network.output));
    discriminator_->setCurrentIndex(static_cast<int>(options.network.discriminator));
    augment_->setChecked(options.augment);
    discriminator_rate_->setValue(options.discriminator_learning_rate);
    decay_steps_->setValue(to_int(options.decay_steps));
    weight_average_->setValue(options.weight_average);
    start_from_->setPath(options.start_from);
    discriminator_first_->setValue(to_int(options.discriminator_first));
    shown_ = options;
    batch_->setValue(options.batch);
    seed_->setValue(to_int(options.seed));
    learning_rate_->setValue(options.learning_rate);
    mirror_->setChecked(options.mirror);
    device_->setCurrentIndex(static_cast<int>(options.device));
    precision_->setCurrentIndex(static_cast<int>(options.precision));
    threads_->setValue(options.threads);
    preview_every_->setValue(options.preview_every);
    checkpoint_every_->setValue(options.checkpoint_every);
    keep_space_->setValue(options.keep_space_mb);
    measuring_->show(options);
    held_ = fields();
    emit optionsShown();
}

std::size_t TrainingOptionsBox::limit() const {
    return static_cast<std::size_t>(limit_->value());
}

int TrainingOptionsBox::imageSize() const {
    return image_size_->currentData().toInt();
}

void TrainingOptionsBox::setFixedImageSize(int side) {
    fixed_image_size_ = side;
    if (side > 0) image_size_->setCurrentIndex(image_size_->findData(side));
    lock();
}

QString TrainingOptionsBox::runFolder() const {
    return run_folder_->folder();
}

void TrainingOptionsBox::setRunFolder(const QString& folder) {
    run_folder_->setFolder(folder);
}

void TrainingOptionsBox::commitRunFolder() {
    run_folder_->commit();
}

void TrainingOptionsBox::setExistingRun(const std::optional<RunDescription>& run) {
    existing_ = run;
    run_hint_->setVisible(run.has_value());
    if (run) {
        setOptions(run->options);
        run_hint_->setText(
            tr("Holds a run on %1, %2 pictures. Continue goes on with it; clear this line "
               "to train a new one.")
                .arg(QString::fromStdString(run->data_name),
                     locale().toString(static_cast<qulonglong>(run->data_count))));
    }
    lock();
}

void TrainingOptionsBox::lock() {
    for (QWidget* fixed : std::initializer_list<QWidget*>{
             latent_size_, output_, batch_, seed_, mirror_, discriminator_, augment_,
             weight_average_, start_from_, discriminator_first_}) {
        fixed->setEnabled(!existing_);
    }
    measuring_->setNewRun(!existing_);
    image_size_->setEnabled(!existing_ && fixed_image_size_ == 0);
}

QString TrainingOptionsBox::newRunFolder() {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString base = QDir(documents).filePath(
        QStringLiteral("Faceloom/run-%1")
            .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmmss"))));
    QString folder = base;
    for (int number = 2; QFileInfo::exists(folder); ++number) {
        folder = QStringLiteral("%1-%2").arg(base).arg(number);
    }
    return folder;
}

}  // namespace faceloom
