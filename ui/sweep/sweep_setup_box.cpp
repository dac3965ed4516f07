#include "ui/sweep/sweep_setup_box.h"

#include "core/sweep/sweep_studies.h"
#include "ui/base/icons.h"
#include "ui/base/named_widget.h"
#include "ui/base/native_path.h"
#include "ui/base/option_rows.h"
#include "ui/sweep/sweep_axis_row.h"
#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardPaths>
#include <QToolButton>
#include <algorithm>
#include <limits>
#include <thread>

namespace faceloom {
namespace {

constexpr int kLargest = std::numeric_limits<int>::max();

// Not there yet.
QString newFolder() {
    const QString root = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) +
                         QStringLiteral("/Faceloom/sweep-") +
                         QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString folder = root;
    for (int number = 2; QFileInfo::exists(folder); ++number)
        folder = QStringLiteral("%1-%2").arg(root).arg(number);
    return folder;
}

}  // namespace

SweepSetupBox::SweepSetupBox(std::function<TrainOptions()> other_options, QWidget* parent)
    : QWidget(parent), other_options_(std::move(other_options)) {
    setObjectName(QStringLiteral("sweepSetupBox"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* top = optionForm();
    createStudy(top);
    layout->addLayout(top);
    createAxes(layout);
    auto* runs = optionForm();
    createRuns(runs);
    layout->addLayout(runs);
    more_ = namedOption(new QToolButton, "sweepMore", tr("Show what rarely needs to be changed."));
    more_->setText(tr("More options"));
    more_->setAccessibleName(tr("More options of the sweep"));
    more_->setCheckable(true);
    more_->setAutoRaise(true);
    more_->setArrowType(Qt::RightArrow);
    more_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* folded = new QWidget;
    auto* more = optionForm();
    folded->setLayout(more);
    createMore(more);
    folded->setVisible(false);
    layout->addWidget(more_);
    layout->addWidget(folded);
    connect(more_, &QToolButton::toggled, this, [this, folded](bool on) {
        more_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        folded->setVisible(on);
    });
    for (QSpinBox* box : {seeds_, steps_, random_, budget_steps_, faces_})
        connect(box, &QSpinBox::valueChanged, this, &SweepSetupBox::edited);
    connect(budget_hours_, &QDoubleSpinBox::valueChanged, this, &SweepSetupBox::edited);
    for (QComboBox* box : {halving_, image_size_})
        connect(box, &QComboBox::currentIndexChanged, this, &SweepSetupBox::edited);
    studyChosen();
    setPictures({});
}

void SweepSetupBox::createStudy(QFormLayout* form) {
    study_ =
        namedOption(new QComboBox, "sweepStudy",
                    tr("What to try: one of the source's two studies, or options of your own."));
    const auto name = [](std::string_view study) {
        return QString::fromUtf8(study.data(), qsizetype(study.size()));
    };
    study_->addItem(tr("latent size: 100 against 60"), name(kLatentStudy));
    study_->addItem(tr("output: tanh against sigmoid"), name(kOutputStudy));
    study_->addItem(tr("options of my own"), QString());
    study_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    study_->setMinimumContentsLength(10);
    addOptionRow(form, tr("Try:"), study_);
    pictures_ = new QLabel;
    pictures_->setObjectName(QStringLiteral("sweepPictures"));
    pictures_->setTextFormat(Qt::PlainText);
    pictures_->setWordWrap(true);
    auto* choose =
        browseButton("sweepChoosePictures", tr("Choose the pictures in the pane Training."));
    auto* row = new QHBoxLayout;
    row->addWidget(pictures_, 1);
    row->addWidget(choose);
    form->addRow(tr("Pictures:"), row);
    connect(study_, &QComboBox::activated, this, &SweepSetupBox::studyChosen);
    connect(choose, &QToolButton::clicked, this, &SweepSetupBox::picturesWanted);
}

void SweepSetupBox::createAxes(QBoxLayout* layout) {
    axes_part_ = new QWidget;
    auto* part = new QVBoxLayout(axes_part_);
    part->setContentsMargins(0, 0, 0, 0);
    axes_layout_ = new QVBoxLayout;
    part->addLayout(axes_layout_);
    add_axis_ = named(new QToolButton, "sweepAddOption", tr("Vary another option"),
                      tr("Vary another option as well; every combination is tried."));
    add_axis_->setText(tr("Vary another option"));
    add_axis_->setIcon(symbolIcon(Symbol::Add));
    add_axis_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add_axis_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    part->addWidget(add_axis_);
    layout->addWidget(axes_part_);
    connect(add_axis_, &QToolButton::clicked, this, [this] {
        const auto& all = sweepOptions();
        const auto free = std::ranges::find_if(all, [this](const SweepOption& option) {
            return std::ranges::none_of(
                axes_, [&](const SweepAxisRow* row) { return row->axis().option == option.name; });
        });
        if (free == all.end()) return;
        SweepAxis axis{std::string(free->name), {}};
        std::string usual(free->usual);
        for (std::size_t at = 0; at <= usual.size();) {
            const std::size_t comma = std::min(usual.find(',', at), usual.size());
            axis.values.push_back(usual.substr(at, comma - at));
            at = comma + 1;
        }
        addAxis(axis);
        showState();
    });
}

void SweepSetupBox::createRuns(QFormLayout* form) {
    seeds_ = optionSpinBox("sweepSeeds", 1, kMostSweepSeeds, 3,
                           tr("How many runs of each setting, each with another seed: with one "
                              "alone, chance cannot be told from a difference."));
    addOptionRow(form, tr("Runs of each:"), seeds_);
    steps_ = optionSpinBox("sweepSteps", 1, kLargest, int(smallTrials().steps),
                           tr("How many steps each run is trained for."));
    addOptionRow(form, tr("Steps of each:"), steps_);
    image_size_ = namedOption(new QComboBox, "sweepImageSize",
                              tr("How large the faces are. Larger ones take much longer."));
    for (const int side : {32, 64, 128})
        image_size_->addItem(tr("%1 × %1 pixels").arg(side), side);
    addOptionRow(form, tr("Face size:"), image_size_);
    as_training_ =
        namedOption(new QCheckBox(tr("All else as in the pane Training")), "sweepAsTraining",
                    tr("Take batch, discriminator and all other options from the pane "
                       "Training, face size too. Otherwise runs are as a laptop can "
                       "carry them out: the light discriminator, 32 pictures a step."));
    form->addRow(as_training_);
    folder_ = namedOption(new QLineEdit, "sweepFolder",
                          tr("Where the sweep is kept, with a run folder for each run."));
    folder_->setPlaceholderText(tr("a new folder in Documents/Faceloom"));
    folder_->setAccessibleName(tr("Save the sweep to"));
    folder_->setClearButtonEnabled(true);
    auto* browse = browseButton("sweepChooseFolder", tr("Choose the folder to keep the sweep in."));
    auto* row = new QHBoxLayout;
    row->addWidget(folder_, 1);
    row->addWidget(browse);
    form->addRow(tr("Save to:"), row);
    connect(browse, &QToolButton::clicked, this, &SweepSetupBox::chooseFolder);
    connect(as_training_, &QCheckBox::toggled, this, &SweepSetupBox::showState);
    connect(folder_, &QLineEdit::textChanged, this, &SweepSetupBox::edited);
}

void SweepSetupBox::createMore(QFormLayout* form) {
    random_ = optionSpinBox("sweepRandom", 0, int(kMostSweepSettings), 0,
                            tr("Try only so many settings, drawn at random from all combinations "
                               "(or from ranges, as 0.0001..0.001)."));
    random_->setSpecialValueText(tr("all of them"));
    addOptionRow(form, tr("Settings:"), random_);
    halving_ = namedOption(new QComboBox, "sweepHalving",
                           tr("Successive halving: train all a little, let the better ones go on "
                              "for longer, and so on; most of the time then goes to what is "
                              "good."));
    halving_->addItem(tr("all runs to the end"), 0);
    halving_->addItem(tr("the better half goes on"), 2);
    halving_->addItem(tr("the best third goes on"), 3);
    halving_->addItem(tr("the best quarter goes on"), 4);
    halving_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    halving_->setMinimumContentsLength(8);
    addOptionRow(form, tr("Halving:"), halving_);
    budget_steps_ = optionSpinBox("sweepBudgetSteps", 0, kLargest, 0,
                                  tr("How many steps all runs may take together; what there is no "
                                     "room for is not begun."));
    budget_steps_->setSpecialValueText(tr("no limit"));
    addOptionRow(form, tr("Steps in all:"), budget_steps_);
    budget_hours_ = namedOption(new QDoubleSpinBox, "sweepBudgetHours",
                                tr("How long may be trained, all runs together. What is under way "
                                   "then is saved."));
    budget_hours_->setRange(0, 10000);
    budget_hours_->setDecimals(1);
    budget_hours_->setSuffix(tr(" hours"));
    budget_hours_->setSpecialValueText(tr("no limit"));
    budget_hours_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    addOptionRow(form, tr("Time in all:"), budget_hours_);
    faces_ =
        optionSpinBox("sweepFaces", 40, 100000, SweepPlan{}.faces,
                      tr("How many faces of each model are compared with the pictures held out; "
                         "more take longer and vary less."));
    addOptionRow(form, tr("Measure with:"), faces_);
    faces_->setSuffix(tr(" faces"));
    const int cores = int(std::max(1U, std::thread::hardware_concurrency()));
    at_once_ = optionSpinBox("sweepAtOnce", 1, std::max(2, cores), 1,
                             tr("How many runs go on at the same time, each in a process of its "
                                "own; they share the processor's cores."));
    addOptionRow(form, tr("Runs at a time:"), at_once_);
}

void SweepSetupBox::addAxis(const SweepAxis& axis) {
    auto* row = new SweepAxisRow(next_number_++, axis);
    axes_.push_back(row);
    axes_layout_->addWidget(row);
    connect(row, &SweepAxisRow::edited, this, &SweepSetupBox::edited);
    connect(row, &SweepAxisRow::removeRequested, this, [this, row] {
        std::erase(axes_, row);
        row->hide();
        row->deleteLater();
        showState();
    });
}

void SweepSetupBox::setAxes(const std::vector<SweepAxis>& axes) {
    for (SweepAxisRow* row : axes_) {
        row->hide();
        row->deleteLater();
    }
    axes_.clear();
    next_number_ = 1;
    for (const SweepAxis& axis : axes)
        addAxis(axis);
}

void SweepSetupBox::studyChosen() {
    const auto study = studyNamed(study_->currentData().toString().toStdString());
    if (study)
        setAxes(study->axes);
    else if (axes_.empty())
        setAxes({{"latent", {"100", "80", "60", "40"}}});
    showState();
}

// A study's options are its own.
void SweepSetupBox::showState() {
    const bool own = study_->currentData().toString().isEmpty();
    axes_part_->setVisible(own);
    for (SweepAxisRow* row : axes_)
        row->setRemovable(axes_.size() > 1);
    image_size_->setEnabled(!as_training_->isChecked() && fixed_image_size_ == 0);
    emit edited();
}

TrainOptions SweepSetupBox::base() const {
    TrainOptions options = smallTrials();
    if (as_training_->isChecked()) {
        options = other_options_();
        options.keep_space_mb = smallTrials().keep_space_mb;
        options.preview_every = 0;
    } else {
        (void)options.network.setImageSize(image_size_->currentData().toInt());  // one there is
    }
    options.steps = steps_->value();
    return options;
}

SweepPlan SweepSetupBox::plan() const {
    SweepPlan plan;
    plan.study = study_->currentData().toString().toStdString();
    plan.base = base();
    for (const SweepAxisRow* row : axes_)
        plan.axes.push_back(row->axis());
    plan.seeds = seeds_->value();
    plan.random_settings = random_->value();
    plan.halving = halving_->currentData().toInt();
    plan.budget_steps = budget_steps_->value();
    plan.budget_hours = budget_hours_->value();
    plan.faces = faces_->value();
    return plan;
}

int SweepSetupBox::atOnce() const {
    return at_once_->value();
}

std::filesystem::path SweepSetupBox::folder() const {
    const QString folder = folder_->text().trimmed();
    return nativePath(folder.isEmpty() ? newFolder() : folder);
}

void SweepSetupBox::setPlan(const SweepPlan& plan) {
    const int study = study_->findData(QString::fromStdString(plan.study));
    study_->setCurrentIndex(study >= 0 ? study : study_->findData(QString()));
    setAxes(plan.axes);
    seeds_->setValue(plan.seeds);
    steps_->setValue(int(std::min<std::int64_t>(plan.base.steps, kLargest)));
    image_size_->setCurrentIndex(image_size_->findData(plan.base.network.imageSize()));
    random_->setValue(plan.random_settings);
    if (const int halving = halving_->findData(plan.halving); halving >= 0)
        halving_->setCurrentIndex(halving);
    budget_steps_->setValue(int(std::min<std::int64_t>(plan.budget_steps, kLargest)));
    budget_hours_->setValue(plan.budget_hours);
    faces_->setValue(plan.faces);
    forgetFolder();
    showState();
}

void SweepSetupBox::forgetFolder() {
    folder_->clear();
}

void SweepSetupBox::setPictures(const QString& name) {
    pictures_->setText(name.isEmpty() ? tr("none chosen yet") : name);
}

void SweepSetupBox::setFixedImageSize(int side) {
    fixed_image_size_ = side;
    if (side > 0) image_size_->setCurrentIndex(image_size_->findData(side));
    showState();
}

void SweepSetupBox::chooseFolder() {
    auto* dialog =
        folderDialog(this, "sweepFolderDialog", tr("Choose the folder to keep the sweep in"));
    connect(dialog, &QFileDialog::fileSelected, folder_, &QLineEdit::setText);
    dialog->open();
}

}  // namespace faceloom
