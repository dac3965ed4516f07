// How far a run has come, in a bar and in words. For the GUI thread.
#pragma once

#include "core/train/training_session.h"

#include <QString>
#include <QWidget>
#include <cstddef>
#include <filesystem>

class QLabel;
class QProgressBar;

namespace faceloom {

// "about 12 minutes left", "less than a minute left"; empty for a negative number, which stands for
// unknown.
[[nodiscard]] QString timeLeftInWords(double seconds);

class RunProgressBox : public QWidget {
    Q_OBJECT
public:
    explicit RunProgressBox(QWidget* parent = nullptr);

    void showState(SessionState state);
    void showPreparing(std::size_t done, std::size_t total);
    void showProgress(const RunProgress& progress);
    // Why it waits; shown while the state is Holding.
    void showHold(const RunHold& hold);
    void setRunFolder(const std::filesystem::path& folder);
    // What to do next, while nothing runs.
    void setAdvice(const QString& advice);

private:
    void updateText();
    [[nodiscard]] double shareDone() const;  // 0..1; < 0 while unknown
    [[nodiscard]] QString headlineText() const;
    [[nodiscard]] QString detailText() const;
    [[nodiscard]] QString runningText() const;
    [[nodiscard]] QString runName() const;
    [[nodiscard]] QString positionText() const;

    SessionState state_ = SessionState::Idle;
    RunProgress progress_;
    RunHold hold_;
    std::size_t prepared_ = 0;
    std::size_t prepare_total_ = 0;
    QString advice_;
    std::filesystem::path run_folder_;
    QProgressBar* bar_;
    QLabel* headline_;
    QLabel* detail_;
};

}  // namespace faceloom
