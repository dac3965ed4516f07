// The rectangle over the sample picture, moved and resized by the mouse and by keys.
#include "ui/training/crop_editor.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class CropEditorTest : public testing::Test {
protected:
    CropEditorTest() {
        QImage picture(178, 218, QImage::Format_RGB888);
        picture.fill(Qt::gray);
        editor.resize(178 * 2 + 2 * CropEditor::kBorder, 218 * 2 + 2 * CropEditor::kBorder);
        editor.setPicture(picture, picture.size());
        editor.setCrop(kStart);
        editor.show();
    }

    // From and to in pixels of the picture.
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mousePress(&editor, Qt::LeftButton, modifiers, editor.toWidget(from).toPoint());
        const QPointF end = editor.toWidget(to);
        QMouseEvent move(QEvent::MouseMove, end, editor.mapToGlobal(end), Qt::NoButton,
                         Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(&editor, &move);
        QTest::mouseRelease(&editor, Qt::LeftButton, modifiers, end.toPoint());
    }

    static constexpr QRect kStart{24, 56, 128, 128};
    CropEditor editor;
};

TEST_F(CropEditorTest, DraggingInsideMovesIt) {
    QSignalSpy changes(&editor, &CropEditor::cropChanged);
    drag({80, 100}, {90, 95});
    EXPECT_EQ(editor.crop(), QRect(34, 51, 128, 128));
    ASSERT_EQ(changes.size(), 1);
    EXPECT_EQ(changes[0][0].toRect(), editor.crop());
}

TEST_F(CropEditorTest, StaysInsideThePicture) {
    drag({80, 100}, {500, 500});
    EXPECT_EQ(editor.crop(), QRect(50, 90, 128, 128));
    drag({100, 150}, {-500, -500});
    EXPECT_EQ(editor.crop(), QRect(0, 0, 128, 128));
}

TEST_F(CropEditorTest, CornersKeepItSquareAndTheOppositeCornerInPlace) {
    drag({24, 56}, {44, 66});
    EXPECT_EQ(editor.crop(), QRect(34, 66, 118, 118));
    drag({34 + 118, 66 + 118}, {34 + 60, 66 + 70});
    EXPECT_EQ(editor.crop(), QRect(34, 66, 70, 70));
}

TEST_F(CropEditorTest, CornersEndAtThePicturesBorder) {
    drag({24 + 128, 56 + 128}, {1000, 1000});
    EXPECT_EQ(editor.crop(), QRect(24, 56, 154, 154));
    drag({24 + 154, 56 + 154}, {-1000, -1000});
    EXPECT_EQ(editor.crop(), QRect(24, 56, CropEditor::kSmallestSide, CropEditor::kSmallestSide));
}

TEST_F(CropEditorTest, SidesGrowAroundTheMiddle) {
    drag({24 + 128, 56 + 64}, {24 + 108, 56 + 64});
    EXPECT_EQ(editor.crop(), QRect(24, 66, 108, 108));
    drag({24 + 54, 66}, {24 + 54, 86});
    EXPECT_EQ(editor.crop(), QRect(34, 86, 88, 88));
}

TEST_F(CropEditorTest, ShiftAllowsOtherShapes) {
    drag({24 + 128, 56 + 128}, {24 + 100, 56 + 150}, Qt::ShiftModifier);
    EXPECT_EQ(editor.crop(), QRect(24, 56, 100, 150));
}

TEST_F(CropEditorTest, KeysMoveAndResize) {
    editor.setFocus();
    QTest::keyClick(&editor, Qt::Key_Left);
    QTest::keyClick(&editor, Qt::Key_Down, Qt::ControlModifier);
    EXPECT_EQ(editor.crop(), QRect(23, 66, 128, 128));
    QTest::keyClick(&editor, Qt::Key_Plus);
    EXPECT_EQ(editor.crop(), QRect(22, 65, 130, 130));
    QTest::keyClick(&editor, Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_EQ(editor.crop(), QRect(32, 75, 110, 110));
}

TEST_F(CropEditorTest, WhatAFaceFinderChoseCannotBeDragged) {
    editor.setEditable(false);
    drag({80, 100}, {90, 95});
    QTest::keyClick(&editor, Qt::Key_Left);
    EXPECT_EQ(editor.crop(), kStart);
}

TEST_F(CropEditorTest, LargePicturesAreShownReducedAndMeasuredInTheirOwnPixels) {
    QImage reduced(100, 50, QImage::Format_RGB888);
    reduced.fill(Qt::gray);
    editor.setPicture(reduced, {4000, 2000});
    editor.setCrop({1000, 0, 2000, 2000});
    drag({2000, 1000}, {2400, 1000});
    EXPECT_NEAR(editor.crop().x(), 1400, 12);
    EXPECT_EQ(editor.crop().size(), QSize(2000, 2000));
}

}  // namespace
}  // namespace faceloom
