// A pane for a path, and faces to drop on it.
#pragma once

#include "tests/ui/ui_test_support.h"
#include "ui/explore/face_tile.h"
#include "ui/path/path_edit.h"
#include "ui/path/path_pane.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QSlider>
#include <QUndoStack>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {

inline void dropFace(QWidget* target, const PickedFace& dropped,
                     Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    const auto data = toMimeData(dropped);
    const QPoint middle = target->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, data.get(), Qt::LeftButton, modifiers);
    QApplication::sendEvent(target, &enter);
    QDropEvent event(QPointF(middle), Qt::CopyAction, data.get(), Qt::LeftButton, modifiers);
    QApplication::sendEvent(target, &event);
}

class PathPaneFixture : public testing::Test {
protected:
    PathPaneFixture() {
        QObject::connect(&pane_, &PathPane::stripWanted,
                         [this](const std::vector<Latent>& latents) { strip_ = latents; });
        QObject::connect(&pane_, &PathPane::positionWanted, [this](const Latent& latent, bool) {
            position_ = latent;
            ++positions_;
        });
        QObject::connect(&pane_, &PathPane::messageRaised,
                         [this](const QString& text, bool) { messages_ << text; });
        pane_.setLatentSize(4);
        pane_.resize(900, 260);
        pane_.show();
        pane_.activateWindow();
        EXPECT_TRUE(waitFor([this] { return pane_.isActiveWindow(); }));
    }
    // "1", "2" …
    static PickedFace face(int seed, int size = 4) {
        QImage picture(32, 32, QImage::Format_RGB888);
        picture.fill(QColor::fromHsv(seed * 40 % 360, 200, 200));
        return {QString::number(seed),
                sampleLatents(static_cast<std::uint64_t>(seed), 1, size).front(), picture,
                GridFace{1, seed}};
    }
    QWidget* child(const std::string& name) { return childOf(pane_, name.c_str()); }
    QWidget* keyframe(int number) { return child("keyframe" + std::to_string(number)); }
    QSlider* slider() { return childOf<QSlider>(pane_, "pathSlider"); }
    // What a drag of a keyframe carries.
    PickedFace dragged(int number) {
        return qobject_cast<FaceTile*>(keyframe(number))->dragged().value();
    }
    void drop(const std::string& target, const PickedFace& dropped,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        dropFace(child(target), dropped, modifiers);
    }
    void dropTwo() {
        drop("keyframe1", face(1));
        drop("keyframe2", face(2));
    }
    void dropThree() {
        dropTwo();
        drop("addKeyframe", face(3));
    }
    QMenu* menuOf(QWidget* widget, const char* name) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, widget->rect().topLeft(),
                                widget->mapToGlobal(QPoint()));
        QApplication::sendEvent(widget, &event);
        return childOf<QMenu>(pane_, name);
    }
    [[nodiscard]] std::string order() const {
        std::string labels;
        for (const EditedKeyframe& keyframe : edit_.keyframes())
            labels += keyframe.keyframe.label;
        return labels;
    }

    QUndoStack undo_stack_;
    PathEdit edit_{&undo_stack_};
    PathPane pane_{&edit_, &undo_stack_};
    std::vector<Latent> strip_;
    Latent position_;
    int positions_ = 0;
    QStringList messages_;
};

}  // namespace faceloom
