#include "ui/log/log_model.h"

#include "ui/base/plain_texts.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>
#include <QTextDocument>
#include <algorithm>
#include <chrono>
#include <iterator>

namespace faceloom {
namespace {

QDateTime timeOf(const LogLine& line) {
    using namespace std::chrono;
    return QDateTime::fromMSecsSinceEpoch(
        duration_cast<milliseconds>(line.time.time_since_epoch()).count());
}

QString shown(const LogLine& line, int column) {
    switch (column) {
        case LogModel::TimeColumn:
            return timeOf(line).toString(QStringLiteral("HH:mm:ss.zzz"));
        case LogModel::LevelColumn:
            return shownLevel(line.level);
        default:
            return QString::fromStdString(line.text);
    }
}

QString tip(const LogLine& line) {
    return plainToolTip(QStringLiteral("%1\n%2").arg(
        QLocale().toString(timeOf(line), QLocale::LongFormat), QString::fromStdString(line.text)));
}

}  // namespace

void LogModel::append(const std::vector<LogLine>& lines) {
    if (lines.empty()) return;
    std::vector<LogLine> added;
    const std::uint64_t missing = lines.front().number - last_number_ - 1;
    if (missing > 0) {
        const QString text = tr("Earlier lines, no longer kept: %L1").arg(missing);
        added.push_back(
            {last_number_ + 1, lines.front().time, LogLevel::Debug, text.toStdString()});
    }
    added.insert(added.end(), lines.begin(), lines.end());
    if (added.size() > kMostLines)
        added.erase(added.begin(), added.end() - static_cast<std::ptrdiff_t>(kMostLines));
    makeRoomFor(added.size());
    const int first = rowCount();
    beginInsertRows({}, first, first + int(added.size()) - 1);
    std::ranges::move(added, std::back_inserter(lines_));
    last_number_ = lines.back().number;
    endInsertRows();
}

void LogModel::makeRoomFor(std::size_t count) {
    if (lines_.size() + count <= kMostLines) return;
    const auto surplus = static_cast<std::ptrdiff_t>(lines_.size() + count - kMostLines);
    beginRemoveRows({}, 0, int(surplus) - 1);
    lines_.erase(lines_.begin(), lines_.begin() + surplus);
    endRemoveRows();
}

void LogModel::clear() {
    beginResetModel();
    lines_.clear();
    endResetModel();
}

int LogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(lines_.size());
}

int LogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(kColumns);
}

QVariant LogModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const LogLine& at = line(index.row());
    if (role == Qt::DisplayRole) return shown(at, index.column());
    if (role == Qt::ToolTipRole) return tip(at);
    if (role == Qt::ForegroundRole) return levelColour(at.level, QGuiApplication::palette());
    return {};
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == TimeColumn ? tr("Time") : section == LevelColumn ? tr("Level") : tr("Text");
}

QString shownLevel(LogLevel level) {
    switch (level) {
        case LogLevel::Debug:
            return LogModel::tr("Detail");
        case LogLevel::Info:
            return LogModel::tr("Note");
        case LogLevel::Warning:
            return LogModel::tr("Warning");
        case LogLevel::Error:
            break;
    }
    return LogModel::tr("Error");
}

QColor levelColour(LogLevel level, const QPalette& palette) {
    constexpr int kMiddle = 128;
    const bool dark = palette.color(QPalette::Base).lightness() < kMiddle;
    switch (level) {
        case LogLevel::Debug: {
            QColor quiet = palette.color(QPalette::Text);
            quiet.setAlphaF(0.65F);
            return quiet;
        }
        case LogLevel::Info:
            return palette.color(QPalette::Text);
        case LogLevel::Warning:
            return dark ? QColor(0xffb74d) : QColor(0x8a5300);
        case LogLevel::Error:
            break;
    }
    return dark ? QColor(0xff8a80) : QColor(0xb3261e);
}

}  // namespace faceloom
