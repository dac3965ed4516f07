#include "ui/sweep/sweep_faces_view.h"

#include "core/sweep/sweep_faces.h"
#include "ui/base/image_convert.h"
#include "ui/training/preview_view.h"

#include <QBoxLayout>

namespace faceloom {
namespace {

constexpr std::size_t kMostSheets = 12;

}  // namespace

SweepFacesView::SweepFacesView(QWidget* parent)
    : QScrollArea(parent),
      drawer_(&SweepFacesView::draw,
              [this](const Result<std::vector<Sheet>>& sheets) { take(sheets); }) {
    setObjectName(QStringLiteral("sweepFaces"));
    setAccessibleName(tr("Faces of the settings"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* inner = new QWidget;
    row_ = new QHBoxLayout(inner);
    row_->setContentsMargins(0, 0, 0, 0);
    setWidget(inner);
    setPlaceholder(
        tr("The 36 faces of each setting appear here, side by side, as soon as one of "
           "its runs has been measured."));
}

void SweepFacesView::setPlaceholder(const QString& text) {
    take(std::vector<Sheet>{});
    views_.front()->setPlaceholder(text);
}

void SweepFacesView::show(const SweepView& view, const std::vector<std::size_t>& settings) {
    Wanted wanted{view.folder, view.trials, {}};
    for (const std::size_t setting : settings) {
        if (setting >= view.outcome.settings.size() || wanted.settings.size() == kMostSheets)
            continue;
        if (view.outcome.settings[setting].shown)
            wanted.settings.push_back(view.outcome.settings[setting]);
    }
    if (wanted.settings.empty()) {
        drawer_.cancel();
        take(std::vector<Sheet>{});
        return;
    }
    drawer_.ask(std::move(wanted));
}

Result<std::vector<SweepFacesView::Sheet>> SweepFacesView::draw(const Wanted& wanted) {
    std::vector<Sheet> sheets;
    for (const SettingOutcome& setting : wanted.settings) {
        const auto faces = facesOf(SweepFolder(wanted.folder), wanted.trials, setting);
        if (!faces) return passOn(faces);
        const QString caption =
            QString::fromStdString(setting.label) + QStringLiteral(" · ") +
            (setting.means[0] ? QString::fromStdString(shownMean(setting.means[0])) : QString());
        sheets.push_back({toQImage(*faces), caption});
    }
    return sheets;
}

void SweepFacesView::take(const Result<std::vector<Sheet>>& sheets) {
    const std::size_t count = sheets ? sheets->size() : 0;
    while (views_.size() < std::max<std::size_t>(count, 1)) {
        auto* view = new PreviewView;
        view->setObjectName(QStringLiteral("sweepFaces%1").arg(views_.size() + 1));
        view->setAccessibleName(tr("Faces of a setting"));
        view->setToolTip(tr("The same 36 latents with each setting, where latents have one size."));
        row_->addWidget(view);
        views_.push_back(view);
    }
    for (std::size_t i = 0; i < views_.size(); ++i) {
        views_[i]->setVisible(i < std::max<std::size_t>(count, 1));
        if (i < count)
            views_[i]->setFaces({(*sheets)[i].faces}, (*sheets)[i].caption);
        else
            views_[i]->clear();
    }
    if (!sheets) views_.front()->setPlaceholder(QString::fromStdString(sheets.error().message));
    shown_ = count;
}

}  // namespace faceloom
