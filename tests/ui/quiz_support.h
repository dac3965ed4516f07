// What the tests of the quiz share: the pane by itself, and hands that know the right answers.
#pragma once

#include "core/base/shipped_models.h"
#include "core/imaging/sketch_cache.h"
#include "tests/ui/explore_support.h"
#include "tests/ui/training_support.h"
#include "tests/ui/ui_test_support.h"
#include "ui/quiz/quiz_controller.h"
#include "ui/quiz/quiz_pane.h"
#include "ui/quiz/quiz_view.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>
#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace faceloom {

inline constexpr SketchSet kQuizSketches{60, 3, 32};
inline constexpr std::size_t kEach = 3;

class QuizPaneTest : public testing::Test {
protected:
    QuizPaneTest() {
        QCoreApplication::setOrganizationName("faceloom-test");
        QCoreApplication::setApplicationName("faceloom-test");
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           QString::fromStdString((models_.root() / "settings").string()));
        QSettings().clear();
        makePane();
    }
    void makePane() {
        pane_.reset();
        quiz_.reset();  // writes what waits
        quiz_ = std::make_unique<QuizController>(shippedAttributeReader(), kept());
        pane_ = std::make_unique<QuizPane>(quiz_.get());
        pane_->resize(900, 420);
        pane_->show();
        pane_->activateWindow();
    }
    [[nodiscard]] std::filesystem::path kept() const { return models_.root() / "quiz"; }
    template <class Widget = QWidget>
    [[nodiscard]] Widget* child(const char* name) const {
        return childOf<Widget>(*pane_, name);
    }
    void open(const char* model, std::uint64_t seed) {
        const auto studio = LatentStudio::open(models_.model(model, seed));
        ASSERT_TRUE(studio.has_value());
        quiz_->setStudio(*studio);
    }
    void fillIn(const QString& nickname, QuizForm form = QuizForm::Single) {
        child<QLineEdit>("quizNickname")->setText(nickname);
        child<QSpinBox>("quizEach")->setValue(int(kEach));
        child<QComboBox>("quizForm")->setCurrentIndex(int(form));
    }
    // With a model, pictures and a nickname, through to the first question.
    void begin(const QString& nickname, QuizForm form = QuizForm::Single) {
        if (!quiz_->studio()) open("a.safetensors", 1);
        if (!quiz_->hasPictures()) quiz_->usePictures(kQuizSketches);
        fillIn(nickname, form);
        QTest::mouseClick(child("quizStart"), Qt::LeftButton);
        ASSERT_TRUE(waitFor([&] { return view()->waiting(); }));
    }
    [[nodiscard]] QuizView* view() const { return child<QuizView>("quizView"); }
    [[nodiscard]] QString question() const { return child<QLabel>("quizQuestion")->text(); }
    // When the question can be seen; the right answer or the wrong one.
    void answer(std::size_t item, bool right) {
        ASSERT_TRUE(waitFor([&] {
            return view()->waiting() && question().contains(QStringLiteral("%1 of").arg(item + 1));
        }));
        QCoreApplication::processEvents();  // it is painted
        const QuizItem& asked = quiz_->round()->pictures.items[item];
        const bool pair = asked.isPair();
        const bool truth = pair ? asked.real_first : asked.real >= 0;
        const bool said = truth == right;
        QTest::keyClick(view(), pair   ? (said ? Qt::Key_Left : Qt::Key_Right)
                                : said ? Qt::Key_R
                                       : Qt::Key_F);
    }
    [[nodiscard]] bool atResults() const {
        return waitFor([&] { return child("quizResultPage")->isVisible(); });
    }
    [[nodiscard]] QStringList rows() const {
        auto* table = child<QTreeWidget>("quizTable");
        QStringList rows;
        for (int i = 0; i < table->topLevelItemCount(); ++i)
            rows << table->topLevelItem(i)->text(0) + QStringLiteral(": ") +
                        table->topLevelItem(i)->text(2);
        return rows;
    }
    [[nodiscard]] const QuizTake* takeOf(const std::string& taker) const {
        for (const QuizTake& take : quiz_->takes())
            if (take.taker == taker) return &take;
        return nullptr;
    }

    TrainingFolder folder_{0};  // a cache of the tests' own
    ModelFolder models_;
    std::unique_ptr<QuizController> quiz_;
    std::unique_ptr<QuizPane> pane_;
};

}  // namespace faceloom
