// Sessions in the whole window, with one small model to open.
#pragma once

#include "tests/ui/window_support.h"
#include "ui/explore/face_sets.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QTest>
#include <filesystem>

#include <gtest/gtest.h>

namespace faceloom {

class SessionFixture : public WindowFixture {
protected:
    SessionFixture() { model_ = models_.model("small.safetensors", 1); }
    void openModel() { WindowFixture::openModel(model_); }
    [[nodiscard]] FaceSets& sets() const { return *window_->findChild<FaceSets*>(); }
    bool saidAbout(const QString& words) const {
        return waitFor([&] { return message().contains(words); }, 10'000);
    }
    // The answer to the question where a session's model is.
    void locate(const std::filesystem::path& model) {
        click("messageAnswer1");
        emit window_->findChildren<QFileDialog*>("locateModelDialog")
            .back()
            ->fileSelected(QString::fromStdString(model.string()));
    }
    void type(const char* edit, const QString& text) {
        auto* line = childOf<QLineEdit>(*window_, edit);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }

    std::filesystem::path model_;
};

}  // namespace faceloom
