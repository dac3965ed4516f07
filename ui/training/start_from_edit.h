// The model or checkpoint whose weights a run begins with, typed or chosen. Empty: random weights.
#pragma once

#include <QWidget>
#include <string>

class QLineEdit;

namespace faceloom {

class StartFromEdit : public QWidget {
    Q_OBJECT
public:
    explicit StartFromEdit(QWidget* parent = nullptr);

    [[nodiscard]] std::string path() const;  // in the file system's encoding
    void setPath(const std::string& path);

private:
    void choose();

    QLineEdit* line_;
};

}  // namespace faceloom
