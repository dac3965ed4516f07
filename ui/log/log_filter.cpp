#include "ui/log/log_filter.h"

namespace faceloom {

LogFilter::LogFilter(LogModel* model, QObject* parent)
    : QSortFilterProxyModel(parent), model_(model) {
    setSourceModel(model);
}

void LogFilter::setLeastLevel(LogLevel least) {
    least_ = least;
    invalidateFilter();
}

void LogFilter::setSearch(const QString& text) {
    search_ = text;
    invalidateFilter();
}

const LogLine& LogFilter::line(int row) const {
    return model_->line(mapToSource(index(row, 0)).row());
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex&) const {
    const LogLine& line = model_->line(row);
    return line.level >= least_ && (search_.isEmpty() || QString::fromStdString(line.text).contains(
                                                             search_, Qt::CaseInsensitive));
}

}  // namespace faceloom
