// The model or checkpoint whose weights a run begins with, typed or chosen. Empty: random weights.
#pragma once

#include <QString>
#include <QWidget>
#include <string>

class QLineEdit;

namespace faceloom {

class StartFromEdit : public QWidget {
    Q_OBJECT
public:
    explicit StartFromEdit(QWidget* parent = nullptr);

    // In the file system's encoding; without blanks at its ends, but as it was set until it is
    // edited.
    [[nodiscard]] std::string path() const;
    void setPath(const std::string& path);

private:
    void choose();

    QLineEdit* line_;
    std::string given_;   // by setPath
    QString given_text_;  // as the line shows it
};

}  // namespace faceloom
