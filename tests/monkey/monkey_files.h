// What the monkey opens and where it saves: models, runs, pictures, sessions and tables, sound ones
// and broken ones, all in one folder of its own.
#pragma once

#include "core/train/run_folder.h"
#include "tests/monkey/monkey_dice.h"

#include <QString>
#include <QStringList>
#include <filesystem>

namespace faceloom {

class MonkeyFiles {
public:
    // Makes them all. Its networks are so small that a training step takes milliseconds.
    explicit MonkeyFiles(const std::filesystem::path& root);

    [[nodiscard]] QString toOpen(Dice& dice) const;        // whatever kind, whatever state
    [[nodiscard]] QString folderToOpen(Dice& dice) const;  // a run's or pictures', or neither
    [[nodiscard]] QString outFolder() const { return QString::fromStdString(path("out").string()); }
    [[nodiscard]] QString toSave(Dice& dice, const QString& suffix) const;
    [[nodiscard]] QString runFolder(Dice& dice) const;  // to train in; may hold a run
    [[nodiscard]] QString text(Dice& dice) const;       // to type into a field

    // Options of a new run that begins as a small one was.
    [[nodiscard]] TrainOptions smallRun(Dice& dice) const;
    // Runs in new folders take room: those of the user's documents but the newest few go.
    void tidy() const;

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return root_ / name; }
    void makeModels();
    void makeRuns();
    void makeSweep();
    void makePictures();
    void makeBroken();
    void makeTables();

    std::filesystem::path root_;
    QStringList files_;
    QStringList folders_;
    QStringList runs_;
    TrainOptions small_;
};

}  // namespace faceloom
