#include "ui/photograph/photograph_pane.h"

#include "ui/base/icons.h"
#include "ui/base/named_widget.h"
#include "ui/base/square_board.h"
#include "ui/explore/face_choice.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"
#include "ui/photograph/photograph_controller.h"
#include "ui/photograph/photograph_text.h"
#include "ui/training/training_widgets.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>
#include <array>
#include <utility>

namespace faceloom {
namespace {

constexpr int kLeastSide = 110;
constexpr int kUsualSide = 200;
constexpr std::array kSteps = {200, 500, 1500};

}  // namespace

PhotographPane::PhotographPane(PhotographController* photographs, FaceSets* sets, QWidget* parent)
    : QWidget(parent), photographs_(photographs), sets_(sets) {
    setObjectName(QStringLiteral("photographPane"));
    setAcceptDrops(true);
    setFocusPolicy(Qt::ClickFocus);
    auto* layout = new QVBoxLayout(this);
    layout_ = new QBoxLayout(QBoxLayout::LeftToRight);
    layout_->addWidget(buildFaces(), 4);
    auto* words = new QVBoxLayout;
    buildWords(words);
    buildControls(words);
    layout_->addLayout(words, 3);
    layout->addLayout(layout_, 1);
    buildActions(layout);
    connect(photographs_, &PhotographController::changed, this, &PhotographPane::showState);
    connect(photographs_, &PhotographController::progressed, this, &PhotographPane::showProgress);
    connect(sets_, &FaceSets::activeSetChanged, this, &PhotographPane::showActiveSet);
    connect(sets_, &FaceSets::setsChanged, this, &PhotographPane::showActiveSet);
    showActiveSet();
    showState();
}

QWidget* PhotographPane::buildFaces() {
    board_ = new SquareBoard;
    board_->setSides(kLeastSide, kUsualSide);
    original_ = named(new FaceTile, "photographFace", tr("Face in the photograph"),
                      tr("The face as it was cut out of the photograph."));
    original_->setFocusPolicy(Qt::NoFocus);
    original_->setPlaceholder(tr("the photograph's face"));
    nearest_ = named(new FaceTile, "photographResult", tr("Nearest face"), {});
    nearest_->setPlaceholder(tr("the nearest face"));
    nearest_->setDragSource([this]() -> std::optional<PickedFace> {
        return photographs_->busy() ? std::nullopt : photographs_->result();
    });
    board_->setTiles({original_, nearest_});
    return board_;
}

void PhotographPane::buildWords(QBoxLayout* layout) {
    title_ = headingLabel({});
    title_->setObjectName(QStringLiteral("photographTitle"));
    title_->setWordWrap(true);
    title_->setTextFormat(Qt::PlainText);
    advice_ = quietLabel();
    advice_->setObjectName(QStringLiteral("photographAdvice"));
    advice_->setTextFormat(Qt::PlainText);
    bar_ = named(new QProgressBar, "photographProgress", tr("Progress"),
                 tr("How much of the search is done."));
    cancel_ = named(new QPushButton(tr("Cancel")), "photographCancel", tr("Cancel"),
                    tr("Stop here. (Esc)"));
    faces_ = named(new FaceChoice, "photographFaces", tr("Faces in the photograph"),
                   tr("The faces in the photograph, largest first. Click the one you want."));
    auto* going_on = new QHBoxLayout;
    going_on->addWidget(bar_, 1);
    going_on->addWidget(cancel_);
    layout->addStretch(1);
    layout->addWidget(title_);
    layout->addWidget(advice_);
    layout->addLayout(going_on);
    layout->addWidget(faces_, 4);
    connect(cancel_, &QPushButton::clicked, photographs_, &PhotographController::cancel);
    connect(faces_, &FaceChoice::faceChosen, photographs_, &PhotographController::choose);
}

void PhotographPane::buildControls(QBoxLayout* layout) {
    open_ = named(new QPushButton(symbolIcon(Symbol::Pictures), tr("Open photograph…")),
                  "photographOpen", tr("Open a photograph"),
                  tr("Choose a picture with a face in it. A picture dropped on the window does the "
                     "same."));
    search_ = named(new QPushButton, "photographSearch", tr("Search for the nearest face"),
                    tr("Search from other starting points; each result stays among the results."));
    steps_ = named(new QComboBox, "photographSteps", tr("How long a search goes on"),
                   tr("How many steps each search takes. More come a little closer, and take as "
                      "much longer."));
    for (const int steps : kSteps)
        steps_->addItem(tr("%1 steps").arg(steps), steps);
    auto* again = new QHBoxLayout;
    again->addWidget(search_);
    again->addWidget(steps_);
    again->addStretch();
    layout->addLayout(again);
    opening_ = new QHBoxLayout;
    opening_->addStretch();
    opening_->addWidget(open_);
    opening_->addStretch();
    layout->addLayout(opening_);
    layout->addStretch(1);
    connect(open_, &QPushButton::clicked, this, &PhotographPane::openRequested);
    connect(search_, &QPushButton::clicked, photographs_, &PhotographController::search);
    connect(steps_, &QComboBox::currentIndexChanged, this, [this] {
        ProjectionOptions options = photographs_->options();
        options.steps = steps_->currentData().toInt();
        photographs_->setOptions(options);
    });
}

void PhotographPane::buildActions(QBoxLayout* layout) {
    tools_ = new QToolBar;
    tools_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tools_->setIconSize({16, 16});
    nearest_->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto make = [this](const char* name, const QIcon& icon, const QString& text,
                             const QString& tip) {
        auto* action = new QAction(icon, text, this);
        action->setObjectName(QLatin1String(name));
        action->setToolTip(tip);
        nearest_->addAction(action);
        tools_->addAction(action);
        return action;
    };
    put_ = make("photographPutAction", symbolIcon(Symbol::Add), {}, {});
    edit_ = make("photographEditAction", {}, tr("Edit"),
                 tr("Change this face: its smile, its age, its hair."));
    from_ = make("photographFromAction", {}, tr("Interpolate from"),
                 tr("Start the path at this face."));
    to_ = make("photographToAction", {}, tr("Interpolate to"), tr("End the path at this face."));
    next_ = make("photographNextAction", {}, tr("Add to path"),
                 tr("Go on with the path to this face."));
    keep_ = make("photographKeepAction", symbolIcon(Symbol::Favourite), tr("Keep"),
                 tr("Make this face a favourite among the results."));
    export_ = make("photographExportAction", symbolIcon(Symbol::Export), tr("Export…"),
                   tr("Save both faces side by side as a PNG that carries the right one's "
                      "numbers."));
    layout->addWidget(tools_);
    const auto with_result = [this](auto act) {
        return [this, act] {
            if (const auto face = photographs_->result()) act(*face);
        };
    };
    connect(put_, &QAction::triggered, this,
            with_result([this](const PickedFace& face) { sets_->add(sets_->activeSet(), face); }));
    const auto hand_on = [&](QAction* action, void (PhotographPane::*request)(const PickedFace&)) {
        connect(
            action, &QAction::triggered, this,
            with_result([this, request](const PickedFace& face) { emit(this->*request)(face); }));
    };
    hand_on(edit_, &PhotographPane::editRequested);
    hand_on(from_, &PhotographPane::interpolateFromRequested);
    hand_on(to_, &PhotographPane::interpolateToRequested);
    hand_on(next_, &PhotographPane::addToPathRequested);
    hand_on(keep_, &PhotographPane::keepRequested);
    connect(export_, &QAction::triggered, this, &PhotographPane::exportRequested);
}

void PhotographPane::setPictureSource(PictureSource source) {
    picture_source_ = std::move(source);
    showPictures();
}

void PhotographPane::showPictures() {
    const PhotographState& state = photographs_->state();
    const bool chosen = state.chosen >= 0;
    original_->setFace(chosen ? state.faces[static_cast<std::size_t>(state.chosen)] : QImage());
    original_->setCaption(tr("photograph"));
    if (state.stage == PhotographStage::Searching) return;  // it shows how far that has come
    QImage nearest;
    if (state.result && !state.other_model) nearest = state.result->picture;
    if (state.result && state.other_model && picture_source_)
        nearest = picture_source_(state.result->latent);
    nearest_->setFace(nearest);
    nearest_->setCaption(tr("nearest face"));
}

void PhotographPane::showState() {
    const bool had_focus = hasFocus() || isAncestorOf(QApplication::focusWidget());
    const PhotographState& state = photographs_->state();
    board_->setVisible(state.chosen >= 0);
    nearest_->setPlaceholder(state.stage == PhotographStage::Searching ? tr("searching…")
                                                                       : tr("the nearest face"));
    if (state.stage == PhotographStage::Searching) nearest_->setFace({});
    showPictures();
    faces_->setFaces(state.faces);
    faces_->setChosen(state.chosen);
    faces_->setVisible(state.faces.size() > 1);
    showWords();
    showActions();
    keepFocus(had_focus);
}

void PhotographPane::showWords() {
    const PhotographState& state = photographs_->state();
    const bool busy = photographs_->busy();
    title_->setText(titleOf(state));
    advice_->setText(adviceOf(state));
    bar_->setVisible(busy);
    cancel_->setVisible(busy);
    if (busy) bar_->setRange(0, 0);
    // Without a picture beside them the words stand in the middle.
    const bool alone = state.faces.empty();
    const Qt::Alignment alignment = alone ? Qt::AlignHCenter : Qt::AlignLeft;
    opening_->setStretch(0, alone ? 1 : 0);
    opening_->setStretch(2, 1);
    title_->setAlignment(alignment | Qt::AlignVCenter);
    advice_->setAlignment(alignment | Qt::AlignTop);
    const QString tip = errorInFull(state);
    title_->setToolTip(tip);
    nearest_->setToolTip(
        tr("The face of this model that comes nearest. Drag it to a set or onto the path.") +
        (tip.isEmpty() ? QString() : QLatin1Char('\n') + tip));
}

void PhotographPane::showActions() {
    const PhotographState& state = photographs_->state();
    const bool at_rest = !photographs_->busy();
    for (QAction* action : {put_, edit_, from_, to_, next_, keep_, export_})
        action->setEnabled(at_rest && state.result.has_value());
    export_->setEnabled(export_->isEnabled() && !state.other_model);
    tools_->setVisible(state.chosen >= 0);  // from the start, so that nothing moves later
    const bool searchable = at_rest && state.stage == PhotographStage::Ready;
    search_->setVisible(searchable);
    steps_->setVisible(searchable);
    search_->setText(state.result && !state.other_model ? tr("Try again") : tr("Search"));
}

void PhotographPane::showProgress(const PhotographProgress& progress) {
    if (progress.picture.isNull()) return;
    nearest_->setFace(progress.picture);
    nearest_->setCaption(tr("nearest so far"));
    bar_->setRange(0, progress.total_steps);
    bar_->setValue(progress.step);
    bar_->setFormat(tr("step %v of %m"));
    advice_->setText(adviceOf(progress));
}

void PhotographPane::showActiveSet() {
    const FaceSet& set = sets_->set(sets_->activeSet());
    put_->setText(tr("Put into %1").arg(set.letter));
    put_->setToolTip(tr("Put this face into “%1”, the chosen set.").arg(set.name));
}

// Whoever works here by keyboard goes on where the next thing is to be done.
void PhotographPane::keepFocus(bool had_focus) {
    if (!had_focus) return;
    if (photographs_->busy())
        cancel_->setFocus();
    else if (photographs_->state().stage == PhotographStage::Choosing)
        faces_->setFocus();
    else if (search_->isVisibleTo(this))
        search_->setFocus();
    else
        open_->setFocus();
}

bool PhotographPane::event(QEvent* event) {
    // Esc is this pane's while it has something to cancel.
    if (event->type() == QEvent::ShortcutOverride && photographs_->busy() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QWidget::event(event);
}

void PhotographPane::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && photographs_->busy())
        photographs_->cancel();
    else
        QWidget::keyPressEvent(event);
}

// In a dock that is higher than wide the faces stand above the words.
void PhotographPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layout_->setDirection(height() > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void PhotographPane::dragEnterEvent(QDragEnterEvent* event) {
    const QMimeData* dragged = event->mimeData();
    const auto urls = dragged->urls();
    const bool file = urls.size() == 1 && urls.front().isLocalFile();
    if (file || (dragged->hasImage() && !holdsPickedFace(dragged))) event->acceptProposedAction();
}

void PhotographPane::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        emit pathDropped(urls.front().toLocalFile());
    else
        emit pictureDropped(event->mimeData()->imageData().value<QImage>());
}

}  // namespace faceloom
