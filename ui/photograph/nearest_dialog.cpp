#include "ui/photograph/nearest_dialog.h"

#include "ui/base/icons.h"
#include "ui/explore/face_tile.h"
#include "ui/training/training_widgets.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtMath>

namespace faceloom {
namespace {

constexpr int kFaceSide = 220;     // logical pixels
constexpr int kPictureSide = 140;  // the same

}  // namespace

QString copyVerdict(double percentile) {
    constexpr double kCopy = 2;
    constexpr double kClose = 15;
    const int share = qRound(percentile);
    if (percentile < kCopy)
        return NearestDialog::tr(
            "Probably a copy: hardly any real face has another picture this near to it.");
    if (percentile < kClose)
        return NearestDialog::tr(
                   "Close to a picture: only %1 in 100 real faces have another "
                   "picture nearer to them than this one.")
            .arg(share);
    return NearestDialog::tr(
               "Invented: %1 in 100 real faces have another picture nearer to them "
               "than this one has.")
        .arg(share);
}

NearestDialog::NearestDialog(NearestController* nearest, QWidget* parent)
    : QDialog(parent), nearest_(nearest) {
    setObjectName(QStringLiteral("nearestDialog"));
    setWindowTitle(tr("Copied or invented?"));
    build();
    connect(nearest_, &NearestController::changed, this, &NearestDialog::showState);
    connect(nearest_, &NearestController::progressed, this, &NearestDialog::showProgress);
    showState();
}

void NearestDialog::build() {
    auto* layout = new QVBoxLayout(this);
    auto* faces = new QHBoxLayout;
    auto* left = new QVBoxLayout;
    face_ = new FaceTile;
    face_->setObjectName(QStringLiteral("nearestFace"));
    face_->setAccessibleName(tr("The face"));
    face_->setFocusPolicy(Qt::NoFocus);
    face_->setSide(kFaceSide);
    left->addWidget(headingLabel(tr("The face")));
    left->addWidget(face_);
    left->addStretch(1);
    faces->addLayout(left);
    auto* right = new QGridLayout;
    right->addWidget(headingLabel(tr("The real pictures it is most like, the nearest first")), 0, 0,
                     1, 3);
    constexpr int kColumns = 3;
    for (int i = 0; i < static_cast<int>(NearestController::kShown); ++i) {
        auto* tile = new FaceTile;
        tile->setObjectName(QStringLiteral("nearestPicture%1").arg(i + 1));
        tile->setFocusPolicy(Qt::NoFocus);
        tile->setSide(kPictureSide);
        auto* name = quietLabel();
        name->setWordWrap(false);
        name->setMinimumHeight(fontMetrics().lineSpacing());
        name->setAlignment(Qt::AlignHCenter);
        right->addWidget(tile, 1 + 2 * (i / kColumns), i % kColumns);
        right->addWidget(name, 2 + 2 * (i / kColumns), i % kColumns);
        tiles_.push_back(tile);
        names_.push_back(name);
    }
    right->setRowStretch(right->rowCount(), 1);
    faces->addLayout(right);
    layout->addLayout(faces);
    verdict_ = new QLabel;
    verdict_->setObjectName(QStringLiteral("nearestVerdict"));
    verdict_->setWordWrap(true);
    verdict_->setMinimumHeight(2 * fontMetrics().lineSpacing());
    layout->addWidget(verdict_);
    auto* going_on = new QHBoxLayout;
    bar_ = new QProgressBar;
    bar_->setObjectName(QStringLiteral("nearestProgress"));
    bar_->setAccessibleName(tr("Progress"));
    cancel_ = new QPushButton(tr("Cancel"));
    cancel_->setObjectName(QStringLiteral("nearestCancel"));
    cancel_->setToolTip(tr("Stop looking through the pictures."));
    going_on->addWidget(bar_, 1);
    going_on->addWidget(cancel_);
    layout->addLayout(going_on);
    auto* row = new QHBoxLayout;
    pictures_ = quietLabel();
    pictures_->setObjectName(QStringLiteral("nearestPictures"));
    choose_ = new QPushButton(symbolIcon(Symbol::Pictures), tr("Choose pictures…"));
    choose_->setObjectName(QStringLiteral("nearestChoose"));
    choose_->setToolTip(tr("The folder of pictures that the model was trained on."));
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("nearestClose"));
    row->addWidget(pictures_, 1);
    row->addWidget(choose_);
    row->addWidget(close);
    layout->addLayout(row);
    connect(cancel_, &QPushButton::clicked, nearest_, &NearestController::cancel);
    connect(choose_, &QPushButton::clicked, this, &NearestDialog::choose);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    for (QPushButton* button : {cancel_, choose_, close})
        button->setAutoDefault(false);
}

void NearestDialog::choose() {
    auto* dialog =
        folderDialog(this, "nearestFolderDialog", tr("Choose the pictures to compare with"));
    connect(dialog, &QFileDialog::fileSelected, this, &NearestDialog::picturesChosen);
    dialog->open();
}

void NearestDialog::showProgress(std::size_t done, std::size_t total) {
    bar_->setMaximum(static_cast<int>(total));
    bar_->setValue(static_cast<int>(done));
}

void NearestDialog::showState() {
    const NearestState& state = nearest_->state();
    face_->setFace(state.face);
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        const bool there = i < state.nearest.size();
        tiles_[i]->setFace(there ? state.nearest[i].picture : QImage());
        const QString name = there ? QFileInfo(state.nearest[i].name).fileName() : QString();
        names_[i]->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, kPictureSide));
        tiles_[i]->setToolTip(
            there ? tr("%1\n%2 in 100 real faces have another picture nearer to them than this.")
                        .arg(state.nearest[i].name)
                        .arg(qRound(state.nearest[i].percentile))
                  : QString());
        tiles_[i]->setAccessibleName(there ? name : tr("No picture yet"));
    }
    const bool busy =
        state.stage == NearestStage::Preparing || state.stage == NearestStage::Comparing;
    bar_->setVisible(busy);
    cancel_->setVisible(busy);
    if (busy) showProgress(0, 0);
    if (state.pictures.isEmpty())
        pictures_->setText(tr("No pictures chosen yet."));
    else if (state.count == 0)
        pictures_->setText(tr("Compared with: %1").arg(state.pictures));
    else
        pictures_->setText(tr("Compared with: %1, %L2 pictures")
                               .arg(state.pictures)
                               .arg(static_cast<qulonglong>(state.count)));
    QFont plain_or_bold = font();
    plain_or_bold.setBold(state.problem.isEmpty() && !state.nearest.empty());
    verdict_->setFont(plain_or_bold);
    if (!state.problem.isEmpty())
        verdict_->setText(state.problem);
    else if (state.stage == NearestStage::Preparing)
        verdict_->setText(tr("Preparing the pictures…"));
    else if (state.stage == NearestStage::Comparing)
        verdict_->setText(tr("Looking through the pictures; the next time this is at once."));
    else if (!state.nearest.empty())
        verdict_->setText(copyVerdict(state.nearest.front().percentile));
    else
        verdict_->setText(
            tr("Choose the folder of pictures that the model was trained on. The face is then "
               "compared with every one of them."));
}

void NearestDialog::hideEvent(QHideEvent* event) {
    nearest_->cancel();
    QDialog::hideEvent(event);
}

}  // namespace faceloom
