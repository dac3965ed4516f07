// Paths through latent space: how many frames, which latent at each, loops, what is refused.
#include "core/latent/latent_path.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

LatentPath threeKeyframes() {
    const auto latents = sampleLatents(11, 3, 8);
    LatentPath path;
    path.keyframes = {{"a", latents[0], 4, InterpolationMode::Lerp},
                      {"b", latents[1], 6, InterpolationMode::Slerp},
                      {"c", latents[2], 5, InterpolationMode::Lerp}};
    return path;
}

void expectRefused(const LatentPath& path, const std::string& word) {
    const Status status = check(path);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(status.error().message.find(word), std::string::npos) << status.error().message;
}

TEST(LatentPath, AnOpenPathEndsExactlyOnItsLastKeyframe) {
    const LatentPath path = threeKeyframes();
    ASSERT_TRUE(check(path).has_value());
    EXPECT_EQ(segmentCount(path), 2);
    EXPECT_EQ(pathLength(path), 10);
    EXPECT_EQ(frameCount(path), 11);
    const auto latents = frameLatents(path);
    ASSERT_EQ(latents.size(), 11U);
    for (std::size_t keyframe = 0; keyframe < 3; ++keyframe) {
        const auto frame = static_cast<std::size_t>(frameOfKeyframe(path, keyframe));
        EXPECT_EQ(latents[frame], path.keyframes[keyframe].latent) << keyframe;
    }
}

TEST(LatentPath, ALoopComesBackWithoutRepeatingItsFirstFrame) {
    LatentPath path = threeKeyframes();
    path.loop = true;
    EXPECT_EQ(segmentCount(path), 3);
    EXPECT_EQ(frameCount(path), 15);
    const auto latents = frameLatents(path);
    EXPECT_EQ(latents.front(), path.keyframes[0].latent);
    EXPECT_EQ(latents[10], path.keyframes[2].latent);
    EXPECT_EQ(latents.back(), lerp(path.keyframes[2].latent, path.keyframes[0].latent, 0.8));
    EXPECT_EQ(latentAt(path, 15), path.keyframes[0].latent);
}

TEST(LatentPath, EachSegmentGoesItsOwnWay) {
    const LatentPath path = threeKeyframes();
    const auto& keys = path.keyframes;
    EXPECT_EQ(latentAt(path, 1), lerp(keys[0].latent, keys[1].latent, 0.25));
    EXPECT_EQ(latentAt(path, 7), slerp(keys[1].latent, keys[2].latent, 0.5));
    EXPECT_EQ(latentAt(path, 2.5), lerp(keys[0].latent, keys[1].latent, 0.625));
    EXPECT_EQ(placeAt(path, 4).keyframe, 1U);
    EXPECT_EQ(placeAt(path, 4).t, 0);
    EXPECT_EQ(placeAt(path, 10).keyframe, 1U);
    EXPECT_EQ(placeAt(path, 10).t, 1);
}

TEST(LatentPath, StepsOfTwoKeyframesAreTheInterpolationsOwn) {
    LatentPath path = threeKeyframes();
    path.keyframes.pop_back();
    const auto& keys = path.keyframes;
    EXPECT_EQ(stepsAlong(path, 5),
              interpolationPath(keys[0].latent, keys[1].latent, 5, InterpolationMode::Lerp));
    const auto ten = stepsAlong(path, 10);
    EXPECT_EQ(ten.front(), keys[0].latent);
    EXPECT_EQ(ten.back(), keys[1].latent);
    EXPECT_THROW((void)stepsAlong(path, 1), std::invalid_argument);
}

TEST(LatentPath, WhatCannotBePlayedIsRefusedInWords) {
    LatentPath path = threeKeyframes();
    path.keyframes[1].frames = 0;
    expectRefused(path, "keyframe 2 (b)");
    path.keyframes[1].frames = kMostSegmentFrames + 1;
    expectRefused(path, "1001");
    path = threeKeyframes();
    path.keyframes[2].latent.pop_back();
    expectRefused(path, "has 7 numbers");
    path = threeKeyframes();
    path.frames_per_second = std::numeric_limits<double>::quiet_NaN();
    expectRefused(path, "per second");
    path.frames_per_second = 61;
    expectRefused(path, "61");
    path.keyframes.resize(1);
    expectRefused(path, "two keyframes; there is 1");
    path.keyframes.clear();
    expectRefused(path, "there are 0");
    path.keyframes.resize(kMostKeyframes + 1, {"k", {1.0F}, 24, InterpolationMode::Lerp});
    expectRefused(path, "at most 100");
}

TEST(LatentPath, FramesBeyondThePathAreAProgrammersError) {
    const LatentPath path = threeKeyframes();
    EXPECT_THROW((void)latentAt(path, -0.5), std::out_of_range);
    EXPECT_THROW((void)latentAt(path, 10.5), std::out_of_range);
    EXPECT_THROW((void)latentAt(path, std::nan("")), std::out_of_range);
}

TEST(LatentPath, APlaceStaysWithItsTwoFaces) {
    const LatentPath path = threeKeyframes();
    const PathPlace place{1, 0.25};  // from b to c
    EXPECT_EQ(frameAt(path, place), 5.5);
    const auto same = [&](const LatentPath& now) {
        const PathPlace found = placeFrom(path, place, now);
        const Latent a = latentAt(path, frameAt(path, place));
        const Latent b = latentAt(now, frameAt(now, found));
        for (std::size_t i = 0; i < a.size(); ++i)
            EXPECT_NEAR(a[i], b[i], 1e-5);
        return found.keyframe;
    };
    LatentPath before = path;
    before.keyframes.insert(before.keyframes.begin(), path.keyframes[2]);
    EXPECT_EQ(same(before), 2U);
    LatentPath longer = path;
    longer.keyframes[1].frames = 60;
    EXPECT_EQ(same(longer), 1U);
    LatentPath turned = path;
    std::swap(turned.keyframes[0].latent, turned.keyframes[2].latent);
    turned.keyframes[0].mode = path.keyframes[1].mode;
    EXPECT_EQ(same(turned), 0U) << "from c to b now";
}

TEST(LatentPath, APlaceWhoseFacesAreGoneKeepsItsNumberOrTheLast) {
    const LatentPath path = threeKeyframes();
    LatentPath other = path;
    other.keyframes[2].latent = sampleLatents(12, 1, 8).front();
    EXPECT_EQ(placeFrom(path, {1, 0.5}, other).keyframe, 1U);
    other.keyframes.erase(other.keyframes.begin() + 1);
    const PathPlace last = placeFrom(path, {1, 0.5}, other);
    EXPECT_EQ(last.keyframe, 0U);
    EXPECT_EQ(last.t, 0.5);
    LatentPath loop = path;
    loop.loop = true;
    EXPECT_EQ(placeFrom(loop, {2, 0.5}, loop).keyframe, 2U) << "the way back";
}

}  // namespace
}  // namespace faceloom
