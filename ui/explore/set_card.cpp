#include "ui/explore/set_card.h"

#include "ui/base/icons.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"
#include "ui/reading/reading_text.h"

#include <QDragEnterEvent>
#include <QGridLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QRadioButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace faceloom {
namespace {

constexpr int kThumbnailColumns = 5;
constexpr int kThumbnailSide = 40;
constexpr int kAverageSide = 72;
constexpr int kStripe = 5;  // of the set's colour, at the card's left

QIcon colourIcon(int look) {
    QPixmap square(16, 16);
    square.fill(setColour(look));
    return square;
}

}  // namespace

SetCard::SetCard(FaceSets* sets, int set, QWidget* parent)
    : QFrame(parent), sets_(sets), set_(set) {
    const FaceSet& own = sets_->set(set_);
    setObjectName(QStringLiteral("setCard%1").arg(own.letter));
    setAccessibleName(own.name);
    setAcceptDrops(true);
    const QString key = set_ < 9 ? tr(" Key %1.").arg(set_ + 1) : QString();
    setToolTip(tr("Click to choose this set: faces you click in the grid then go here.%1 Faces can "
                  "be dragged here, too.")
                   .arg(key));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kStripe + 9, 7, 9, 9);
    layout->setSpacing(6);
    buildHeader(layout);
    buildFaces(layout);
    connect(sets_, &FaceSets::picksChanged, this, &SetCard::showPicks);
    connect(sets_, &FaceSets::activeSetChanged, this, &SetCard::showActive);
    showPicks();
    showActive();
}

void SetCard::buildHeader(QVBoxLayout* layout) {
    const FaceSet& own = sets_->set(set_);
    const auto tool = [&](const char* what, Symbol symbol, const QString& accessible,
                          const QString& tip) {
        auto* button = new QToolButton;
        button->setObjectName(QLatin1String(what) + own.letter);
        button->setAccessibleName(accessible);
        button->setToolTip(tip);
        button->setIcon(symbolIcon(symbol));
        button->setAutoRaise(true);
        return button;
    };
    auto* row = new QHBoxLayout;
    active_ = new QRadioButton(QStringLiteral("%1  %2").arg(own.letter, own.name));
    active_->setObjectName(QStringLiteral("setActive%1").arg(own.letter));
    active_->setAccessibleName(tr("Put clicked faces into %1").arg(own.name));
    active_->setToolTip(toolTip());
    active_->setAutoExclusive(
        false);  // each lives in a card of its own; the model says which one it is
    QFont bold = active_->font();
    bold.setBold(true);
    active_->setFont(bold);
    active_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    clear_ = tool("setClear", Symbol::Clear, tr("Clear %1").arg(own.name),
                  tr("Take all faces out of this set. Undo brings them back."));
    suggest_ = tool("setSuggest", Symbol::Suggest, tr("Suggest faces for %1").arg(own.name),
                    tr("Fill this set with the faces of the grid that read most surely as “%1”.")
                        .arg(own.name.toLower()));
    suggest_->setVisible(false);
    auto* more = tool("setMenu", Symbol::More, tr("More for %1").arg(own.name),
                      tr("Rename this set, give it another colour, or remove it."));
    more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(more);
    menu->setObjectName(QStringLiteral("setMenuOf%1").arg(own.letter));
    fillMenu(menu);
    more->setMenu(menu);
    more->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    auto* tools = new QHBoxLayout;
    tools->setSpacing(0);  // the name needs the room
    for (QToolButton* button : {suggest_, clear_, more})
        tools->addWidget(button);
    row->addWidget(active_, 1);
    row->addLayout(tools);
    layout->addLayout(row);
    connect(active_, &QRadioButton::clicked, this, [this] {
        sets_->setActiveSet(set_);
        showActive();
    });
    connect(suggest_, &QToolButton::clicked, this, [this] { emit suggestionRequested(set_); });
    connect(clear_, &QToolButton::clicked, this, [this] { sets_->clear(set_); });
}

void SetCard::fillMenu(QMenu* menu) {
    menu->addAction(tr("Rename…"), this, &SetCard::askForName);
    QMenu* colours = menu->addMenu(tr("Colour"));
    for (int look = 0; look < static_cast<int>(kSetLooks.size()); ++look) {
        colours->addAction(colourIcon(look),
                           QCoreApplication::translate("SetLook", faceloom::setLook(look).name),
                           this, [this, look] { sets_->setLook(set_, look); });
    }
    menu->addSeparator();
    QAction* remove =
        menu->addAction(tr("Remove this set"), this, [this] { sets_->removeSet(set_); });
    remove->setEnabled(sets_->count() > 1);
}

void SetCard::askForName() {
    auto* dialog = new QInputDialog(window());
    dialog->setObjectName(QStringLiteral("renameSetDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QString letter = sets_->set(set_).letter;
    dialog->setWindowTitle(tr("Rename set %1").arg(letter));
    dialog->setLabelText(tr("Name of the set:"));
    dialog->setTextValue(sets_->set(set_).name);
    connect(dialog, &QInputDialog::textValueSelected, sets_,
            [sets = sets_, letter](const QString& name) {
                if (const int set = sets->indexOf(letter); set >= 0) sets->rename(set, name);
            });
    // A session that is opened meanwhile may bring other sets.
    connect(sets_, &FaceSets::setsChanged, dialog, [dialog, sets = sets_, letter] {
        if (sets->indexOf(letter) < 0) dialog->reject();
    });
    dialog->open();
}

void SetCard::buildFaces(QVBoxLayout* layout) {
    const FaceSet& own = sets_->set(set_);
    auto* row = new QHBoxLayout;
    auto* chosen = new QVBoxLayout;
    thumbnail_layout_ = new QGridLayout;
    thumbnail_layout_->setSpacing(1);
    thumbnail_layout_->setColumnStretch(kThumbnailColumns, 1);
    hint_ = new QLabel;
    hint_->setObjectName(QStringLiteral("setHint%1").arg(own.letter));
    hint_->setWordWrap(true);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    chosen->addWidget(hint_);
    chosen->addLayout(thumbnail_layout_);
    chosen->addStretch();
    buildNumbers(chosen);
    row->addLayout(chosen, 1);
    average_ = new FaceTile;
    average_->setObjectName(QStringLiteral("setAverage%1").arg(own.letter));
    average_->setAccessibleName(tr("Average of %1").arg(own.name));
    average_->setToolTip(tr("The average of the chosen faces."));
    average_->setPlaceholder(tr("average"));
    average_->setFocusPolicy(Qt::NoFocus);
    average_->setSide(kAverageSide);
    row->addWidget(average_, 0, Qt::AlignBottom);
    layout->addLayout(row);
}

void SetCard::buildNumbers(QVBoxLayout* layout) {
    const FaceSet& own = sets_->set(set_);
    numbers_ = new QLineEdit;
    numbers_->setObjectName(QStringLiteral("setNumbers%1").arg(own.letter));
    numbers_->setAccessibleName(tr("Numbers of the faces in %1").arg(own.name));
    numbers_->setToolTip(
        tr("The numbers of the chosen faces of this grid. Type others and press Enter."));
    numbers_->setPlaceholderText(tr("or type their numbers: 1, 5, 9"));
    error_ = new QLabel;
    error_->setObjectName(QStringLiteral("setError%1").arg(own.letter));
    error_->setWordWrap(true);
    error_->hide();
    layout->addWidget(numbers_);
    layout->addWidget(error_);
    connect(numbers_, &QLineEdit::editingFinished, this, &SetCard::enterNumbers);
}

void SetCard::retire() {
    numbers_->disconnect(this);  // it ends being edited when the card is hidden
    disconnect();
    hide();
}

void SetCard::setFaces(const std::vector<QImage>& faces) {
    faces_ = faces;
    showPictures();
}

void SetCard::setPictureSource(PictureSource source) {
    picture_source_ = std::move(source);
    showPictures();
}

void SetCard::showPictures() {
    for (std::size_t i = 0; i < thumbnails_.size(); ++i)
        thumbnails_[i]->setFace(pictureOf(static_cast<int>(i)));
    showFits();
}

QImage SetCard::pictureOf(int member) const {
    const SetMember& own = sets_->set(set_).members.at(static_cast<std::size_t>(member));
    if (sets_->ofGrid(own.grid)) {
        const auto index = static_cast<std::size_t>(own.grid->number - 1);
        return index < faces_.size() ? faces_[index] : QImage();
    }
    return picture_source_ ? picture_source_(own.latent) : QImage();
}

void SetCard::setReadings(const std::vector<FaceReading>& readings) {
    readings_ = readings;
    showFits();
}

void SetCard::setSuggesting(bool possible) {
    suggest_->setVisible(possible && sets_->set(set_).expected.has_value());
}

const FaceReading* SetCard::readingOf(int member) const {
    const auto& grid = sets_->set(set_).members.at(static_cast<std::size_t>(member)).grid;
    if (!sets_->ofGrid(grid)) return nullptr;
    const auto index = static_cast<std::size_t>(grid->number - 1);
    return index < readings_.size() && readings_[index].attributes ? &readings_[index] : nullptr;
}

void SetCard::showFits() {
    const FaceSet& own = sets_->set(set_);
    for (std::size_t i = 0; i < thumbnails_.size(); ++i) {
        QString tip = tr("Number %1 of this set: %2. Click to take it out, or drag it to another "
                         "set.")
                          .arg(i + 1)
                          .arg(own.members.at(i).label);
        QString caption;
        const FaceReading* reading = readingOf(static_cast<int>(i));
        if (reading != nullptr && own.expected) {
            caption = percent(fitOf(*reading->attributes, *own.expected));
            tip += tr("\nReads as “%1” with %2.").arg(nameOf(*own.expected), caption);
        }
        if (reading != nullptr) tip += QLatin1Char('\n') + detailsOf(*reading);
        thumbnails_[i]->setCaption(caption);
        thumbnails_[i]->setToolTip(tip);
    }
}

void SetCard::setAverage(const QImage& average) {
    average_->setFace(average);
    average_->setFrameColour(average.isNull() ? QColor() : setColour(sets_->set(set_).look));
}

FaceTile* SetCard::makeThumbnail(int member) {
    const FaceSet& own = sets_->set(set_);
    const SetMember& face = own.members.at(static_cast<std::size_t>(member));
    const bool of_grid = sets_->ofGrid(face.grid);
    auto* tile = new FaceTile;
    tile->setObjectName(of_grid
                            ? QStringLiteral("set%1Face%2").arg(own.letter).arg(face.grid->number)
                            : QStringLiteral("set%1Member%2").arg(own.letter).arg(member + 1));
    tile->setAccessibleName(tr("%1 of %2").arg(face.label, own.name));
    tile->setNumber(of_grid ? face.grid->number : 0);
    tile->setSide(kThumbnailSide);
    tile->setFace(pictureOf(member));
    tile->setDragSource([this, member]() -> std::optional<PickedFace> {
        const FaceSet& set = sets_->set(set_);
        const SetMember& dragged = set.members.at(static_cast<std::size_t>(member));
        return PickedFace{dragged.label, dragged.latent, pictureOf(member), dragged.grid,
                          SetPlace{set.letter, member}};
    });
    connect(tile, &FaceTile::clicked, this, [this, member] { sets_->removeMember(set_, member); });
    return tile;
}

void SetCard::showPicks() {
    if (set_ >= sets_->count()) return;  // this card is about to go
    for (FaceTile* tile : thumbnails_) {
        tile->hide();
        tile->setObjectName({});
        tile->deleteLater();  // one of them may be the sender
    }
    thumbnails_.clear();
    const int count = static_cast<int>(sets_->set(set_).members.size());
    for (int member = 0; member < count; ++member) {
        thumbnails_.push_back(makeThumbnail(member));
        thumbnail_layout_->addWidget(thumbnails_.back(), member / kThumbnailColumns,
                                     member % kThumbnailColumns);
    }
    showFits();
    hint_->setVisible(count == 0);
    clear_->setEnabled(count > 0);
    numbers_->setText(FaceSets::format(sets_->faces(set_)));
    error_->hide();
}

void SetCard::showActive() {
    const bool chosen = sets_->activeSet() == set_;
    active_->setChecked(chosen);
    hint_->setText(chosen ? tr("No faces yet. Click some in the grid.")
                          : tr("No faces yet. Choose this set, then click faces in the grid."));
    update();
}

void SetCard::enterNumbers() {
    const auto numbers = FaceSets::parse(numbers_->text());
    if (numbers) {
        error_->hide();
        if (*numbers != sets_->faces(set_)) sets_->setFaces(set_, *numbers);
        return;
    }
    const bool dark = palette().color(QPalette::Window).lightness() < 128;
    QPalette red = palette();
    red.setColor(QPalette::WindowText, dark ? QColor(0xff8a80) : QColor(0xb3261e));
    error_->setPalette(red);
    error_->setText(QString::fromStdString(numbers.error().message));
    error_->show();
}

void SetCard::paintEvent(QPaintEvent*) {
    if (set_ >= sets_->count()) return;
    const bool chosen = sets_->activeSet() == set_ || drop_hovers_;
    const QColor own = setColour(sets_->set(set_).look);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    // On dark windows a shade lighter, so that fields and marks, which are darker, stand out.
    const QColor window = palette().color(QPalette::Window);
    QColor fill = window.lightness() < 128 ? window.lighter(120) : palette().color(QPalette::Base);
    if (chosen) fill = own;
    fill.setAlphaF(chosen ? (drop_hovers_ ? 0.3F : 0.14F) : 0.6F);
    QColor line = chosen ? own : palette().color(QPalette::WindowText);
    line.setAlphaF(chosen ? 0.9F : 0.16F);
    painter.setBrush(fill);
    painter.setPen(QPen(line, 1));
    painter.drawRoundedRect(card, 6, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(own);
    painter.drawRoundedRect(QRectF(card.left() + 3, card.top() + 5, kStripe, card.height() - 10),
                            kStripe / 2.0, kStripe / 2.0);
}

void SetCard::mousePressEvent(QMouseEvent*) {
    sets_->setActiveSet(set_);
}

void SetCard::dragEnterEvent(QDragEnterEvent* event) {
    if (!holdsPickedFace(event->mimeData())) return;
    drop_hovers_ = true;
    event->acceptProposedAction();
    update();
}

void SetCard::dragLeaveEvent(QDragLeaveEvent*) {
    drop_hovers_ = false;
    update();
}

void SetCard::dropEvent(QDropEvent* event) {
    drop_hovers_ = false;
    update();
    const auto face = pickedFaceFrom(event->mimeData());
    if (!face) return;
    event->acceptProposedAction();
    const bool copying = event->modifiers().testFlag(Qt::ControlModifier);
    if (!copying)
        sets_->moveTo(set_, *face);
    else
        sets_->add(set_, *face);
}

}  // namespace faceloom
