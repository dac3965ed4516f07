#include "tests/monkey/monkey.h"

#include "app/main_window.h"
#include "core/base/user_folders.h"
#include "tests/ui/ui_test_support.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/training/training_controller.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <cstdio>
#include <utility>

namespace faceloom {
namespace {

constexpr int kCheckEvery = 20;  // events
constexpr int kFacesEvery = 500;
constexpr int kCloseEvery = 150;  // on average
constexpr int kForgetOneIn = 4;

}  // namespace

Monkey::Monkey(std::uint64_t seed, const MonkeyFiles& files, MonkeyWatch& watch)
    : seed_(seed),
      files_(files),
      watch_(watch),
      answers_(files, dice_, watch),
      hands_(files, dice_, watch),
      checks_(watch) {}

Monkey::~Monkey() = default;

void Monkey::run(int first, int events) {
    for (int event = first; event < first + events; ++event) {
        watch_.begin(event);
        dice_.startOver(seed_, event);
        step(event);
        ++events_;
        if (event % 1000 == 0) tell();
    }
    close();
}

void Monkey::step(int event) {
    if (window_ != nullptr && !window_->isVisible()) close();
    if (window_ == nullptr) build();
    if (dice_.oneIn(kCloseEvery)) {
        dice_.oneIn(kForgetOneIn) ? forget() : close();
        return;
    }
    answers_.eventBegins();
    for (int together = dice_.oneIn(4) ? 2 : 1; together > 0; --together) {
        if (!answers_.answer() && window_->isVisible()) hands_.act();
    }
    answers_.eventEnds();
    letPass();
    if (!window_->isVisible()) return;
    if (event % kCheckEvery == 0) checks_.checkWindow();
    if (event % kFacesEvery == 0) checks_.checkFaces();
}

// Nothing, a few turns of the event loop, or as long as a training step or a file takes.
void Monkey::letPass() {
    const int turns = std::max(0, dice_.between(-2, 5));
    for (int i = 0; i < turns; ++i)
        QCoreApplication::processEvents();
    if (!dice_.oneIn(12) || window_ == nullptr) return;
    const auto* training = window_->findChild<TrainingController*>();
    const SessionState before = training->state();
    (void)waitFor([&] { return training->state() != before; }, dice_.between(1, 200));
}

void Monkey::build() {
    // With the layout it takes over: one that Qt cannot show can then be shown again.
    const auto layout = QSettings().value(QStringLiteral("window/state")).toByteArray();
    watch_.note(
        QStringLiteral("a new window, laid out as %1").arg(QString::fromLatin1(layout.toBase64())));
    files_.tidy();
    ++windows_;
    window_ = std::make_unique<MainWindow>();
    window_->show();
    window_->activateWindow();
    if (dice_.oneIn(3)) window_->openShipped(false);
    hands_.hold(window_.get());
    checks_.follow(window_.get());
    window_->keepSessionsIn(QFile::decodeName((userDataFolder() / "sessions").string().c_str()));
    const QString path = files_.toOpen(dice_);
    watch_.note(QStringLiteral("open %1").arg(path));
    window_->openPath(path);
}

void Monkey::close() {
    if (window_ == nullptr) return;
    watch_.note(QStringLiteral("close the window"));
    const auto* training = window_->findChild<TrainingController*>();
    const auto* sweep = window_->findChild<SweepController*>();
    const auto at_work = [&] { return training->active() || sweep->active(); };
    const QDeadlineTimer deadline(std::chrono::milliseconds(watch_.bound()));
    int asked = 0;
    bool stopping = false;  // the run was asked to stop; the window closes by itself after it
    const bool closed = waitFor(
        [&] {
            if (!window_->isVisible()) return true;
            // What it asks is answered, at first in any way.
            if (QApplication::activePopupWidget() != nullptr ||
                QApplication::activeModalWidget() != nullptr) {
                constexpr int kPatience = 20;
                ++asked < kPatience ? void(answers_.answer()) : answers_.endIt();
            } else if (!std::exchange(stopping, at_work())) {
                window_->close();
            }
            return !window_->isVisible();
        },
        static_cast<int>(deadline.remainingTime()));
    if (!closed) watch_.fail(QStringLiteral("the window does not close"));
    if (at_work()) watch_.fail(QStringLiteral("closed while a run goes on"));
    checks_.checkWindow();
    window_.reset();
    checks_.checkNothingLeft();
}

void Monkey::forget() {
    watch_.note(QStringLiteral("the window goes without being closed"));
    window_.reset();
    checks_.checkNothingLeft();
}

void Monkey::tell() const {
    std::printf(
        "monkey: seed %llu: %d events, %d windows, %d runs ended, %d of them looked into, "
        "longest hold %lld ms (event %d)\n",
        static_cast<unsigned long long>(seed_), events_, windows_, checks_.endedRuns(),
        checks_.checkedRuns(), static_cast<long long>(watch_.longestHold().count()),
        watch_.longestHoldEvent());
    std::fflush(stdout);
}

}  // namespace faceloom
