#include "tests/monkey/monkey_answers.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QColorDialog>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QTest>
#include <algorithm>

namespace faceloom {
namespace {

constexpr int kLookEvery = 3;  // milliseconds

// Those that a person could reach.
template <class Widget>
QList<Widget*> reachable(QWidget* parent) {
    QList<Widget*> found = parent->findChildren<Widget*>();
    found.removeIf([](Widget* widget) { return !widget->isVisible() || !widget->isEnabled(); });
    return found;
}

QDialog* modalDialog() {
    return qobject_cast<QDialog*>(QApplication::activeModalWidget());
}

}  // namespace

QString nameOf(const QObject* object) {
    const QString name = object->objectName();
    return QLatin1String(object->metaObject()->className()) +
           (name.isEmpty() ? QString() : QStringLiteral(" ") + name);
}

void clickIt(QWidget* widget, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
    QTest::mouseClick(widget, button, modifiers, widget->rect().center());
}

bool changeIt(QWidget* widget, const MonkeyFiles& files, Dice& dice) {
    if (auto* box = qobject_cast<QSpinBox*>(widget)) {
        const int most = std::min(box->maximum(), std::max(box->minimum(), 0) + 200);
        box->setValue(dice.oneIn(8) ? box->maximum()
                                    : dice.between(std::max(box->minimum(), -9), most));
    } else if (auto* real = qobject_cast<QDoubleSpinBox*>(widget)) {
        real->setValue(real->minimum() +
                       (real->maximum() - real->minimum()) * dice.below(1001) / 1000.0);
    } else if (auto* combo = qobject_cast<QComboBox*>(widget)) {
        if (combo->count() > 0) combo->setCurrentIndex(dice.below(combo->count()));
    } else if (auto* line = qobject_cast<QLineEdit*>(widget)) {
        if (line->isReadOnly()) return false;
        line->setFocus();
        line->selectAll();
        line->insert(files.text(dice));
        if (dice.oneIn(2)) QTest::keyClick(line, dice.oneIn(2) ? Qt::Key_Return : Qt::Key_Tab);
    } else if (auto* tick = qobject_cast<QCheckBox*>(widget)) {
        tick->click();
    } else {
        return false;
    }
    return true;
}

MonkeyAnswers::MonkeyAnswers(const MonkeyFiles& files, Dice& dice, MonkeyWatch& watch)
    : files_(files), dice_(dice), watch_(watch) {
    // Single shots: one that repeats would not fire in an event loop that it has opened itself.
    timer_.setSingleShot(true);
    timer_.setInterval(kLookEvery);
    connect(&timer_, &QTimer::timeout, this, &MonkeyAnswers::look);
    timer_.start();
}

void MonkeyAnswers::look() {
    timer_.start();
    watch_.beat();
    if (in_event_) answer();
}

bool MonkeyAnswers::answer() {
    // An answer may open an event loop of its own, as a file dialog does to complain.
    const QScopedValueRollback answering(in_event_, true);
    if (QWidget* popup = QApplication::activePopupWidget())
        answerMenu(popup);
    else if (QWidget* modal = QApplication::activeModalWidget())
        answerDialog(modal);
    else
        return false;
    return true;
}

void MonkeyAnswers::answerMenu(QWidget* menu) {
    const QPointer<QWidget> alive = menu;
    const int down = dice_.below(6);
    const bool take = dice_.oneIn(2);
    watch_.note(QStringLiteral("answer %1: down %2, %3")
                    .arg(nameOf(menu))
                    .arg(down)
                    .arg(take ? QStringLiteral("take") : QStringLiteral("leave")));
    for (int i = 0; i < down && alive; ++i)
        QTest::keyClick(menu, Qt::Key_Down);
    if (alive) QTest::keyClick(menu, take ? Qt::Key_Return : Qt::Key_Escape);
    if (alive && alive->isVisible() && !take) alive->close();
}

void MonkeyAnswers::answerDialog(QWidget* modal) {
    auto* dialog = qobject_cast<QDialog*>(modal);
    if (dialog == nullptr) {
        modal->close();
    } else if (auto* files = qobject_cast<QFileDialog*>(dialog)) {
        answerFileDialog(files);
    } else if (qobject_cast<QColorDialog*>(dialog) != nullptr) {
        // Not by its buttons: one of them takes the whole screen's mouse.
        watch_.note(QStringLiteral("answer %1").arg(nameOf(dialog)));
        dialog->done(dice_.below(2));
    } else {
        touch(dialog);
    }
}

void MonkeyAnswers::answerFileDialog(QFileDialog* dialog) {
    // Its own buttons make, rename and delete files: a path is given, or none.
    if (dice_.oneIn(4)) {
        watch_.note(QStringLiteral("leave %1").arg(nameOf(dialog)));
        dialog->reject();
        return;
    }
    const bool saves = dialog->acceptMode() == QFileDialog::AcceptSave;
    const bool folder = dialog->fileMode() == QFileDialog::Directory;
    const QString suffix = dialog->defaultSuffix();
    const QString path =
        saves ? files_.toSave(dice_, suffix.isEmpty() ? QString() : QStringLiteral(".") + suffix)
              : (folder ? files_.folderToOpen(dice_) : files_.toOpen(dice_));
    watch_.note(QStringLiteral("answer %1: %2").arg(nameOf(dialog), path));
    // Where it takes the name it proposes instead.
    if (saves) dialog->setDirectory(files_.outFolder());
    if (auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit")))
        name->setText(path);
    const QPointer<QDialog> alive = dialog;
    alive->accept();
    // It may not take the path, and then it stays.
    if (alive && alive->isVisible()) alive->reject();
}

void MonkeyAnswers::touch(QDialog* dialog) {
    const auto buttons = reachable<QAbstractButton>(dialog);
    const auto fields = reachable<QWidget>(dialog);
    const int what = dice_.below(10);
    if (what < 6 && !buttons.isEmpty()) {
        QAbstractButton* button = dice_.from(buttons);
        watch_.note(QStringLiteral("in %1 click %2 %3")
                        .arg(nameOf(dialog), nameOf(button), button->text()));
        clickIt(button, Qt::LeftButton, {});
    } else if (what < 8 && !fields.isEmpty()) {
        QWidget* field = dice_.from(fields);
        watch_.note(QStringLiteral("in %1 change %2").arg(nameOf(dialog), nameOf(field)));
        changeIt(field, files_, dice_);
    } else {
        watch_.note(QStringLiteral("leave %1").arg(nameOf(dialog)));
        what == 8 ? dialog->reject() : dialog->accept();
    }
}

void MonkeyAnswers::endIt() {
    if (QWidget* popup = QApplication::activePopupWidget()) {
        popup->close();
        return;
    }
    QDialog* dialog = modalDialog();
    if (dialog == nullptr) return;
    watch_.note(QStringLiteral("end %1").arg(nameOf(dialog)));
    auto* box = qobject_cast<QMessageBox*>(dialog);
    if (box != nullptr && box->button(QMessageBox::Discard) != nullptr)
        box->button(QMessageBox::Discard)->click();
    else
        dialog->reject();
}

}  // namespace faceloom
