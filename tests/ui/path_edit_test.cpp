// The path's model: keyframes put in, moved, taken out, segments, and undo of all of it.
#include "ui/path/path_edit.h"

#include <QSignalSpy>
#include <QUndoStack>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

PickedFace face(const char* label, float value, int size = 2) {
    return {label, Latent(static_cast<std::size_t>(size), value), {}, {}, {}};
}

class PathEditTest : public testing::Test {
protected:
    PathEditTest() { edit_.setLatentSize(2); }
    void putThree() {
        EXPECT_TRUE(edit_.insert(0, face("a", 1)));
        EXPECT_TRUE(edit_.insert(1, face("c", 3)));
        EXPECT_TRUE(edit_.insert(1, face("b", 2)));
    }
    [[nodiscard]] std::string order() const {
        std::string labels;
        for (const EditedKeyframe& keyframe : edit_.keyframes())
            labels += keyframe.keyframe.label;
        return labels;
    }

    QUndoStack undo_stack_;
    PathEdit edit_{&undo_stack_};
};

TEST_F(PathEditTest, FacesArePutBetweenMovedAndTakenOff) {
    putThree();
    EXPECT_EQ(order(), "abc");
    EXPECT_TRUE(edit_.playable());
    ASSERT_TRUE(check(edit_.path()).has_value());
    edit_.move(0, 2);
    EXPECT_EQ(order(), "bca");
    edit_.move(2, 1);
    EXPECT_EQ(order(), "bac");
    edit_.remove(1);
    EXPECT_EQ(order(), "bc");
    EXPECT_TRUE(edit_.replace(1, face("d", 4)));
    EXPECT_EQ(order(), "bd");
    for (int i = 0; i < 4; ++i)
        undo_stack_.undo();
    EXPECT_EQ(order(), "abc");
}

TEST_F(PathEditTest, SegmentsKeepTheirPlaces) {
    putThree();
    edit_.setFrames(0, 5);
    edit_.setFrames(1, 9);
    edit_.setMode(1, InterpolationMode::Slerp);
    edit_.move(0, 1);
    EXPECT_EQ(order(), "bac");
    EXPECT_EQ(edit_.path().keyframes[0].frames, 5);
    EXPECT_EQ(edit_.path().keyframes[1].mode, InterpolationMode::Slerp);
    edit_.reverse();
    EXPECT_EQ(order(), "cab");
    EXPECT_EQ(edit_.path().keyframes[0].frames, 9);
    EXPECT_EQ(edit_.path().keyframes[1].frames, 5);
    edit_.reverse();
    undo_stack_.undo();
    EXPECT_EQ(order(), "cab");
    EXPECT_TRUE(edit_.insert(1, face("d", 4)));
    EXPECT_EQ(edit_.path().keyframes[1].frames, 9) << "both halves go on as the segment was";
}

TEST_F(PathEditTest, StrokesAreOneStepAndSpeedIsNotAnotherPath) {
    putThree();
    QSignalSpy path(&edit_, &PathEdit::pathChanged);
    QSignalSpy speed(&edit_, &PathEdit::speedChanged);
    const int before = undo_stack_.count();
    for (const int frames : {25, 26, 27})
        edit_.setFrames(0, frames, 0);
    EXPECT_EQ(undo_stack_.count(), before + 1);
    EXPECT_EQ(path.count(), 3);
    edit_.setFramesPerSecond(24);
    EXPECT_EQ(path.count(), 3);
    EXPECT_EQ(speed.count(), 1);
    edit_.setLoop(true);
    EXPECT_EQ(path.count(), 4);
    undo_stack_.undo();
    undo_stack_.undo();
    EXPECT_EQ(edit_.path().frames_per_second, 12);
    undo_stack_.undo();
    EXPECT_EQ(edit_.path().keyframes[0].frames, 24);
    edit_.setFrames(0, 5000);
    EXPECT_EQ(edit_.path().keyframes[0].frames, kMostSegmentFrames);
}

TEST_F(PathEditTest, OtherModelsFacesAndTooManyAreRefused) {
    EXPECT_FALSE(edit_.insert(0, face("x", 1, 3)));
    for (std::size_t i = 0; i < kMostKeyframes; ++i)
        EXPECT_TRUE(edit_.insert(0, face("a", 1)));
    EXPECT_FALSE(edit_.insert(0, face("a", 1)));
    EXPECT_FALSE(edit_.replace(0, face("x", 1, 3)));
    edit_.setLatentSize(3);
    EXPECT_EQ(edit_.count(), 0);
    EXPECT_FALSE(undo_stack_.canUndo());
}

TEST_F(PathEditTest, AWholePathIsOneStep) {
    putThree();
    LatentPath other = edit_.path();
    other.loop = true;
    other.keyframes.pop_back();
    other.frames_per_second = 500;
    edit_.setPath(other, "open");
    EXPECT_EQ(order(), "ab");
    EXPECT_TRUE(edit_.path().loop);
    EXPECT_EQ(edit_.path().frames_per_second, kMostFramesPerSecond);
    undo_stack_.undo();
    EXPECT_EQ(order(), "abc");
}

TEST_F(PathEditTest, StartAndEndAreFilledInEitherOrderAndReplaced) {
    EXPECT_TRUE(edit_.setEnd(face("e", 5)));
    EXPECT_TRUE(edit_.lacksStart());
    EXPECT_TRUE(edit_.setEnd(face("z", 9)));
    EXPECT_EQ(order(), "z");
    EXPECT_TRUE(edit_.setStart(face("s", 1)));
    EXPECT_EQ(order(), "sz");
    EXPECT_FALSE(edit_.lacksStart());
    EXPECT_TRUE(edit_.insert(1, face("m", 3)));
    EXPECT_TRUE(edit_.setStart(face("a", 2)));
    EXPECT_TRUE(edit_.setEnd(face("b", 4)));
    EXPECT_EQ(order(), "amb");
    for (int i = 0; i < 4; ++i)
        undo_stack_.undo();
    EXPECT_EQ(order(), "z");
    EXPECT_TRUE(edit_.lacksStart());
}

TEST_F(PathEditTest, WhatIsLeftOfTwoStaysWhereItWas) {
    EXPECT_TRUE(edit_.setStart(face("a", 1)));
    EXPECT_TRUE(edit_.setEnd(face("b", 2)));
    edit_.remove(0);
    EXPECT_EQ(order(), "b");
    EXPECT_TRUE(edit_.lacksStart());
    QSignalSpy changed(&edit_, &PathEdit::pathChanged);
    edit_.reverse();
    EXPECT_FALSE(edit_.lacksStart()) << "alone, it goes to the other end";
    EXPECT_EQ(changed.count(), 1);
    edit_.remove(0);
    EXPECT_EQ(edit_.count(), 0);
    EXPECT_FALSE(edit_.lacksStart());
}

TEST_F(PathEditTest, OneSegmentIsTheModelOfAll) {
    putThree();
    edit_.setFrames(1, 7);
    edit_.setMode(1, InterpolationMode::Slerp);
    edit_.useForAll(1);
    for (const PathKeyframe& keyframe : edit_.path().keyframes) {
        EXPECT_EQ(keyframe.frames, 7);
        EXPECT_EQ(keyframe.mode, InterpolationMode::Slerp);
    }
    undo_stack_.undo();
    EXPECT_EQ(edit_.path().keyframes[0].frames, 24);
}

}  // namespace
}  // namespace faceloom
