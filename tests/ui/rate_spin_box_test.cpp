// Learning rates as people write them, wherever they live.
#include "ui/training/rate_spin_box.h"

#include <QLocale>
#include <QTest>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace faceloom {
namespace {

class RateSpinBoxTest : public testing::TestWithParam<const char*> {
protected:
    RateSpinBoxTest() {
        box_.setLocale(QLocale(QString::fromLatin1(GetParam())));
        box_.setRange(1e-9, 1);
        box_.setValue(0.0002);
    }
    double typed(const char* keys, Qt::Key end = Qt::Key_Return) {
        box_.selectAll();
        QTest::keyClicks(&box_, keys);
        QTest::keyClick(&box_, end);
        return box_.value();
    }
    [[nodiscard]] QString here(QString text) const {
        return text.replace(QLatin1Char('.'), box_.locale().decimalPoint());
    }

    RateSpinBox box_;
};

TEST_P(RateSpinBoxTest, ShowsWhatItWouldTake) {
    for (const auto& [value, text] : {std::pair{0.0002, "0.0002"},
                                      {1.23e-5, "1.23e-5"},
                                      {1e-7, "1e-7"},
                                      {0.5, "0.5"},
                                      {0.00015, "0.00015"},
                                      {1e-9, "1e-9"},
                                      {1.0, "1"}}) {
        box_.setValue(value);
        EXPECT_EQ(box_.text(), here(text));
        QString shown = box_.text();
        int position = 0;
        EXPECT_EQ(box_.validate(shown, position), QValidator::Acceptable) << text;
        EXPECT_DOUBLE_EQ(box_.valueFromText(shown), value);
        box_.interpretText();
        EXPECT_DOUBLE_EQ(box_.value(), value);
    }
}

TEST_P(RateSpinBoxTest, TakesBothDecimalMarksAndPowersOfTen) {
    for (const auto& [keys, value] : {std::pair{"1e-4", 1e-4},
                                      {"5E-05", 5e-5},
                                      {"0.003", 0.003},
                                      {"0,003", 0.003},
                                      {"1.5e-4", 1.5e-4},
                                      {"1,5e-4", 1.5e-4},
                                      {"0,0001", 1e-4},
                                      {"0.0001", 1e-4},
                                      {".5", 0.5},
                                      {"1", 1.0}}) {
        EXPECT_DOUBLE_EQ(typed(keys), value) << keys;
    }
}

TEST_P(RateSpinBoxTest, WhatIsNoRateGivesWayToTheOneBefore) {
    for (const char* keys : {"1e", "1e-", "e", "fast", "1e-12", "2", "."}) {
        box_.setValue(2.5e-6);
        EXPECT_DOUBLE_EQ(typed(keys), 2.5e-6) << keys;
    }
    EXPECT_DOUBLE_EQ(typed("-1.5.e-4x"), 1.5e-4) << "keys that cannot belong to a rate do nothing";
}

TEST_P(RateSpinBoxTest, TheAdaptiveStepChangesTheSecondDigit) {
    box_.stepUp();
    EXPECT_DOUBLE_EQ(box_.value(), 0.00021);
    box_.setValue(1e-7);
    box_.stepUp();
    EXPECT_DOUBLE_EQ(box_.value(), 1.1e-7);
}

TEST_P(RateSpinBoxTest, ASpecialValueIsKeptAndComesBack) {
    box_.setRange(0, 1);
    box_.setSpecialValueText("the same");
    box_.setValue(0);
    EXPECT_EQ(box_.text(), "the same");
    EXPECT_DOUBLE_EQ(typed("8e-4"), 8e-4);
    EXPECT_DOUBLE_EQ(typed("3e-"), 8e-4);
    box_.setValue(0);
    EXPECT_DOUBLE_EQ(typed("3e-"), 0);
    EXPECT_EQ(box_.text(), "the same");
}

INSTANTIATE_TEST_SUITE_P(Locales, RateSpinBoxTest,
                         testing::Values("C", "de_DE", "sv_SE", "fr_FR", "nb_NO", "uk_UA"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace faceloom
