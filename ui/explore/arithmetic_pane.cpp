#include "ui/explore/arithmetic_pane.h"

#include "ui/base/icons.h"
#include "ui/base/image_convert.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>

namespace faceloom {
namespace {

constexpr int kLargestSide = 132;
constexpr int kTermsInARow = 4;  // tiles, the result among them

QString lengthInWords(double length, double typical) {
    const double ratio = typical > 0 ? length / typical : 1;
    if (ratio > 1.15)
        return ArithmeticPane::tr("longer than usual, so the face may look exaggerated");
    if (ratio < 0.85) return ArithmeticPane::tr("shorter than usual, so the face may look bland");
    return ArithmeticPane::tr("about as long as usual");
}

QLabel* smallLabel(const QString& text) {
    auto* label = new QLabel(text);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setWordWrap(true);
    return label;
}

// "−", "+ 0.5 ×"; nothing before a first term as it is.
QString signOf(double weight, bool first) {
    const double size = std::abs(weight);
    QString sign = weight < 0 ? QStringLiteral("−") : first ? QString() : QStringLiteral("+");
    if (size != 1) sign += QStringLiteral(" %1 ×").arg(size, 0, 'g', 3);
    return sign.trimmed();
}

}  // namespace

ArithmeticPane::ArithmeticPane(FaceSets* sets, std::function<std::optional<PickedFace>()> result,
                               QWidget* parent)
    : QWidget(parent), sets_(sets), result_source_(std::move(result)) {
    setObjectName(QStringLiteral("arithmeticPane"));
    auto* layout = new QVBoxLayout(this);
    buildFormula(layout);
    row_place_ = new QVBoxLayout;
    layout->addLayout(row_place_);
    buildControls(layout);
    layout->addStretch();
    const auto formula = sets_->parsedFormula();
    for (const FormulaTerm& term : formula.value_or(LatentFormula{})) {
        state_.terms.push_back({sets_->indexOf(QString::fromStdString(term.set)), term.weight});
    }
    rebuildRow();
    connect(sets_, &FaceSets::activeSetChanged, this, &ArithmeticPane::showHint);
    connect(sets_, &FaceSets::setsChanged, this, [this] { sets_changed_ = true; });
    connect(sets_, &FaceSets::formulaChanged, this, &ArithmeticPane::showFormula);
    connect(sets_, &FaceSets::renormalizedChanged, renormalize_, &QCheckBox::setChecked);
    showFormula();
    showHint();
}

void ArithmeticPane::buildFormula(QVBoxLayout* layout) {
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(tr("&Formula"));
    formula_ = new QLineEdit;
    formula_->setObjectName(QStringLiteral("formulaEdit"));
    formula_->setAccessibleName(tr("Formula"));
    formula_->setToolTip(
        tr("What is added up, by the sets' letters; each stands for the average of its faces. "
           "A - B + 0.5*C, 2*(A - B) and A/2 are formulas, too."));
    label->setBuddy(formula_);
    reset_ = new QToolButton;
    reset_->setObjectName(QStringLiteral("resetFormula"));
    reset_->setAccessibleName(tr("The usual formula"));
    reset_->setToolTip(tr("Back to A - B + C: smiling woman − neutral woman + neutral man."));
    reset_->setIcon(symbolIcon(Symbol::Clear));
    reset_->setAutoRaise(true);
    row->addWidget(label);
    row->addWidget(formula_, 1);
    row->addWidget(reset_);
    layout->addLayout(row);
    problem_ = new QLabel;
    problem_->setObjectName(QStringLiteral("formulaProblem"));
    problem_->setWordWrap(true);
    problem_->hide();
    layout->addWidget(problem_);
    connect(formula_, &QLineEdit::textEdited, this, &ArithmeticPane::enterFormula);
    connect(formula_, &QLineEdit::editingFinished, this, [this] { ++stroke_; });
    connect(reset_, &QToolButton::clicked, this,
            [this] { sets_->setFormula(QLatin1String(kSourceFormula)); });
}

void ArithmeticPane::enterFormula() {
    sets_->setFormula(formula_->text(), stroke_);
}

void ArithmeticPane::showFormula() {
    // What is typed keeps its spaces and cursor while it says the same.
    if (formula_->text().simplified() != sets_->formula()) formula_->setText(sets_->formula());
    reset_->setVisible(sets_->formula() != QLatin1String(kSourceFormula));
}

void ArithmeticPane::showProblem() {
    const bool dark = palette().color(QPalette::Window).lightness() < 128;
    QPalette red = palette();
    red.setColor(QPalette::WindowText, dark ? QColor(0xff8a80) : QColor(0xb3261e));
    problem_->setPalette(red);
    problem_->setText(state_.problem);
    problem_->setVisible(!state_.problem.isEmpty());
}

void ArithmeticPane::addToRow(QWidget* sign, FaceTile* tile, const QString& caption, int place) {
    auto* grid = static_cast<QGridLayout*>(row_->layout());
    const int line = place / kTermsInARow * 2;
    const int column = place % kTermsInARow * 2;
    tile->setMaximumSize(kLargestSide, kLargestSide);
    tile->setFocusPolicy(Qt::NoFocus);
    grid->addWidget(sign, line, column);
    grid->addWidget(tile, line, column + 1);
    grid->addWidget(smallLabel(caption), line + 1, column + 1);
    grid->setColumnStretch(column + 1, 1);
    tiles_.push_back(tile);
}

// One tile a term and one for the result.
void ArithmeticPane::rebuildRow() {
    if (row_ != nullptr) {
        row_->hide();
        row_->setParent(nullptr);
        row_->deleteLater();
    }
    tiles_.clear();
    row_ = new QWidget;
    auto* grid = new QGridLayout(row_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(3);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    const auto sign_label = [&](const QString& text) {
        auto* sign = new QLabel(text);
        sign->setFont(large);
        sign->setAlignment(Qt::AlignCenter);
        return sign;
    };
    int place = 0;
    for (const ArithmeticTerm& term : state_.terms) {
        const FaceSet& set = sets_->set(term.set);
        auto* tile = new FaceTile;
        tile->setObjectName(QStringLiteral("arithmeticTerm%1").arg(set.letter));
        tile->setAccessibleName(tr("Average of %1").arg(set.name));
        tile->setToolTip(tr("The average of the faces in this set."));
        tile->setPlaceholder(set.letter);
        addToRow(sign_label(signOf(term.weight, place == 0)), tile, set.name, place);
        ++place;
    }
    auto* result = new FaceTile;
    result->setObjectName(QStringLiteral("arithmeticResult"));
    result->setAccessibleName(tr("Result"));
    result->setToolTip(tr("What the formula comes to. Drag it to a set or onto the path."));
    result->setPlaceholder(QStringLiteral("?"));
    result->setDragSource(result_source_);
    addToRow(sign_label(QStringLiteral("=")), result, tr("Result"), place);
    // Tiles of one size, whatever their captions need.
    int widest = 0;
    for (const QLabel* label : row_->findChildren<QLabel*>())
        if (label->wordWrap()) widest = std::max(widest, label->minimumSizeHint().width());
    for (int column = 1; column < grid->columnCount(); column += 2)
        grid->setColumnMinimumWidth(column, widest);
    row_place_->addWidget(row_);
}

void ArithmeticPane::buildControls(QVBoxLayout* layout) {
    hint_ = new QLabel;
    hint_->setTextFormat(Qt::RichText);
    hint_->setObjectName(QStringLiteral("arithmeticHint"));
    hint_->setWordWrap(true);
    renormalize_ = new QCheckBox(tr("Bring back to the usual length"));
    renormalize_->setObjectName(QStringLiteral("renormalizeBox"));
    renormalize_->setAccessibleName(renormalize_->text());
    renormalize_->setToolTip(
        tr("Shorten or lengthen the result's list of numbers to what faces of "
           "this model usually have. It often looks more natural."));
    auto* buttons = new QHBoxLayout;
    from_ = new QPushButton(tr("Interpolate from it"));
    from_->setObjectName(QStringLiteral("resultFromButton"));
    from_->setAccessibleName(tr("Interpolate from the result"));
    from_->setToolTip(tr("Make the result the start of the path."));
    to_ = new QPushButton(tr("Interpolate to it"));
    to_->setObjectName(QStringLiteral("resultToButton"));
    to_->setAccessibleName(tr("Interpolate to the result"));
    to_->setToolTip(tr("Make the result the end of the path."));
    buttons->addWidget(from_);
    buttons->addWidget(to_);
    verdict_ = new QLabel;
    verdict_->setTextFormat(Qt::RichText);
    verdict_->setObjectName(QStringLiteral("arithmeticVerdict"));
    verdict_->setWordWrap(true);
    verdict_->hide();
    layout->addWidget(verdict_);
    layout->addWidget(hint_);
    layout->addWidget(renormalize_);
    layout->addLayout(buttons);
    connect(renormalize_, &QCheckBox::toggled, sets_, &FaceSets::setRenormalized);
    connect(from_, &QPushButton::clicked, this, &ArithmeticPane::interpolateFromRequested);
    connect(to_, &QPushButton::clicked, this, &ArithmeticPane::interpolateToRequested);
}

void ArithmeticPane::showState(const ArithmeticState& state) {
    const bool same_row = !sets_changed_ && state.terms == state_.terms;
    state_ = state;
    has_faces_ = true;
    sets_changed_ = false;
    if (!same_row) {
        pictures_ = {};
        rebuildRow();
        showReadings({});
    }
    showProblem();
    showHint();
}

void ArithmeticPane::showPictures(const ArithmeticPictures& pictures) {
    pictures_ = pictures;
    const std::vector<QImage> shown = row();
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        tiles_[i]->setFace(shown[i]);
        if (i < state_.terms.size() && !shown[i].isNull())
            tiles_[i]->setFrameColour(setColour(sets_->set(state_.terms[i].set).look));
    }
}

std::vector<QImage> ArithmeticPane::row() const {
    std::vector<QImage> shown;
    for (const ArithmeticTerm& term : state_.terms) {
        const auto set = static_cast<std::size_t>(term.set);
        shown.push_back(set < pictures_.means.size() ? pictures_.means[set] : QImage());
    }
    shown.push_back(pictures_.result);
    return shown;
}

std::vector<SheetTile> ArithmeticPane::sheet() const {
    if (pictures_.result.isNull()) return {};
    const std::vector<QImage> shown = row();
    std::vector<SheetTile> tiles;
    for (std::size_t i = 0; i < state_.terms.size(); ++i) {
        // Sheets are lettered in ASCII.
        QString sign = signOf(state_.terms[i].weight, i == 0);
        sign.replace(QStringLiteral("−"), QStringLiteral("-"))
            .replace(QStringLiteral("×"), QStringLiteral("x"));
        tiles.push_back({fromQImage(shown[i]),
                         sets_->set(state_.terms[i].set).name.toLower().toStdString(),
                         sign.toStdString()});
    }
    tiles.push_back({fromQImage(shown.back()), tr("result").toStdString(), "="});
    return tiles;
}

void ArithmeticPane::showReadings(const std::vector<FaceReading>& readings) {
    readings_ = readings;
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const FaceReading reading = i < readings_.size() ? readings_[i] : FaceReading{};
        tiles_.at(i)->setCaption(captionOf(reading, shown_readings_));
    }
    showVerdict();
}

void ArithmeticPane::setShownReadings(const ShownReadings& shown) {
    shown_readings_ = shown;
    showReadings(std::vector<FaceReading>(readings_));
}

std::optional<Expectation> ArithmeticPane::promise() const {
    constexpr std::array<std::pair<Expectation, double>, 3> kSource = {
        {{kSmilingWoman, 1.0}, {kNeutralWoman, -1.0}, {kNeutralMan, 1.0}}};
    if (state_.terms.size() != kSource.size()) return std::nullopt;
    for (std::size_t i = 0; i < kSource.size(); ++i) {
        const ArithmeticTerm& term = state_.terms[i];
        if (sets_->set(term.set).expected != kSource.at(i).first ||
            term.weight != kSource.at(i).second) {
            return std::nullopt;
        }
    }
    return kSmilingMan;
}

// Whether the sum reads as what the sets' names promise; as what, where they promise nothing.
void ArithmeticPane::showVerdict() {
    const bool read = readings_.size() == tiles_.size() && readings_.back().attributes;
    verdict_->setVisible(read);
    if (!read) return;
    const AttributeReading& result = *readings_.back().attributes;
    const auto expected = promise();
    const QString text =
        !expected ? tr("The result reads as a <b>%1</b> (smiling %2, man %3).")
        : readsAs(result, *expected)
            ? tr("✓ The result reads as a <b>%1</b>, as it should (smiling %2, man %3).")
            : tr("✗ The result should read as a <b>%1</b>, but does not (smiling %2, man "
                 "%3). Other faces in the sets may help.");
    verdict_->setText(text.arg(nameOf(expected.value_or(likeliest(result))),
                               percent(result.of(FaceAttribute::Smiling)),
                               percent(result.of(FaceAttribute::Male))));
}

void ArithmeticPane::showHint() {
    const bool ready = state_.result.has_value();
    from_->setEnabled(ready);
    to_->setEnabled(ready);
    if (ready) {
        hint_->setText(tr("Length of the result: <b>%1</b>. Faces of this model usually have about "
                          "%2: it is %3.")
                           .arg(state_.result_norm, 0, 'f', 1)
                           .arg(state_.typical_norm, 0, 'f', 1)
                           .arg(lengthInWords(state_.result_norm, state_.typical_norm)));
        return;
    }
    if (!has_faces_) {
        hint_->setText(tr("Open a model or train one; then add and subtract its faces here."));
        return;
    }
    const auto missing = std::ranges::find_if(state_.terms, [this](const ArithmeticTerm& term) {
        return !state_.means.at(static_cast<std::size_t>(term.set));
    });
    if (missing == state_.terms.end()) {  // the problem with the formula is said above
        hint_->clear();
        return;
    }
    const int set = missing->set;
    const QString name = QStringLiteral("<b>%1 %2</b>")
                             .arg(sets_->set(set).letter, sets_->set(set).name.toHtmlEscaped());
    if (sets_->activeSet() == set)
        hint_->setText(tr("Next: click one or more faces for %1 in the grid.").arg(name));
    else if (set < 9)
        hint_->setText(
            tr("Next: choose %1 (key %2), then click faces in the grid.").arg(name).arg(set + 1));
    else
        hint_->setText(tr("Next: choose %1, then click faces in the grid.").arg(name));
}

}  // namespace faceloom
