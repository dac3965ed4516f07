// The lines of the log as a table: time, level, text. Lives on the GUI thread.
#pragma once

#include "core/base/log.h"

#include <QAbstractTableModel>
#include <QColor>
#include <cstdint>
#include <deque>
#include <vector>

class QPalette;

namespace faceloom {

class LogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, LevelColumn, TextColumn, kColumns };
    static constexpr int kMostLines = 5000;  // older ones go

    using QAbstractTableModel::QAbstractTableModel;

    // At the end, newer than those that are there. Lines that are missing in between become one
    // that says how many.
    void append(const std::vector<LogLine>& lines);
    // The lines that are there; later ones are appended as ever.
    void clear();
    [[nodiscard]] std::uint64_t lastNumber() const { return last_number_; }  // that was appended
    [[nodiscard]] const LogLine& line(int row) const {
        return lines_.at(static_cast<std::size_t>(row));
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void makeRoomFor(std::size_t count);

    std::deque<LogLine> lines_;
    std::uint64_t last_number_ = 0;
};

// The level's name for people.
[[nodiscard]] QString shownLevel(LogLevel level);
// Of a line's text on the palette's Base: readable on light and on dark.
[[nodiscard]] QColor levelColour(LogLevel level, const QPalette& palette);

}  // namespace faceloom
