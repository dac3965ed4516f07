#include "app/tour.h"

#include "app/main_window.h"
#include "app/tour_input.h"
#include "app/tour_palette.h"
#include "core/base/shipped_models.h"
#include "ui/base/message_bar.h"
#include "ui/base/window_style.h"
#include "ui/explore/export_dialog.h"
#include "ui/explore/face_tile.h"
#include "ui/explore/latent_controller.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_pane.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSlider>
#include <QSpinBox>
#include <QToolBar>
#include <cstdio>
#include <filesystem>

namespace faceloom {
namespace {

constexpr int kLookEvery = 40;      // milliseconds
constexpr int kPatience = 135'000;  // milliseconds; a run that takes longer is stopped
constexpr int kTrainingSeconds = 170;
constexpr QSize kWindowSize(1400, 900);
// A run that shows something within a minute or two on two processor cores.
constexpr int kBatch = 16;
constexpr double kLearningRate = 0.0005;
constexpr int kPreviewEvery = 10;

// Says that a run folder is an earlier tour's, which the next one may throw away.
QString markerIn(const QString& run_folder) {
    return QDir(run_folder).filePath(QStringLiteral(".made-by-tour"));
}

bool hasEnded(const TrainingController& training) {
    return !training.active() && training.state() != SessionState::Idle;
}

}  // namespace

Tour::Tour(MainWindow* window, const QString& folder, QObject* parent)
    : QObject(parent), window_(window), folder_(folder) {
    connect(&timer_, &QTimer::timeout, this, &Tour::look);
}

void Tour::start() {
    since_start_.start();
    if (!QDir().mkpath(folder_)) {
        end(QStringLiteral("the folder %1 cannot be made").arg(folder_));
        return;
    }
    QApplication::setStyle(new WindowStyle(QStringLiteral("Fusion")));
    QApplication::setPalette(tourPalette(false));
    window_->resize(kWindowSize);
    window_->show();
    plan();
    since_stop_.start();
    timer_.start(kLookEvery);
}

void Tour::plan() {
    std::error_code ignored;
    const bool shipped = std::filesystem::exists(shippedGenerator(), ignored);
    window_->openShipped(shipped);
    add(
        QStringLiteral("the first window"), 30,
        [this, shipped] { return !shipped || showsFace(QStringLiteral("face36")); },
        [this] { screenshot(window_, QStringLiteral("window-first-start.png")); });
    planTraining();
    if (shipped) planShipped();
    planPicking();
    planPath();
    planDirections();
    planExport(0, QStringLiteral("export-faces.png"));
    planExport(1, QStringLiteral("export-arithmetic.png"));
    planExport(2, QStringLiteral("export-path.png"));
    planScreenshots();
}

void Tour::add(const QString& name, int seconds, std::function<bool()> ready,
               std::function<void()> act) {
    stops_.push_back({name, seconds, std::move(ready), std::move(act)});
}

void Tour::look() {
    if (next_ >= stops_.size()) {
        end({});
        return;
    }
    const Stop& stop = stops_[next_];
    if (!stop.ready || stop.ready()) {
        std::printf("[%5.1f s] %s\n", static_cast<double>(since_start_.elapsed()) / 1000,
                    qPrintable(stop.name));
        std::fflush(stdout);
        ++next_;
        stop.act();
        since_stop_.restart();
    } else if (since_stop_.elapsed() > stop.seconds * 1000LL) {
        end(QStringLiteral("“%1” took longer than %2 s").arg(stop.name).arg(stop.seconds));
    }
}

void Tour::end(const QString& problem) {
    timer_.stop();
    if (problem_.isEmpty()) problem_ = problem;
    if (!problem_.isEmpty()) std::fprintf(stderr, "faceloom: tour: %s\n", qPrintable(problem_));
    emit finished(problem_.isEmpty() ? 0 : 1);
}

template <class Widget>
Widget* Tour::find(const QString& name) const {
    auto* widget = window_->findChild<Widget*>(name);
    if (widget == nullptr) qFatal("tour: the window has no %s", qPrintable(name));
    return widget;
}

bool Tour::showsFace(const QString& tile) const {
    return !find<FaceTile>(tile)->face().isNull();
}

// Another's run stays.
QString Tour::runFolder() const {
    QString path = QDir(folder_).filePath(QStringLiteral("run"));
    for (int number = 2;; ++number) {
        if (QFileInfo::exists(markerIn(path))) QDir(path).removeRecursively();
        if (!QFileInfo::exists(path)) return path;
        path = QDir(folder_).filePath(QStringLiteral("run-%1").arg(number));
    }
}

void Tour::planTraining() {
    add(QStringLiteral("choosing the built-in faces and a short run"), 10, {}, [this] {
        hand::click(find<QWidget>(QStringLiteral("useSketchFaces")));
        hand::click(find<QWidget>(QStringLiteral("moreOptions")));
        hand::step(find<QWidget>(QStringLiteral("imageSize")), Qt::Key_Up, 1);  // 32 pixels
        fillIn(QStringLiteral("batchSize"), QString::number(kBatch));
        fillIn(QStringLiteral("learningRate"), QLocale().toString(kLearningRate));
        fillIn(QStringLiteral("previewEvery"), QString::number(kPreviewEvery));
        hand::step(find<QWidget>(QStringLiteral("trainLengthUnit")), Qt::Key_Down, 1);
        fillIn(QStringLiteral("trainLength"), QString::number(training_steps_));
        fillIn(QStringLiteral("runFolder"), runFolder());
        hand::click(find<QWidget>(QStringLiteral("moreOptions")));
    });
    const auto* pane = window_->findChild<TrainingPane*>();
    add(
        QStringLiteral("training for %1 steps").arg(training_steps_), 60,
        [pane] { return pane->trainAction()->isEnabled(); },
        [this, pane] {
            auto* bar = find<QToolBar>(QStringLiteral("toolBar"));
            hand::click(bar->widgetForAction(pane->trainAction()));
        });
    const auto* training = window_->findChild<TrainingController*>();
    add(
        QStringLiteral("half way"), kTrainingSeconds,
        [this, training] {
            return training->progress().step * 2 >= training_steps_ || hasEnded(*training) ||
                   since_stop_.elapsed() > kPatience / 2;
        },
        [this] { screenshot(window_, QStringLiteral("window-training.png")); });
    add(
        QStringLiteral("the end of the run"), kTrainingSeconds,
        [this, training] { return hasEnded(*training) || since_stop_.elapsed() > kPatience / 2; },
        [this, pane, training] {
            if (hasEnded(*training)) return;
            auto* bar = find<QToolBar>(QStringLiteral("toolBar"));
            hand::click(bar->widgetForAction(pane->stopAction()));
        });
    add(
        QStringLiteral("the run has ended"), kTrainingSeconds,
        [training] { return hasEnded(*training); },
        [this, training] {
            QFile(markerIn(QString::fromStdString(training->runFolder().string())))
                .open(QIODevice::WriteOnly);
            if (training->state() != SessionState::Failed) return;
            end(find<MessageBar>(QStringLiteral("messageBar"))->text());
        });
}

void Tour::fillIn(const QString& field, const QString& text) {
    auto* widget = find<QWidget>(field);
    hand::type(widget, text);
    hand::press(widget, Qt::Key_Return);
    hand::press(widget, Qt::Key_End);  // nothing stays selected
}

void Tour::pick(int set, const std::vector<int>& faces) {
    hand::click(find<QWidget>(QStringLiteral("setCard%1").arg(QLatin1Char("ABC"[set]))));
    for (const int face : faces)
        hand::click(find<FaceTile>(QStringLiteral("face%1").arg(face)));
}

// From here on the faces are those of the generator that comes with the program.
void Tour::planShipped() {
    auto* latents = window_->findChild<LatentController*>();
    add(QStringLiteral("opening the generator that comes with the program"), 10, {},
        [this] { window_->openPath(QFile::decodeName(shippedGenerator().string().c_str())); });
    auto* ages = window_->findChild<QAction*>(QStringLiteral("agesAction"));
    add(
        QStringLiteral("the ages of its faces"), 30,
        [latents, ages] {
            const ModelInfo* info = latents->modelInfo();
            return ages->isEnabled() && info != nullptr && info->path == shippedGenerator();
        },
        [this, ages] {
            auto* bar = find<QToolBar>(QStringLiteral("toolBar"));
            if (!ages->isChecked()) hand::click(bar->widgetForAction(ages));
        });
    add(
        QStringLiteral("the ages are shown"), 60,
        [this] { return !find<FaceTile>(QStringLiteral("face36"))->caption().isEmpty(); },
        [this] { screenshot(window_, QStringLiteral("window-ages.png")); });
}

void Tour::planPicking() {
    add(
        QStringLiteral("picking faces for the three sets"), 30,
        [this] { return showsFace(QStringLiteral("face36")); },
        [this] {
            if (find<QAction>(QStringLiteral("suggestAction"))->isEnabled()) {
                hand::click(find<QWidget>(QStringLiteral("suggestButton")));
                return;
            }
            pick(0, {1, 5, 9});
            pick(1, {2, 3, 4});
            pick(2, {7, 8, 12});
        });
    add(
        QStringLiteral("smiling woman − neutral woman + neutral man"), 30,
        [this] { return showsFace(QStringLiteral("arithmeticResult")); },
        [this] { hand::click(find<QWidget>(QStringLiteral("renormalizeBox"))); });
}

void Tour::planPath() {
    add(QStringLiteral("choosing three faces to go between"), 30, {}, [this] {
        hand::click(find<QWidget>(QStringLiteral("pickFromButton")));
        hand::click(find<QWidget>(QStringLiteral("face3")));
        hand::click(find<QWidget>(QStringLiteral("pickToButton")));
        hand::click(find<QWidget>(QStringLiteral("face17")));
        hand::click(find<QWidget>(QStringLiteral("addKeyframe")));
        hand::click(find<QWidget>(QStringLiteral("face24")));
        hand::step(find<QWidget>(QStringLiteral("segmentMode2")), Qt::Key_Down, 1);
    });
    const auto slider = [this] { return find<QSlider>(QStringLiteral("pathSlider")); };
    add(
        QStringLiteral("playing the path"), 30,
        [this] { return showsFace(QStringLiteral("stripFace10")); },
        [this, slider] {
            hand::press(slider(), Qt::Key_Home);
            hand::click(find<QWidget>(QStringLiteral("playButton")));
        });
    add(
        QStringLiteral("pausing it, and moving the slider"), 30,
        [slider] { return slider()->value() > slider()->maximum() / 10; },
        [this, slider] {
            hand::click(find<QWidget>(QStringLiteral("playButton")));
            hand::press(slider(), Qt::Key_Home);
            hand::step(slider(), Qt::Key_Right, 31);
        });
    add(
        QStringLiteral("the picture has followed"), 30,
        [this] { return showsFace(QStringLiteral("pathPicture")); }, [] {});
}

void Tour::planDirections() {
    add(QStringLiteral("editing a face along directions"), 10, {}, [this] {
        find<QAction>(QStringLiteral("editFaceAction"))->trigger();
        hand::click(find<QWidget>(QStringLiteral("findDirectionsButton")));
    });
    add(
        QStringLiteral("the directions are found"), 120,
        [this] { return window_->findChild<QSlider*>(QStringLiteral("directionSlider")); },
        [this] {
            hand::step(find<QSlider>(QStringLiteral("directionSlider")), Qt::Key_Right, 20);
        });
    add(
        QStringLiteral("the edited face has followed"), 30,
        [this] { return showsFace(QStringLiteral("directionResult")); }, [] {});
}

void Tour::planExport(int kind, const QString& file) {
    const QString path = QDir(folder_).filePath(file);
    QFile::remove(path);  // left by an earlier tour
    add(
        QStringLiteral("opening the export"), 10,
        [this] { return !window_->findChild<ExportDialog*>(); },
        [this] {
            auto* action = find<QAction>(QStringLiteral("exportAction"));
            hand::click(find<QToolBar>(QStringLiteral("toolBar"))->widgetForAction(action));
        });
    add(
        QStringLiteral("choosing what to export"), 10,
        [this] { return window_->findChild<ExportDialog*>() != nullptr; },
        [this, kind, path] {
            hand::step(find<QComboBox>(QStringLiteral("exportWhat")), Qt::Key_Down, kind);
            auto* name = find<QLineEdit>(QStringLiteral("exportPath"));
            name->setFocus();
            hand::type(name, path);
        });
    if (kind == 0) {
        add(
            QStringLiteral("the preview"), 20,
            [this] { return find<QLabel>(QStringLiteral("exportPreview"))->pixmap().width() > 0; },
            [this] {
                screenshot(window_->findChild<ExportDialog*>(), QStringLiteral("pane-export.png"));
            });
    }
    add(QStringLiteral("exporting %1").arg(file), 10, {},
        [this] { hand::click(find<QWidget>(QStringLiteral("exportSave"))); });
    add(
        QStringLiteral("exported"), 30,
        [this, path] { return QFileInfo::exists(path) && !window_->findChild<ExportDialog*>(); },
        [this, path] { report(path); });
}

void Tour::planScreenshots() {
    add(QStringLiteral("closing the last message"), 10, {},
        [this] { hand::click(find<QWidget>(QStringLiteral("messageClose"))); });
    struct Pane {
        const char* dock;
        const char* file;
    };
    for (const Pane pane : {Pane{"trainingDock", "pane-training.png"},
                            {"lossDock", "pane-loss-curves.png"},
                            {"timelineDock", "pane-timeline.png"},
                            {"setsDock", "pane-sets.png"},
                            {"arithmeticDock", "pane-arithmetic.png"},
                            {"directionsDock", "pane-directions.png"},
                            {"historyDock", "pane-results.png"},
                            {"pathDock", "pane-path.png"}}) {
        const QString name = QLatin1String(pane.dock);
        const QString file = QLatin1String(pane.file);
        add(QStringLiteral("turning to %1").arg(name), 10, {},
            [this, name] { find<QDockWidget>(name)->raise(); });
        add(QStringLiteral("looking at it"), 10, {},
            [this, name, file] { screenshot(find<QDockWidget>(name)->widget(), file); });
    }
    add(QStringLiteral("the grid"), 10, {}, [this] {
        screenshot(find<QWidget>(QStringLiteral("faceGrid")), QStringLiteral("pane-faces.png"));
    });
    add(QStringLiteral("the window in light"), 10, {},
        [this] { screenshot(window_, QStringLiteral("window-light.png")); });
    add(QStringLiteral("changing to dark"), 10, {},
        [] { QApplication::setPalette(tourPalette(true)); });
    add(QStringLiteral("the window in dark"), 10, {},
        [this] { screenshot(window_, QStringLiteral("window-dark.png")); });
}

void Tour::screenshot(QWidget* widget, const QString& file) {
    const QString path = QDir(folder_).filePath(file);
    if (widget->grab().save(path))
        report(path);
    else
        problem_ = QStringLiteral("%1 could not be written").arg(path);
}

void Tour::report(const QString& path) {
    std::printf("%s\n", qPrintable(path));
    std::fflush(stdout);
}

}  // namespace faceloom
