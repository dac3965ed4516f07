// The pane of photographs with its controller, and what they were last seen to do.
#pragma once

#include "core/latent/latent_studio.h"
#include "tests/ui/explore_support.h"
#include "tests/ui/photograph_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/face_tile.h"
#include "ui/photograph/photograph_controller.h"
#include "ui/photograph/photograph_pane.h"

#include <QLabel>
#include <QStringList>
#include <QTest>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace faceloom {

class PhotographUiTest : public testing::Test {
protected:
    PhotographUiTest()
        : controller_(std::make_unique<PhotographController>()), pane_(controller_.get(), &sets_) {
        sets_.setLatentSize(12);
        controller_->setOptions(quickSearch());
        pane_.resize(900, 280);
        pane_.show();
        QObject::connect(controller_.get(), &PhotographController::found,
                         [this](const PickedFace& face, const QString& origin) {
                             found_.push_back(face);
                             origins_ << origin;
                         });
        QObject::connect(
            controller_.get(), &PhotographController::messageRaised,
            [this](const QString& text, bool is_error) { messages_ << text, error_ = is_error; });
    }
    void activate() {
        pane_.activateWindow();
        ASSERT_TRUE(waitFor([this] { return pane_.isActiveWindow(); }));
    }
    [[nodiscard]] LatentStudio studio(const std::string& name, std::uint64_t seed,
                                      int latent_size = 12) const {
        return *LatentStudio::open(models_.model(name, seed, latent_size));
    }
    void openModel() { controller_->setModel(studio("a.safetensors", 1).info()); }
    [[nodiscard]] QString photograph(const std::string& name, int faces) const {
        return QString::fromStdString(writePhotograph(models_.root() / name, faces).string());
    }
    void open(const std::string& name, int faces) { controller_->open(photograph(name, faces)); }
    [[nodiscard]] const PhotographState& state() const { return controller_->state(); }
    bool waitForStage(PhotographStage stage) {
        return waitFor([&] { return state().stage == stage; });
    }
    bool waitForResult() {
        return waitFor([&] { return !controller_->busy() && state().result.has_value(); });
    }
    [[nodiscard]] QString title() const {
        return childOf<QLabel>(pane_, "photographTitle")->text();
    }
    [[nodiscard]] QString advice() const {
        return childOf<QLabel>(pane_, "photographAdvice")->text();
    }
    [[nodiscard]] FaceTile& tile(const char* name) const { return *childOf<FaceTile>(pane_, name); }
    [[nodiscard]] bool shows(const char* name) const { return childOf(pane_, name)->isVisible(); }
    void click(const char* name) { QTest::mouseClick(childOf(pane_, name), Qt::LeftButton); }

    ModelFolder models_;
    FaceSets sets_;
    std::unique_ptr<PhotographController> controller_;
    PhotographPane pane_;
    std::vector<PickedFace> found_;
    QStringList origins_;
    QStringList messages_;
    bool error_ = false;
};

}  // namespace faceloom
