// The results of the arithmetic, newest first, and faces that were kept as favourites.
#pragma once

#include "ui/explore/picked_face.h"

#include <QObject>
#include <QString>
#include <vector>

class QUndoStack;

namespace faceloom {

struct HistoryEntry {
    int number = 0;  // its name for this run of the program, from 1
    QString label;   // "result 3", "face 7"
    QString origin;  // what it was made of, for a person; may be empty
    Latent latent;
    bool favourite = false;
};

class ResultHistory : public QObject {
    Q_OBJECT
public:
    // What is not a favourite; older ones go.
    static constexpr int kMost = 200;

    // Keeping and removing can be undone on `undo_stack`, which outlives this.
    explicit ResultHistory(QUndoStack* undo_stack, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<HistoryEntry>& entries() const { return entries_; }
    [[nodiscard]] const HistoryEntry* entry(int number) const;  // null: there is none

    // Of the open model; latents of another size are forgotten, for good.
    void setLatentSize(int size);
    // A result that was drawn; nothing if its latent is there already.
    void add(const Latent& latent, const QString& origin);
    // One that was searched for, under a name of its own: can be undone. Nothing as above.
    void addFound(const PickedFace& face, const QString& origin);
    // As a favourite, whether it is there already or not. Nothing if it is another model's.
    void keep(const PickedFace& face);  // or faceRefused
    // As one step that `text` names. Those that are there already become favourites.
    void keepAll(const std::vector<HistoryEntry>& faces, const QString& text);
    // These and no other favourites, newest first, as one step; their numbers are given here.
    void restoreFavourites(const std::vector<HistoryEntry>& favourites, const QString& text);
    void setFavourite(int number, bool favourite);
    void remove(int number);
    void removeAllButFavourites();

signals:
    void changed();
    void faceRefused(const QString& why);

private:
    void push(const QString& text, std::vector<HistoryEntry> taken,
              std::vector<HistoryEntry> given);
    void exchange(const std::vector<HistoryEntry>& taken, const std::vector<HistoryEntry>& given);
    void dropOldest();

    QUndoStack* undo_stack_;
    std::vector<HistoryEntry> entries_;  // by number, falling
    int latent_size_ = 0;                // none before a model is open
    int last_number_ = 0;
    int results_ = 0;
};

}  // namespace faceloom
