// The real window, timed from inside: compare.py and a person run it.
//   window start MODEL                        opens, shows the first faces, ends
//   window slider MODEL MOVES                 ten slider moves a second, nothing else running
//   window training MODEL MOVES PICTURES RUN  the same while a run goes on with the design's
//   options window curves STEPS                       redraws of the live curves
// Prints a line of JSON: milliseconds, unless the name says otherwise.
#include "app/main_window.h"
#include "app/tour.h"
#include "app/tour_input.h"
#include "core/gan/compute_runtime.h"
#include "ui/curves/loss_plot.h"
#include "ui/explore/face_grid.h"
#include "ui/explore/face_tile.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QSlider>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

namespace faceloom {
namespace {

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return -1;
    std::ranges::sort(values);
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(share * last + 0.5)];
}

// How late the event loop answers, asked from another thread every two milliseconds.
class Heartbeat {
public:
    Heartbeat() : thread_([this](const std::stop_token& stop) { beat(stop); }) {}

    [[nodiscard]] double worst() const { return worst_; }  // milliseconds, on the GUI thread
    void restart() { worst_ = 0; }
    void sayAbove(double milliseconds) { said_above_ = milliseconds; }

private:
    void beat(const std::stop_token& stop) {
        using namespace std::chrono;
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(milliseconds(2));
            if (pending_.exchange(true)) continue;
            const auto sent = steady_clock::now();
            QMetaObject::invokeMethod(&receiver_, [this, sent] {
                const duration<double, std::milli> late = steady_clock::now() - sent;
                worst_ = std::max(worst_, late.count());
                if (said_above_ > 0 && late.count() > said_above_)
                    std::printf("held for %.0f ms\n", late.count());
                pending_ = false;
            });
        }
    }

    QObject receiver_;
    std::atomic<bool> pending_ = false;
    double worst_ = 0;
    double said_above_ = 0;
    std::jthread thread_;
};

// Tells when a tile has painted another face than before.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(FaceTile* tile) : tile_(tile), last_(tile->face().cacheKey()) {
        tile->installEventFilter(this);
    }

    std::function<void()> painted;

protected:
    bool eventFilter(QObject* object, QEvent* event) override {
        if (event->type() != QEvent::Paint || inside_) return false;
        inside_ = true;
        QCoreApplication::sendEvent(object, event);
        inside_ = false;
        if (tile_->face().cacheKey() != last_) {
            last_ = tile_->face().cacheKey();
            if (painted) painted();
        }
        return true;
    }

private:
    FaceTile* tile_;
    qint64 last_;
    bool inside_ = false;
};

// Sleeps in between, as the program does: a busy loop would take a core from what is measured.
template <class Predicate>
bool waitUntil(Predicate predicate, int seconds) {
    QEventLoop loop;
    QTimer look;
    QElapsedTimer since;
    since.start();
    bool reached = predicate();
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        reached = predicate();
        if (reached || since.elapsed() > seconds * 1000LL) loop.quit();
    });
    look.start(2);
    if (!reached) loop.exec();
    return reached;
}

template <class Widget>
Widget* find(const QWidget& window, const char* name) {
    auto* widget = window.findChild<Widget*>(QLatin1String(name));
    if (widget == nullptr) qFatal("the window has no %s", name);
    return widget;
}

struct Moves {
    std::vector<double> milliseconds;
    int lost = 0;  // the next move came before its picture
};

// Right and left again, so that the slider ends where it was.
Moves moveSlider(MainWindow& window, int count, const char* slider_name = "pathSlider",
                 const char* picture = "pathPicture") {
    constexpr int kSwing = 20;
    count = (count + 2 * kSwing - 1) / (2 * kSwing) * 2 * kSwing;
    auto* slider = find<QSlider>(window, slider_name);
    PaintWatch watch(find<FaceTile>(window, picture));
    Moves moves;
    QElapsedTimer since;
    bool waiting = false;
    watch.painted = [&] {
        if (!waiting) return;
        moves.milliseconds.push_back(static_cast<double>(since.nsecsElapsed()) / 1e6);
        waiting = false;
    };
    int made = 0;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, slider, [&] {
        if (waiting) ++moves.lost;
        waiting = true;
        since.restart();
        hand::press(slider, made / kSwing % 2 == 0 ? Qt::Key_Right : Qt::Key_Left);
        if (++made >= count) timer.stop();
    });
    timer.start(100);
    (void)waitUntil([&] { return made >= count && !waiting; }, count / 10 + 30);
    return moves;
}

void printMoves(const char* name, const Moves& moves, double worst_hold) {
    std::printf(
        "\"%s\": {\"moves\": %zu, \"lost\": %d, \"median\": %.2f, \"p99\": %.2f, "
        "\"worst\": %.2f, \"event_loop_worst\": %.2f}",
        name, moves.milliseconds.size(), moves.lost, percentile(moves.milliseconds, 0.5),
        percentile(moves.milliseconds, 0.99), percentile(moves.milliseconds, 1), worst_hold);
}

bool openWithEnds(MainWindow& window, const char* model) {
    window.show();
    window.openPath(QString::fromLocal8Bit(model));
    const auto* first = find<FaceTile>(window, "face1");
    if (!waitUntil([&] { return !first->face().isNull(); }, 60)) return false;
    hand::click(find<QWidget>(window, "pickFromButton"));
    hand::click(find<QWidget>(window, "face3"));
    hand::click(find<QWidget>(window, "pickToButton"));
    hand::click(find<QWidget>(window, "face17"));
    const auto* large = find<FaceTile>(window, "pathPicture");
    return waitUntil([&] { return !large->face().isNull(); }, 60);
}

int start(const char* model) {
    MainWindow window;
    window.show();
    window.openPath(QString::fromLocal8Bit(model));
    PaintWatch watch(find<FaceTile>(window, "face1"));
    bool painted = false;
    watch.painted = [&] { painted = true; };
    return waitUntil([&] { return painted; }, 60) ? 0 : 1;
}

int slider(const char* model, int moves) {
    MainWindow window;
    if (!openWithEnds(window, model)) return 1;
    Heartbeat heartbeat;
    moveSlider(window, 40);
    heartbeat.restart();
    const Moves made = moveSlider(window, moves);
    std::printf("{");
    printMoves("idle", made, heartbeat.worst());
    std::printf("}\n");
    return 0;
}

int training(const char* model, int moves, const char* pictures, const char* run) {
    MainWindow window;
    if (!openWithEnds(window, model)) return 1;
    Heartbeat heartbeat;
    auto* controller = window.findChild<TrainingController*>();
    std::vector<double> speeds;
    QObject::connect(controller, &TrainingController::metricsAppended, &window,
                     [&](const std::vector<StepMetrics>& metrics) {
                         for (const StepMetrics& step : metrics)
                             speeds.push_back(step.images_per_second);
                     });
    RunRequest request;
    request.run_folder = run;
    request.options.steps = 1'000'000;
    PrepareOptions folder;
    folder.images = pictures;
    controller->start(request, folder);
    const auto steps = [&](std::size_t count) {
        return waitUntil([&] { return speeds.size() >= count; }, 600);
    };
    if (!steps(3)) return 1;
    find<QDockWidget>(window, "pathDock")->raise();  // the run had shown its curves
    const int rounds = 3;
    std::vector<double> undisturbed, disturbed;
    Moves all;
    for (int round = 0; round < rounds; ++round) {
        speeds.clear();
        if (!steps(5)) return 1;
        undisturbed.insert(undisturbed.end(), speeds.begin() + 1, speeds.end());
        speeds.clear();
        const Moves made = moveSlider(window, moves / rounds);
        all.lost += made.lost;
        all.milliseconds.insert(all.milliseconds.end(), made.milliseconds.begin(),
                                made.milliseconds.end());
        if (speeds.size() > 1) disturbed.insert(disturbed.end(), speeds.begin() + 1, speeds.end());
    }
    std::printf("{");
    printMoves("training", all, heartbeat.worst());
    std::printf(", \"pictures_per_second\": {\"undisturbed\": %.2f, \"while_moving\": %.2f}}\n",
                percentile(undisturbed, 0.5), percentile(disturbed, 0.5));
    controller->stop();
    return waitUntil([&] { return !controller->active(); }, 120) ? 0 : 1;
}

// The first of the model's own directions, without readers.
int directions(const char* model, int moves) {
    MainWindow window;
    if (!openWithEnds(window, model)) return 1;
    window.findChild<QAction*>(QStringLiteral("editFaceAction"))->trigger();
    hand::click(find<QWidget>(window, "findDirectionsButton"));
    if (!waitUntil([&] { return window.findChild<QSlider*>(QStringLiteral("directionSlider")); },
                   60))
        return 1;
    moveSlider(window, 40, "directionSlider", "directionResult");
    Heartbeat heartbeat;
    const Moves made = moveSlider(window, moves, "directionSlider", "directionResult");
    std::printf("{");
    printMoves("directions", made, heartbeat.worst());
    std::printf("}\n");
    return 0;
}

int tour(const char* folder) {
    MainWindow window;
    Tour tour(&window, QString::fromLocal8Bit(folder));
    Heartbeat heartbeat;
    heartbeat.sayAbove(20);
    int result = -1;
    QObject::connect(&tour, &Tour::finished, &window, [&](int exit_code) { result = exit_code; });
    QTimer::singleShot(0, &tour, &Tour::start);
    if (!waitUntil([&] { return result >= 0; }, 300)) return 1;
    std::printf("{\"tour\": {\"event_loop_worst\": %.2f}}\n", heartbeat.worst());
    return result;
}

int curves(int steps) {
    std::vector<StepMetrics> metrics(static_cast<std::size_t>(steps));
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        const double wave = std::abs(std::sin(static_cast<double>(i * i % 1000)));
        metrics[i].step = static_cast<std::int64_t>(i) + 1;
        metrics[i].d_loss_real = 0.4 + wave * 0.3;
        metrics[i].d_loss_fake = 0.5 + wave * 0.2;
        metrics[i].g_loss = 1.0 + wave;
    }
    LossPlot plot;
    plot.resize(1200, 500);
    plot.show();
    plot.append(metrics);
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) {
        metrics.front().step = static_cast<std::int64_t>(steps) + i + 1;
        plot.append({metrics.front()});
        QElapsedTimer timer;
        timer.start();
        plot.redrawNow();
        QCoreApplication::processEvents();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("{\"curves\": {\"points\": %d, \"median\": %.2f, \"p99\": %.2f}}\n", steps,
                percentile(times, 0.5), percentile(times, 0.99));
    return 0;
}

int run(int argc, char** argv) {
    const std::string_view work = argc > 2 ? argv[1] : "";
    if (work == "start") return start(argv[2]);
    if (work == "slider" && argc > 3) return slider(argv[2], std::atoi(argv[3]));
    if (work == "directions" && argc > 3) return directions(argv[2], std::atoi(argv[3]));
    if (work == "training" && argc > 5)
        return training(argv[2], std::atoi(argv[3]), argv[4], argv[5]);
    if (work == "tour") return tour(argv[2]);
    if (work == "curves") return curves(std::atoi(argv[2]));
    std::fputs(
        "window start MODEL | slider MODEL MOVES | directions MODEL MOVES | training MODEL MOVES "
        "PICTURES RUN | tour DIR | "
        "curves "
        "STEPS\n",
        stderr);
    return 2;
}

}  // namespace
}  // namespace faceloom

int main(int argc, char** argv) {
    faceloom::initializeCompute();
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("faceloom"));
    QApplication::setApplicationName(QStringLiteral("faceloom"));
    return faceloom::run(argc, argv);
}
