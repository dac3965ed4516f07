#include "ui/explore/history_pane.h"

#include "ui/base/icons.h"
#include "ui/base/plain_texts.h"
#include "ui/explore/face_sets.h"
#include "ui/explore/result_history.h"

#include <QAction>
#include <QCheckBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPainter>
#include <QToolBar>
#include <QVBoxLayout>

namespace faceloom {
namespace {

constexpr int kSide = 72;
constexpr int kNumberRole = Qt::UserRole;

// Items can be dragged to sets and onto the path.
class HistoryList : public QListWidget {
public:
    using FaceOf = std::function<std::optional<PickedFace>(int number)>;
    explicit HistoryList(FaceOf face_of) : face_of_(std::move(face_of)) {
        setViewMode(IconMode);
        setResizeMode(Adjust);
        setMovement(Static);
        setUniformItemSizes(true);
        setIconSize({kSide, kSide});
        setSpacing(3);
        setDragEnabled(true);
        setFrameShape(NoFrame);
        setContextMenuPolicy(Qt::ActionsContextMenu);
    }

protected:
    [[nodiscard]] QMimeData* mimeData(const QList<QListWidgetItem*>& items) const override {
        const auto face =
            items.isEmpty() ? std::nullopt : face_of_(items.front()->data(kNumberRole).toInt());
        return face ? toMimeData(*face).release() : nullptr;
    }

private:
    FaceOf face_of_;
};

QPixmap iconOf(const QImage& face, bool favourite, qreal ratio) {
    const int side = qRound(kSide * ratio);
    QPixmap icon(side, side);
    icon.fill(QColor(128, 128, 128, 40));
    QPainter painter(&icon);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!face.isNull()) painter.drawImage(icon.rect(), face);
    if (favourite) {
        const int mark = side / 4;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0, 0, 0, 150));
        painter.drawEllipse(side - mark - 3, 3, mark, mark);
        painter.setBrush(QColor(0xffc107));
        painter.translate(side - mark / 2.0 - 3, 3 + mark / 2.0);
        painter.scale(mark / 26.0, mark / 26.0);
        painter.drawPolygon(starShape());
    }
    painter.end();
    icon.setDevicePixelRatio(ratio);
    return icon;
}

}  // namespace

HistoryPane::HistoryPane(ResultHistory* history, FaceSets* sets, QWidget* parent)
    : QWidget(parent), history_(history), sets_(sets) {
    setObjectName(QStringLiteral("historyPane"));
    setAcceptDrops(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 6);
    list_ = new HistoryList([this](int number) -> std::optional<PickedFace> {
        const HistoryEntry* entry = history_->entry(number);
        return entry != nullptr ? std::optional(faceOf(*entry)) : std::nullopt;
    });
    list_->setObjectName(QStringLiteral("historyList"));
    list_->setAccessibleName(tr("Results"));
    hint_ =
        new QLabel(tr("Results of the arithmetic gather here. Drag one to a set or onto the "
                      "path; drop a face here to keep it."));
    hint_->setObjectName(QStringLiteral("historyHint"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    hint_->setForegroundRole(QPalette::PlaceholderText);
    buildActions();
    layout->addWidget(list_, 1);
    layout->addWidget(hint_, 1);
    connect(history_, &ResultHistory::changed, this, &HistoryPane::rebuild);
    connect(sets_, &FaceSets::activeSetChanged, this, &HistoryPane::showActiveSet);
    connect(sets_, &FaceSets::setsChanged, this, &HistoryPane::showActiveSet);
    connect(list_, &QListWidget::itemSelectionChanged, this, &HistoryPane::showActions);
    connect(list_, &QListWidget::itemActivated, put_, &QAction::trigger);
    rebuild();
    showActiveSet();
}

void HistoryPane::buildActions() {
    auto* bar = new QToolBar;
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({16, 16});
    const auto make = [&](const char* name, const QIcon& icon, const QString& text,
                          const QString& tip, const QKeySequence& key = {}) {
        auto* action = new QAction(icon, text, this);
        action->setObjectName(QLatin1String(name));
        action->setToolTip(key.isEmpty() ? tip
                                         : QStringLiteral("%1 (%2)").arg(tip, key.toString()));
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        list_->addAction(action);
        bar->addAction(action);
        return action;
    };
    put_ = make("historyPutAction", symbolIcon(Symbol::Add), {}, {});
    from_ =
        make("historyFromAction", {}, tr("Interpolate from"), tr("Start the path at this face."));
    to_ = make("historyToAction", {}, tr("Interpolate to"), tr("End the path at this face."));
    next_ =
        make("historyNextAction", {}, tr("Add to path"), tr("Go on with the path to this face."));
    keep_ = make("historyKeepAction", symbolIcon(Symbol::Favourite), tr("Keep"),
                 tr("A favourite is not cleared with the other results."), Qt::Key_F);
    keep_->setCheckable(true);
    remove_ = make("historyRemoveAction", symbolIcon(Symbol::Clear), tr("Remove"),
                   tr("Take this face out of the results; undo brings it back."), Qt::Key_Delete);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    only_favourites_ = new QCheckBox(tr("Favourites only"));
    only_favourites_->setObjectName(QStringLiteral("onlyFavouritesBox"));
    only_favourites_->setToolTip(tr("Show only the faces that are kept."));
    bar->addWidget(only_favourites_);
    clear_ = bar->addAction(tr("Clear"));
    clear_->setObjectName(QStringLiteral("historyClearAction"));
    clear_->setToolTip(tr("Remove all results but the favourites; undo brings them back."));
    static_cast<QVBoxLayout*>(layout())->addWidget(bar);
    const auto with_chosen = [this](auto act) {
        return [this, act] {
            if (const HistoryEntry* entry = chosen()) act(*entry);
        };
    };
    connect(put_, &QAction::triggered, this, with_chosen([this](const HistoryEntry& entry) {
                sets_->add(sets_->activeSet(), faceOf(entry));
            }));
    connect(from_, &QAction::triggered, this, with_chosen([this](const HistoryEntry& entry) {
                emit interpolateFromRequested(faceOf(entry));
            }));
    connect(to_, &QAction::triggered, this, with_chosen([this](const HistoryEntry& entry) {
                emit interpolateToRequested(faceOf(entry));
            }));
    connect(next_, &QAction::triggered, this, with_chosen([this](const HistoryEntry& entry) {
                emit addToPathRequested(faceOf(entry));
            }));
    connect(keep_, &QAction::triggered, this, with_chosen([this](const HistoryEntry& entry) {
                history_->setFavourite(entry.number, !entry.favourite);
            }));
    connect(remove_, &QAction::triggered, this,
            with_chosen([this](const HistoryEntry& entry) { history_->remove(entry.number); }));
    connect(clear_, &QAction::triggered, history_, &ResultHistory::removeAllButFavourites);
    connect(only_favourites_, &QCheckBox::toggled, this, &HistoryPane::rebuild);
}

void HistoryPane::setPictureSource(PictureSource source) {
    picture_source_ = std::move(source);
    showPictures();
}

void HistoryPane::showPictures() {
    // Rows and entries both fall by number: there may be thousands, too many to look each one up.
    auto entry = history_->entries().begin();
    const auto end = history_->entries().end();
    for (int row = 0; row < list_->count(); ++row) {
        QListWidgetItem* item = list_->item(row);
        const int number = item->data(kNumberRole).toInt();
        while (entry != end && entry->number > number)
            ++entry;
        if (entry == end || entry->number != number) continue;
        item->setIcon(iconOf(faceOf(*entry).picture, entry->favourite, list_->devicePixelRatioF()));
    }
}

void HistoryPane::choose(const Latent& latent) {
    for (int row = 0; row < list_->count(); ++row) {
        const HistoryEntry* entry = history_->entry(list_->item(row)->data(kNumberRole).toInt());
        if (entry != nullptr && entry->latent == latent) list_->setCurrentRow(row);
    }
}

const HistoryEntry* HistoryPane::chosen() const {
    const auto items = list_->selectedItems();
    return items.isEmpty() ? nullptr : history_->entry(items.front()->data(kNumberRole).toInt());
}

PickedFace HistoryPane::faceOf(const HistoryEntry& entry) const {
    return {entry.label,
            entry.latent,
            picture_source_ ? picture_source_(entry.latent) : QImage(),
            {},
            {}};
}

void HistoryPane::rebuild() {
    const HistoryEntry* before = chosen();
    const int number = before != nullptr ? before->number : 0;
    list_->clear();
    for (const HistoryEntry& entry : history_->entries()) {
        if (only_favourites_->isChecked() && !entry.favourite) continue;
        auto* item = new QListWidgetItem(entry.label, list_);
        item->setData(kNumberRole, entry.number);
        item->setToolTip(plainToolTip(
            entry.origin.isEmpty() ? entry.label
                                   : QStringLiteral("%1: %2").arg(entry.label, entry.origin)));
        item->setSizeHint({kSide + 14, kSide + 8 + list_->fontMetrics().height() + 4});
        if (entry.number == number) list_->setCurrentItem(item);
    }
    showPictures();
    list_->setVisible(list_->count() > 0);
    hint_->setVisible(list_->count() == 0);
    showActions();
}

void HistoryPane::showActions() {
    const HistoryEntry* entry = chosen();
    for (QAction* action : {put_, from_, to_, next_, keep_, remove_})
        action->setEnabled(entry != nullptr);
    keep_->setChecked(entry != nullptr && entry->favourite);
    clear_->setEnabled(std::ranges::any_of(history_->entries(),
                                           [](const HistoryEntry& one) { return !one.favourite; }));
}

void HistoryPane::showActiveSet() {
    const FaceSet& set = sets_->set(sets_->activeSet());
    put_->setText(tr("Put into %1").arg(set.letter));
    put_->setToolTip(
        tr("Put this face into “%1”, the chosen set; a double click does the same.").arg(set.name));
}

void HistoryPane::dragEnterEvent(QDragEnterEvent* event) {
    const auto* from = qobject_cast<QWidget*>(event->source());
    if (holdsPickedFace(event->mimeData()) && (from == nullptr || !isAncestorOf(from)))
        event->acceptProposedAction();
}

void HistoryPane::dropEvent(QDropEvent* event) {
    if (const auto face = pickedFaceFrom(event->mimeData())) {
        event->acceptProposedAction();
        history_->keep(*face);
    }
}

}  // namespace faceloom
