// Every control of the window says what it is, to a screen reader and to the pointer.
#include "tests/ui/window_support.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabBar>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class AccessibilityTest : public WindowFixture {
protected:
    // What a person can set or press, without what Qt puts inside or around it.
    [[nodiscard]] std::vector<QWidget*> controls() const {
        std::vector<QWidget*> found;
        for (QWidget* widget : window_->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QAbstractButton*>(widget) != nullptr ||
                                 qobject_cast<QAbstractSlider*>(widget) != nullptr ||
                                 qobject_cast<QAbstractSpinBox*>(widget) != nullptr ||
                                 qobject_cast<QComboBox*>(widget) != nullptr ||
                                 qobject_cast<QLineEdit*>(widget) != nullptr;
            const bool inner = widget->objectName().startsWith(QStringLiteral("qt_")) ||
                               qobject_cast<QScrollBar*>(widget) != nullptr ||
                               QByteArray(widget->metaObject()->className()).startsWith("QDock") ||
                               qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) != nullptr ||
                               qobject_cast<QComboBox*>(widget->parentWidget()) != nullptr ||
                               qobject_cast<QLineEdit*>(widget->parentWidget()) != nullptr ||
                               qobject_cast<QTabBar*>(widget->parentWidget()) != nullptr;
            if (control && !inner) found.push_back(widget);
        }
        return found;
    }
    [[nodiscard]] static std::string described(const QWidget* widget) {
        return std::string(widget->metaObject()->className()) + " " +
               widget->objectName().toStdString() + " in " +
               widget->parentWidget()->objectName().toStdString();
    }
};

TEST_F(AccessibilityTest, EveryControlHasANameAndATooltip) {
    openModel(models_.model("a.safetensors", 1));
    const auto all = controls();
    EXPECT_GT(all.size(), 100U);
    for (QWidget* widget : all) {
        const QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(widget);
        ASSERT_NE(seen, nullptr) << described(widget);
        EXPECT_FALSE(seen->text(QAccessible::Name).isEmpty()) << described(widget);
        const bool is_face = qobject_cast<FaceTile*>(widget) != nullptr;
        EXPECT_TRUE(is_face || !widget->toolTip().isEmpty()) << described(widget);
    }
}

}  // namespace
}  // namespace faceloom
