#include "ui/training/run_progress_box.h"

#include "ui/training/training_widgets.h"

#include <QBoxLayout>
#include <QDir>
#include <QLabel>
#include <QProgressBar>
#include <QUrl>
#include <cmath>

namespace faceloom {
namespace {

constexpr int kBarTicks = 1000;

// A long path must not make the pane wide.
QString breakable(QString path) {
    return path.replace(u'/', QStringLiteral("/\u200b"));
}

QString number(const QWidget* widget, qlonglong value) {
    return widget->locale().toString(value);
}

}  // namespace

QString timeLeftInWords(double seconds) {
    if (!(seconds >= 0) || !std::isfinite(seconds)) return {};
    if (seconds < 50) return RunProgressBox::tr("less than a minute left");
    const auto rounded = [seconds](double unit) { return std::llround(seconds / unit); };
    constexpr double kMinute = 60;
    constexpr double kHour = 60 * kMinute;
    constexpr double kDay = 24 * kHour;
    if (rounded(kMinute) == 1) return RunProgressBox::tr("about a minute left");
    if (seconds < 89.5 * kMinute)
        return RunProgressBox::tr("about %1 minutes left").arg(rounded(kMinute));
    if (seconds < 47.5 * kHour)
        return RunProgressBox::tr("about %1 hours left").arg(rounded(kHour));
    return RunProgressBox::tr("about %1 days left").arg(rounded(kDay));
}

RunProgressBox::RunProgressBox(QWidget* parent)
    : QWidget(parent), bar_(new QProgressBar), headline_(new QLabel), detail_(quietLabel()) {
    setObjectName(QStringLiteral("runProgressBox"));
    bar_->setObjectName(QStringLiteral("runProgressBar"));
    bar_->setAccessibleName(tr("Progress"));
    bar_->setToolTip(tr("How much of the run is done."));
    bar_->setRange(0, kBarTicks);
    headline_->setObjectName(QStringLiteral("runHeadline"));
    headline_->setWordWrap(true);
    detail_->setObjectName(QStringLiteral("runDetail"));
    detail_->setOpenExternalLinks(true);
    detail_->setTextFormat(Qt::RichText);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(bar_);
    layout->addWidget(headline_);
    layout->addWidget(detail_);
    updateText();
}

void RunProgressBox::showState(SessionState state) {
    if (state == SessionState::Preparing) {
        progress_ = {};
        prepared_ = prepare_total_ = 0;
    }
    state_ = state;
    updateText();
}

void RunProgressBox::showPreparing(std::size_t done, std::size_t total) {
    prepared_ = done;
    prepare_total_ = total;
    updateText();
}

void RunProgressBox::showProgress(const RunProgress& progress) {
    progress_ = progress;
    updateText();
}

void RunProgressBox::showHold(const RunHold& hold) {
    hold_ = hold;
    updateText();
}

void RunProgressBox::setRunFolder(const std::filesystem::path& folder) {
    run_folder_ = folder;
    updateText();
}

void RunProgressBox::setAdvice(const QString& advice) {
    advice_ = advice;
    updateText();
}

QString RunProgressBox::positionText() const {
    return tr("epoch %1 of %2, step %3 of %4")
        .arg(number(this, progress_.epoch), number(this, progress_.total_epochs),
             number(this, progress_.step), number(this, progress_.total_steps));
}

double RunProgressBox::shareDone() const {
    if (state_ == SessionState::Preparing) {
        if (prepare_total_ == 0) return -1;
        return static_cast<double>(prepared_) / static_cast<double>(prepare_total_);
    }
    if (state_ == SessionState::Running && progress_.step == 0) return -1;
    if (progress_.total_steps == 0) return 0;
    return static_cast<double>(progress_.step) / static_cast<double>(progress_.total_steps);
}

QString RunProgressBox::headlineText() const {
    const bool started = progress_.step > 0;
    switch (state_) {
        case SessionState::Idle:
            return advice_;
        case SessionState::Preparing:
            return tr("Getting the pictures ready");
        case SessionState::Running:
            return started ? tr("Training: %1").arg(positionText()) : tr("Starting");
        case SessionState::Paused:
            return started ? tr("Paused: %1").arg(positionText()) : tr("Paused");
        case SessionState::Holding:
            return hold_.disk_full ? tr("Waiting: no space left on the disk of %1").arg(runName())
                                   : tr("Waiting: %1 cannot be written").arg(runName());
        case SessionState::Stopping:
            return tr("Stopping");
        case SessionState::Finished:
            return started ? tr("Finished: %1").arg(positionText()) : tr("Finished");
        case SessionState::Stopped:
            return started ? tr("Stopped: %1").arg(positionText()) : tr("Stopped");
        case SessionState::Failed:
            return tr("The run has ended with an error");
    }
    return {};
}

QString RunProgressBox::runName() const {
    return QDir(QString::fromStdString(run_folder_.string())).dirName();
}

QString RunProgressBox::runningText() const {
    if (progress_.step == 0) return tr("The first step takes a little longer.");
    const QString speed =
        tr("%1 pictures per second").arg(locale().toString(progress_.images_per_second, 'f', 1));
    const QString left = timeLeftInWords(progress_.seconds_left);
    return left.isEmpty() ? speed : tr("%1, %2").arg(speed, left);
}

QString RunProgressBox::detailText() const {
    switch (state_) {
        case SessionState::Idle:
            return {};
        case SessionState::Preparing:
            if (prepare_total_ == 0) return tr("Looking for what is ready already.");
            return tr("%1 of %2. This is done once for these pictures.")
                .arg(number(this, static_cast<qlonglong>(prepared_)),
                     number(this, static_cast<qlonglong>(prepare_total_)));
        case SessionState::Running:
            return runningText();
        case SessionState::Paused:
            return tr("Resume goes on from here. Nothing is lost.");
        case SessionState::Holding:
            if (hold_.disk_full) return tr("Training goes on by itself when there is room.");
            return QStringLiteral("<span>%1</span>")
                .arg(tr("%1. Training goes on by itself when this works again.")
                         .arg(breakable(QString::fromStdString(hold_.reason)).toHtmlEscaped()));
        case SessionState::Stopping:
            return tr("The step under way is carried out, then the run is saved.");
        default:
            break;
    }
    if (progress_.step == 0) return advice_.toHtmlEscaped();
    const QString folder = QString::fromStdString(run_folder_.string());
    const QString text = state_ == SessionState::Failed
                             ? tr("What was saved before is in <a href=\"%1\">%2</a>")
                             : tr("Saved in <a href=\"%1\">%2</a>");
    return text.arg(QUrl::fromLocalFile(folder).toString(), runName().toHtmlEscaped());
}

void RunProgressBox::updateText() {
    const double share = shareDone();
    bar_->setRange(
        0, share < 0 ? 0 : kBarTicks);  // without a range it only says that something goes on
    if (share >= 0) bar_->setValue(static_cast<int>(std::lround(share * kBarTicks)));
    bar_->setVisible(isActive(state_) || progress_.step > 0);
    const QString headline = headlineText();
    const QString detail = detailText();
    headline_->setText(headline);
    headline_->setVisible(!headline.isEmpty());
    detail_->setText(detail);
    detail_->setVisible(!detail.isEmpty());
    bar_->setAccessibleDescription(headline);
}

}  // namespace faceloom
