// The folder that a run is kept in, typed or chosen. Empty: a new one for each run.
#pragma once

#include <QString>
#include <QWidget>

class QLineEdit;

namespace faceloom {

class RunFolderEdit : public QWidget {
    Q_OBJECT
public:
    explicit RunFolderEdit(QWidget* parent = nullptr);

    [[nodiscard]] QString folder() const;  // also while it is typed
    void setFolder(const QString& folder);
    // What is typed counts, as when the line is left.
    void commit();

signals:
    // Set, chosen, cleared, or typed and the line left.
    void folderChanged(const QString& folder);

private:
    void choose();

    QLineEdit* line_;
    QString announced_;
};

}  // namespace faceloom
