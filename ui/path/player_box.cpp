#include "ui/path/player_box.h"

#include "ui/base/icons.h"
#include "ui/explore/large_face.h"
#include "ui/path/path_edit.h"
#include "ui/path/path_player.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

namespace faceloom {
namespace {

constexpr int kSpeedStroke = 1'000'000;  // apart from the segments' strokes

QToolButton* buttonFor(QAction* action, const char* name) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setDefaultAction(action);
    return button;
}

}  // namespace

PlayerBox::PlayerBox(PathEdit* edit, std::function<double()> here, QWidget* parent)
    : QWidget(parent), edit_(edit), here_(std::move(here)), player_(new PathPlayer(this)) {
    setObjectName(QStringLiteral("playerBox"));
    large_ = new LargeFace;
    large_->setObjectName(QStringLiteral("pathPicture"));
    large_->setAccessibleName(tr("Face at the slider"));
    large_->setToolTip(
        tr("The face at the slider's place on the path. Drag it to a set or onto "
           "the path."));
    large_->setPlaceholder(tr("the face in between"));
    buildActions();
    speed_ = new QDoubleSpinBox;
    speed_->setObjectName(QStringLiteral("pathSpeed"));
    speed_->setAccessibleName(tr("Frames per second"));
    speed_->setToolTip(
        tr("How many frames are shown in a second. Where the model cannot draw as "
           "many, some are left out."));
    speed_->setDecimals(0);
    speed_->setRange(kFewestFramesPerSecond, kMostFramesPerSecond);
    speed_->setSuffix(tr(" per s"));
    speed_->setKeyboardTracking(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addStretch();
    row->addWidget(buttonFor(play_, "playButton"));
    row->addWidget(buttonFor(loop_, "loopButton"));
    row->addWidget(speed_);
    row->addStretch();
    layout->addWidget(large_, 1, Qt::AlignHCenter);
    layout->addLayout(row);
    connect(speed_, &QDoubleSpinBox::valueChanged, edit_,
            [this](double speed) { edit_->setFramesPerSecond(speed, kSpeedStroke); });
    connect(edit_, &PathEdit::speedChanged, this, &PlayerBox::takeSpeed);
    connect(player_, &PathPlayer::frameDue, this, &PlayerBox::frameDue);
    connect(player_, &PathPlayer::playingChanged, this, &PlayerBox::showPlaying);
    takeSpeed();
}

void PlayerBox::buildActions() {
    play_ = new QAction(this);
    play_->setObjectName(QStringLiteral("playPathAction"));
    play_->setShortcut(Qt::Key_P);
    showPlaying(false);
    loop_ = new QAction(symbolIcon(Symbol::Loop), tr("&Loop the path"), this);
    loop_->setObjectName(QStringLiteral("loopPathAction"));
    loop_->setCheckable(true);
    loop_->setShortcut(tr("Shift+P"));
    loop_->setToolTip(tr("Go from the last face back to the first, and play for ever (Shift+P)."));
    loop_->setStatusTip(tr("Go from the last face back to the first, and play for ever."));
    connect(play_, &QAction::triggered, this, [this] {
        if (player_->playing())
            player_->pause();
        else
            player_->play(here_());
    });
    connect(loop_, &QAction::triggered, edit_, &PathEdit::setLoop);
}

void PlayerBox::setDragSource(FaceTile::DragSource source) {
    large_->setDragSource(std::move(source));
}

void PlayerBox::showFace(const QImage& face) {
    large_->setFace(face);
}

QImage PlayerBox::face() const {
    return large_->face();
}

void PlayerBox::setSpan(int frames, bool drawable) {
    loop_->setChecked(edit_->loop());
    loop_->setEnabled(frames > 0);
    play_->setEnabled(frames > 0 && drawable);
    player_->setSpan(frames, loop_->isChecked());
}

void PlayerBox::jump(double frame) {
    player_->jump(frame);
}

void PlayerBox::takeSpeed() {
    const double speed = edit_->framesPerSecond();
    const QSignalBlocker quiet(speed_);
    speed_->setValue(speed);
    player_->setSpeed(speed);
}

void PlayerBox::showPlaying(bool playing) {
    play_->setIcon(symbolIcon(playing ? Symbol::Pause : Symbol::Play));
    play_->setText(playing ? tr("P&ause the path") : tr("Pl&ay the path"));
    play_->setToolTip(playing ? tr("Stop where it is now (P).")
                              : tr("Play the path in the large picture (P)."));
    play_->setStatusTip(play_->toolTip());
}

}  // namespace faceloom
