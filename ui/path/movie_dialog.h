// Saves a path as a movie, as PNG frames or as one sheet: chooses format, size and speed, writes
// off the event loop, and can be cancelled meanwhile.
#pragma once

#include "core/base/latest_worker.h"
#include "core/base/result.h"
#include "core/imaging/movie_writer.h"
#include "core/latent/latent_path.h"
#include "core/latent/latent_studio.h"
#include "core/latent/provenance.h"
#include "ui/base/gui_queue.h"

#include <QDialog>
#include <stop_token>

class QComboBox;
class QDoubleSpinBox;
class QBoxLayout;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace faceloom {

class MovieDialog : public QDialog {
    Q_OBJECT
public:
    // A path that passes check(), of the studio's latent size. `shared`: what PNG pictures of it
    // carry besides its faces; without a model's hash they carry nothing.
    MovieDialog(LatentStudio studio, LatentPath path, Provenance shared, QWidget* parent = nullptr);
    ~MovieDialog() override;  // stops a movie that is being written

    void reject() override;  // cancels what is being written; closes where nothing is

signals:
    void messageRaised(const QString& text, bool is_error);
    void saved(const QString& path);

private:
    struct Job {
        MovieOptions options;
        LatentPath path;
        std::stop_token stop;
    };
    void buildOptions(QFormLayout* form);
    void buildFile(QFormLayout* form);
    void buildButtons(QBoxLayout* layout);
    [[nodiscard]] MovieFormat format() const;
    void takeFormat();  // its ending in the name, and the speeds it can show
    void showSize();
    void browse();
    void save();
    void setWriting(bool writing);
    void write(const Job& job);  // on the worker's thread
    void finish(const Job& job, const Status& written);

    LatentStudio studio_;
    LatentPath path_;
    Provenance shared_;
    std::stop_source stop_;
    bool writing_ = false;
    QComboBox* format_ = nullptr;
    QSpinBox* scale_ = nullptr;
    QDoubleSpinBox* speed_ = nullptr;
    QLabel* size_ = nullptr;
    QLineEdit* file_ = nullptr;
    QPushButton* browse_ = nullptr;
    QProgressBar* progress_ = nullptr;
    QPushButton* save_ = nullptr;
    QPushButton* cancel_ = nullptr;
    GuiQueue to_gui_;
    LatestWorker<Job> writer_;  // last: it stops before the rest goes
};

}  // namespace faceloom
