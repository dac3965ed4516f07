// The 36 faces of some settings of a sweep, side by side. For the GUI thread.
#pragma once

#include "ui/base/answer_channel.h"
#include "ui/sweep/sweep_controller.h"

#include <QImage>
#include <QScrollArea>
#include <QString>
#include <cstddef>
#include <vector>

class QBoxLayout;

namespace faceloom {

class PreviewView;

class SweepFacesView : public QScrollArea {
    Q_OBJECT
public:
    explicit SweepFacesView(QWidget* parent = nullptr);

    // Of these settings of the sweep, by index; those that were not measured are left out.
    void show(const SweepView& view, const std::vector<std::size_t>& settings);
    [[nodiscard]] std::size_t sheets() const { return shown_; }

private:
    struct Wanted {
        std::filesystem::path folder;
        std::vector<Trial> trials;
        std::vector<SettingOutcome> settings;
    };
    struct Sheet {
        QImage faces;  // 6 × 6
        QString caption;
    };
    [[nodiscard]] static Result<std::vector<Sheet>> draw(const Wanted& wanted);
    void take(const Result<std::vector<Sheet>>& sheets);
    void setPlaceholder(const QString& text);

    QBoxLayout* row_;
    std::vector<PreviewView*> views_;
    std::size_t shown_ = 0;
    AnswerChannel<Wanted, std::vector<Sheet>> drawer_;  // last: it stops before the rest goes
};

}  // namespace faceloom
