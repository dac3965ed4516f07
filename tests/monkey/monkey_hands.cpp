#include "tests/monkey/monkey_hands.h"

#include "app/main_window.h"
#include "app/tour_palette.h"
#include "ui/explore/face_tile.h"
#include "ui/training/training_options_box.h"

#include <QAbstractSlider>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QSpinBox>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>
#include <array>
#include <memory>

namespace faceloom {
namespace {

QPoint anyPoint(const QWidget* widget, Dice& dice) {
    return {dice.below(std::max(1, widget->width())), dice.below(std::max(1, widget->height()))};
}

Qt::KeyboardModifiers anyModifiers(Dice& dice) {
    static constexpr std::array<Qt::KeyboardModifiers::Int, 4> kModifiers = {
        Qt::NoModifier, Qt::ControlModifier, Qt::ShiftModifier,
        Qt::ControlModifier | Qt::ShiftModifier};
    return dice.oneIn(3) ? Qt::KeyboardModifiers::fromInt(dice.from(kModifiers))
                         : Qt::KeyboardModifiers();
}

}  // namespace

// What a person may choose is large; a monkey's runs end, and its networks are small.
void MonkeyHands::limit() {
    struct Limit {
        const char* box;
        int most;
    };
    for (const Limit limit : {Limit{"trainLength", 200},
                              {"previewEvery", 50},
                              {"checkpointEvery", 50},
                              {"latentSize", 32},
                              {"batchSize", 8},
                              {"threads", 2},
                              {"pictureLimit", 100},
                              {"keepSpace", 20}}) {
        if (auto* box = window_->findChild<QSpinBox*>(QLatin1String(limit.box)))
            box->setMaximum(limit.most);
    }
}

void MonkeyHands::keepSmall() {
    auto* options = window_->findChild<TrainingOptionsBox*>();
    constexpr int kWidest = 16;
    const NetworkOptions network = options->options().network;
    if (network.generator_widths.front() > kWidest || network.imageSize() != 32)
        options->setOptions(files_.smallRun(dice_));
}

void MonkeyHands::hold(MainWindow* window) {
    window_ = window;
    limit();
}

void MonkeyHands::act() {
    struct Move {
        int weight;
        void (MonkeyHands::*act)();
    };
    static constexpr std::array kMoves = {
        Move{16, &MonkeyHands::trigger},   Move{16, &MonkeyHands::train},
        Move{8, &MonkeyHands::contradict}, Move{22, &MonkeyHands::click},
        Move{4, &MonkeyHands::menu},       Move{14, &MonkeyHands::key},
        Move{8, &MonkeyHands::drag},       Move{4, &MonkeyHands::wheel},
        Move{12, &MonkeyHands::change},    Move{4, &MonkeyHands::dock},
        Move{2, &MonkeyHands::resize},     Move{6, &MonkeyHands::open},
        Move{2, &MonkeyHands::dropFile},   Move{5, &MonkeyHands::dropFace},
        Move{2, &MonkeyHands::clipboard},  Move{1, &MonkeyHands::palette}};
    keepSmall();
    int sum = 0;
    for (const Move& move : kMoves)
        sum += move.weight;
    int drawn = dice_.below(sum);
    for (const Move& move : kMoves) {
        drawn -= move.weight;
        if (drawn >= 0) continue;
        (this->*move.act)();
        return;
    }
}

QWidget* MonkeyHands::anyWidget() {
    QList<QWidget*> widgets = window_->findChildren<QWidget*>();
    widgets.removeIf([](QWidget* widget) { return !widget->isVisible() || !widget->isEnabled(); });
    return widgets.isEmpty() ? window_.data() : dice_.from(widgets);
}

void MonkeyHands::trigger(QAction* action) {
    watch_.note(QStringLiteral("trigger %1 %2").arg(nameOf(action), action->text()));
    action->trigger();
}

void MonkeyHands::triggerNamed(const char* name) {
    if (auto* action = window_->findChild<QAction*>(QLatin1String(name))) trigger(action);
}

void MonkeyHands::trigger() {
    QList<QAction*> actions = window_->findChildren<QAction*>();
    actions.removeIf([](QAction* action) {
        return !action->isEnabled() || action->isSeparator() || action->menu() != nullptr;
    });
    if (!actions.isEmpty()) trigger(dice_.from(actions));
}

void MonkeyHands::train() {
    if (dice_.oneIn(10)) {
        watch_.note(QStringLiteral("sketch faces"));
        clickIt(window_->findChild<QWidget*>(QStringLiteral("useSketchFaces")), Qt::LeftButton, {});
    } else if (dice_.oneIn(8)) {
        auto* slider = window_->findChild<QAbstractSlider*>(QStringLiteral("timelineSlider"));
        slider->setValue(
            dice_.between(slider->minimum(), std::max(slider->minimum(), slider->maximum())));
        triggerNamed(dice_.oneIn(3) ? "timelineBranchAction" : "timelineRollBackAction");
    } else if (dice_.oneIn(5)) {
        watch_.note(QStringLiteral("options of a small run"));
        auto* options = window_->findChild<TrainingOptionsBox*>();
        if (dice_.oneIn(2)) options->setRunFolder(files_.runFolder(dice_));
        options->setOptions(files_.smallRun(dice_));
    } else {
        static constexpr std::array kNames = {"trainAction", "pauseAction",    "resumeAction",
                                              "stopAction",  "continueAction", "continueAction"};
        triggerNamed(dice_.from(kNames));
    }
}

void MonkeyHands::contradict() {
    static constexpr std::array kPairs = {
        std::array{"trainAction", "stopAction"},    std::array{"stopAction", "trainAction"},
        std::array{"pauseAction", "resumeAction"},  std::array{"pauseAction", "stopAction"},
        std::array{"resumeAction", "pauseAction"},  std::array{"stopAction", "continueAction"},
        std::array{"continueAction", "stopAction"}, std::array{"undoAction", "redoAction"},
        std::array{"newFacesAction", "undoAction"}, std::array{"trainAction", "pauseAction"},
        std::array{"continueAction", "trainAction"}};
    for (const char* name : dice_.from(kPairs))
        triggerNamed(name);
    if (!dice_.oneIn(4)) return;
    const QString first = files_.toOpen(dice_);
    const QString second = files_.toOpen(dice_);
    watch_.note(QStringLiteral("open %1 and %2").arg(first, second));
    window_->openPath(first);
    window_->openPath(second);
}

void MonkeyHands::click() {
    QList<QAbstractButton*> buttons = window_->findChildren<QAbstractButton*>();
    buttons.removeIf([](QWidget* button) { return !button->isVisible() || !button->isEnabled(); });
    QWidget* target = buttons.isEmpty() || dice_.oneIn(8)
                          ? anyWidget()
                          : static_cast<QWidget*>(dice_.from(buttons));
    watch_.note(QStringLiteral("click %1").arg(nameOf(target)));
    const Qt::KeyboardModifiers modifiers = anyModifiers(dice_);
    if (dice_.oneIn(10))
        QTest::mouseDClick(target, Qt::LeftButton, modifiers, anyPoint(target, dice_));
    else
        clickIt(target, Qt::LeftButton, modifiers);
}

void MonkeyHands::menu() {
    QWidget* target = anyWidget();
    watch_.note(QStringLiteral("context menu of %1").arg(nameOf(target)));
    const QPoint at = anyPoint(target, dice_);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, target->mapToGlobal(at));
    QApplication::sendEvent(target, &event);
}

void MonkeyHands::key() {
    static constexpr std::array kKeys = {
        Qt::Key_Left,   Qt::Key_Right,  Qt::Key_Up,     Qt::Key_Down,      Qt::Key_Home,
        Qt::Key_End,    Qt::Key_PageUp, Qt::Key_Tab,    Qt::Key_Backtab,   Qt::Key_Space,
        Qt::Key_Return, Qt::Key_Escape, Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Z,
        Qt::Key_A,      Qt::Key_N,      Qt::Key_F,      Qt::Key_V,         Qt::Key_C,
        Qt::Key_X,      Qt::Key_1,      Qt::Key_2,      Qt::Key_3,         Qt::Key_F5,
        Qt::Key_F6,     Qt::Key_F10,    Qt::Key_Menu,   Qt::Key_K,         Qt::Key_E,
        Qt::Key_S};
    const Qt::Key key = dice_.from(kKeys);
    const Qt::KeyboardModifiers modifiers = anyModifiers(dice_);
    QWidget* target = window_->focusWidget();
    if (target == nullptr || dice_.oneIn(3)) target = anyWidget();
    watch_.note(QStringLiteral("key %1 at %2")
                    .arg(QKeySequence(QKeyCombination(modifiers, key)).toString(), nameOf(target)));
    if (dice_.oneIn(2)) target->setFocus();
    QTest::keyClick(target, key, modifiers);
}

void MonkeyHands::drag() {
    const QList<QAbstractSlider*> sliders = window_->findChildren<QAbstractSlider*>();
    const QPointer<QWidget> target = dice_.oneIn(2) && !sliders.isEmpty()
                                         ? static_cast<QWidget*>(dice_.from(sliders))
                                         : anyWidget();
    if (!target->isVisible() || !target->isEnabled()) return;
    watch_.note(QStringLiteral("drag in %1").arg(nameOf(target)));
    QTest::mousePress(target, Qt::LeftButton, {}, anyPoint(target, dice_));
    // It may go away under the mouse.
    for (int moves = dice_.between(1, 5); moves > 0 && target && target->isVisible(); --moves) {
        const QPoint at = anyPoint(target, dice_);
        QMouseEvent move(QEvent::MouseMove, at, target->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &move);
    }
    if (target && target->isVisible())
        QTest::mouseRelease(target, Qt::LeftButton, {}, anyPoint(target, dice_));
}

void MonkeyHands::wheel() {
    QWidget* target = anyWidget();
    watch_.note(QStringLiteral("wheel over %1").arg(nameOf(target)));
    const QPoint at = anyPoint(target, dice_);
    const QPoint turn(0, dice_.oneIn(2) ? 120 : -240);
    QWheelEvent event(at, target->mapToGlobal(at), {}, turn, Qt::NoButton, anyModifiers(dice_),
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(target, &event);
}

void MonkeyHands::change() {
    for (int tries = 0; tries < 30; ++tries) {
        QWidget* target = anyWidget();
        watch_.beat();
        const QString name = nameOf(target);
        if (!changeIt(target, files_, dice_)) continue;
        watch_.note(QStringLiteral("changed %1").arg(name));
        return;
    }
}

void MonkeyHands::dock() {
    const QList<QDockWidget*> docks = window_->findChildren<QDockWidget*>();
    QDockWidget* dock = dice_.from(docks);
    const int what = dice_.below(6);
    watch_.note(QStringLiteral("dock %1: %2").arg(nameOf(dock)).arg(what));
    static constexpr std::array kAreas = {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea,
                                          Qt::BottomDockWidgetArea};
    if (what == 0)
        dock->setFloating(!dock->isFloating());
    else if (what == 1)
        dock->toggleViewAction()->trigger();
    else if (what == 2)
        window_->addDockWidget(dice_.from(kAreas), dock);
    else {
        dock->show();
        dock->raise();
    }
}

void MonkeyHands::resize() {
    const int what = dice_.below(8);
    watch_.note(QStringLiteral("resize %1").arg(what));
    if (what == 0)
        window_->showMaximized();
    else if (what == 1)
        window_->showMinimized();
    else if (what == 2)
        window_->showNormal();
    else
        window_->resize(dice_.between(300, 1500), dice_.between(200, 1000));
    if (what != 1) window_->activateWindow();
}

void MonkeyHands::open() {
    const QString path = files_.toOpen(dice_);
    watch_.note(QStringLiteral("open %1").arg(path));
    window_->openPath(path);
}

void MonkeyHands::drop(QWidget* target, const QMimeData* data) {
    const QPoint at = anyPoint(target, dice_);
    QDragEnterEvent enter(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    if (!enter.isAccepted() || dice_.oneIn(6)) {
        QDragLeaveEvent leave;
        QApplication::sendEvent(target, &leave);
        return;
    }
    QDragMoveEvent move(at, Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &move);
    QDropEvent event(QPointF(at), Qt::CopyAction, data, Qt::LeftButton, anyModifiers(dice_));
    QApplication::sendEvent(target, &event);
}

void MonkeyHands::dropFile() {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(files_.toOpen(dice_))});
    QWidget* target = dice_.oneIn(2) ? window_.data() : anyWidget();
    watch_.note(
        QStringLiteral("drop %1 on %2").arg(data.urls().front().toLocalFile(), nameOf(target)));
    drop(target, &data);
}

void MonkeyHands::dropFace() {
    QList<FaceTile*> tiles = window_->findChildren<FaceTile*>();
    tiles.removeIf([](QWidget* tile) { return !tile->isVisible(); });
    if (tiles.isEmpty()) return;
    const FaceTile* from = dice_.from(tiles);
    watch_.note(QStringLiteral("take the face of %1").arg(nameOf(from)));
    const auto face = from->dragged();
    if (!face) return;
    QList<QWidget*> targets = window_->findChildren<QWidget*>();
    targets.removeIf(
        [](QWidget* widget) { return !widget->isVisible() || !widget->acceptDrops(); });
    if (targets.isEmpty()) return;
    QWidget* target = dice_.from(targets);
    watch_.note(QStringLiteral("drop %1 on %2").arg(face->label, nameOf(target)));
    drop(target, toMimeData(*face).get());
}

void MonkeyHands::clipboard() {
    watch_.note(QStringLiteral("paste"));
    if (dice_.oneIn(3)) {
        QApplication::clipboard()->setImage(window_->grab().toImage());
    } else if (dice_.oneIn(2)) {
        auto* data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(files_.toOpen(dice_))});
        QApplication::clipboard()->setMimeData(data);
    } else {
        QApplication::clipboard()->setText(files_.text(dice_));
    }
    triggerNamed("pastePhotographAction");
}

void MonkeyHands::palette() {
    watch_.note(QStringLiteral("another palette"));
    QApplication::setPalette(tourPalette(dice_.oneIn(2)));
}

}  // namespace faceloom
