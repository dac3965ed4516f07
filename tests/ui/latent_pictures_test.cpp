// Pictures of latents, more of them than are kept for nobody.
#include "ui/explore/latent_pictures.h"

#include "tests/ui/explore_support.h"
#include "tests/ui/ui_test_support.h"

#include <algorithm>
#include <span>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class LatentPicturesTest : public testing::Test {
protected:
    LatentPicturesTest() {
        const auto studio = LatentStudio::open(models_.model("small.safetensors", 1));
        EXPECT_TRUE(studio);
        if (studio) pictures_.setStudio(*studio);
        drawn_.fill(Qt::gray);
    }
    // How many of them are not drawn yet; as panes do, asks for each.
    [[nodiscard]] std::ptrdiff_t missing(std::span<const Latent> shown) {
        return std::ranges::count_if(
            shown, [this](const Latent& latent) { return pictures_.of(latent).isNull(); });
    }

    ModelFolder models_;
    LatentPictures pictures_;
    QImage drawn_{32, 32, QImage::Format_RGB32};
};

TEST_F(LatentPicturesTest, HoweverManyAreShownDrawingThemEnds) {
    const auto shown = sampleLatents(1, 5000, 12);
    constexpr std::size_t kDrawnBefore = 4500;  // so that few are left to draw here
    int rounds = 0;
    std::ptrdiff_t left = missing(shown);
    ASSERT_EQ(left, 5000);
    QObject::connect(&pictures_, &LatentPictures::arrived, [&] {
        ++rounds;
        left = missing(shown);
    });
    for (std::size_t i = 0; i < kDrawnBefore; ++i)
        pictures_.put(shown[i], drawn_);
    constexpr int kEnough = (5000 - kDrawnBefore) / 36 + 1;
    ASSERT_TRUE(waitFor([&] { return rounds == kEnough; }));
    EXPECT_EQ(left, 0);
}

TEST_F(LatentPicturesTest, OfThoseThatNobodyAskedForSomeGo) {
    const auto latents = sampleLatents(2, 6000, 12);
    pictures_.put(latents[0], drawn_);
    EXPECT_FALSE(pictures_.of(latents[0]).isNull());
    for (const Latent& latent : latents)
        pictures_.put(latent, drawn_);
    EXPECT_FALSE(pictures_.of(latents[0]).isNull()) << "it is shown";
    EXPECT_TRUE(pictures_.of(latents[1]).isNull());
    EXPECT_FALSE(pictures_.of(latents.back()).isNull());
}

TEST_F(LatentPicturesTest, WhatIsNoLongerShownGoesLater) {
    const auto latents = sampleLatents(3, 6000, 12);
    const std::span all(latents);
    for (const Latent& latent : all.first(2000))
        pictures_.put(latent, drawn_);
    EXPECT_EQ(missing(all.first(2001)), 1);
    bool arrived = false;
    QObject::connect(&pictures_, &LatentPictures::arrived, [&] {
        arrived = true;
        EXPECT_EQ(missing(all.first(1)), 0);
    });
    ASSERT_TRUE(waitFor([&] { return arrived; }));
    for (const Latent& latent : all.subspan(2001))
        pictures_.put(latent, drawn_);
    EXPECT_FALSE(pictures_.of(latents[0]).isNull());
    EXPECT_TRUE(pictures_.of(latents[1]).isNull());
}

}  // namespace
}  // namespace faceloom
