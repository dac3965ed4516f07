#include "ui/explore/result_history.h"

#include "ui/base/undo_step.h"

#include <QUndoStack>
#include <algorithm>
#include <utility>

namespace faceloom {

ResultHistory::ResultHistory(QUndoStack* undo_stack, QObject* parent)
    : QObject(parent), undo_stack_(undo_stack) {}

const HistoryEntry* ResultHistory::entry(int number) const {
    const auto found = std::ranges::find(entries_, number, &HistoryEntry::number);
    return found == entries_.end() ? nullptr : &*found;
}

void ResultHistory::setLatentSize(int size) {
    latent_size_ = size;
    const auto gone = std::erase_if(entries_, [size](const HistoryEntry& entry) {
        return entry.latent.size() != static_cast<std::size_t>(size);
    });
    if (gone > 0) emit changed();
}

void ResultHistory::add(const Latent& latent, const QString& origin) {
    if (std::ranges::find(entries_, latent, &HistoryEntry::latent) != entries_.end()) return;
    entries_.insert(entries_.begin(),
                    {++last_number_, tr("result %1").arg(++results_), origin, latent, false});
    dropOldest();
    emit changed();
}

void ResultHistory::addFound(const PickedFace& face, const QString& origin) {
    if (std::ranges::find(entries_, face.latent, &HistoryEntry::latent) != entries_.end()) return;
    push(tr("find %1").arg(face.label), {},
         {{++last_number_, face.label, origin, face.latent, false}});
    dropOldest();
    emit changed();
}

void ResultHistory::keep(const PickedFace& face) {
    if (face.latent.size() != static_cast<std::size_t>(latent_size_)) {
        emit faceRefused(otherModelsFaceText());
        return;
    }
    const auto found = std::ranges::find(entries_, face.latent, &HistoryEntry::latent);
    if (found != entries_.end()) {
        setFavourite(found->number, true);
        return;
    }
    const QString origin =
        face.grid ? tr("face %1 of seed %2").arg(face.grid->number).arg(face.grid->seed)
                  : QString();
    push(tr("keep %1").arg(face.label), {},
         {{++last_number_, face.label, origin, face.latent, true}});
}

void ResultHistory::keepAll(const std::vector<HistoryEntry>& faces, const QString& text) {
    std::vector<HistoryEntry> taken, given;
    for (const HistoryEntry& face : faces) {
        if (std::ranges::find(given, face.latent, &HistoryEntry::latent) != given.end()) continue;
        const auto found = std::ranges::find(entries_, face.latent, &HistoryEntry::latent);
        if (found != entries_.end()) taken.push_back(*found);
        given.push_back(found != entries_.end() ? *found : face);
        given.back().favourite = true;
        if (found == entries_.end()) given.back().number = ++last_number_;
    }
    if (!given.empty()) push(text, std::move(taken), std::move(given));
}

void ResultHistory::restoreFavourites(const std::vector<HistoryEntry>& favourites,
                                      const QString& text) {
    std::vector<HistoryEntry> taken, given;
    for (const HistoryEntry& entry : entries_) {
        const bool again =
            std::ranges::find(favourites, entry.latent, &HistoryEntry::latent) != favourites.end();
        if (entry.favourite || again) taken.push_back(entry);
    }
    for (auto favourite = favourites.rbegin(); favourite != favourites.rend(); ++favourite) {
        given.push_back(*favourite);
        given.back().number = ++last_number_;
        given.back().favourite = true;
    }
    if (!taken.empty() || !given.empty()) push(text, std::move(taken), std::move(given));
}

void ResultHistory::setFavourite(int number, bool favourite) {
    const HistoryEntry* before = entry(number);
    if (before == nullptr || before->favourite == favourite) return;
    HistoryEntry after = *before;
    after.favourite = favourite;
    push(favourite ? tr("keep %1").arg(after.label) : tr("no longer keep %1").arg(after.label),
         {*before}, {after});
}

void ResultHistory::remove(int number) {
    if (const HistoryEntry* gone = entry(number))
        push(tr("remove %1").arg(gone->label), {*gone}, {});
}

void ResultHistory::removeAllButFavourites() {
    std::vector<HistoryEntry> gone;
    std::ranges::copy_if(entries_, std::back_inserter(gone), std::not_fn(&HistoryEntry::favourite));
    if (!gone.empty()) push(tr("clear the results"), std::move(gone), {});
}

void ResultHistory::push(const QString& text, std::vector<HistoryEntry> taken,
                         std::vector<HistoryEntry> given) {
    undo_stack_->push(new UndoStep(
        this, text, [this, taken, given] { exchange(taken, given); },
        [this, taken, given] { exchange(given, taken); }));
}

void ResultHistory::exchange(const std::vector<HistoryEntry>& taken,
                             const std::vector<HistoryEntry>& given) {
    for (const HistoryEntry& entry : taken)
        std::erase_if(entries_, [&](const HistoryEntry& is) { return is.number == entry.number; });
    entries_.insert(entries_.end(), given.begin(), given.end());
    std::ranges::sort(entries_, std::ranges::greater(), &HistoryEntry::number);
    emit changed();
}

void ResultHistory::dropOldest() {
    auto others = std::ranges::count(entries_, false, &HistoryEntry::favourite);
    for (auto oldest = entries_.end(); others > kMost;) {
        --oldest;
        if (oldest->favourite) continue;
        oldest = entries_.erase(oldest);
        --others;
    }
}

}  // namespace faceloom
