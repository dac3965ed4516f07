// Which lines of the log are shown: from a level on, and holding what was searched for. Lives on
// the GUI thread.
#pragma once

#include "ui/log/log_model.h"

#include <QSortFilterProxyModel>
#include <QString>

namespace faceloom {

class LogFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit LogFilter(LogModel* model, QObject* parent = nullptr);

    void setLeastLevel(LogLevel least);
    // Upper and lower case are the same; empty: all lines.
    void setSearch(const QString& text);
    [[nodiscard]] const LogLine& line(int row) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    LogModel* model_;
    LogLevel least_ = LogLevel::Info;
    QString search_;
};

}  // namespace faceloom
