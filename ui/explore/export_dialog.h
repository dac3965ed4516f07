// Saves what was found as a PNG: chooses what, how large, plain or with captions, and shows the
// sheet as it will be.
#pragma once

#include "core/base/latest_worker.h"
#include "core/base/result.h"
#include "core/imaging/contact_sheet.h"
#include "core/latent/provenance.h"
#include "ui/base/gui_queue.h"

#include <QDialog>
#include <QImage>
#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace faceloom {

enum class ExportKind { Grid, Arithmetic, Strip, Face, Photograph };
inline constexpr int kExportKinds = 5;

struct ExportSheet {
    QString file_name;  // suggested, without a folder
    int columns = 6;
    std::vector<SheetTile> tiles;  // empty: nothing to save yet
    Provenance provenance = {};    // travels inside the picture; nothing without a model's hash
};
using ExportSheets = std::array<ExportSheet, kExportKinds>;  // by ExportKind

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(ExportSheets sheets, ExportKind kind, QWidget* parent = nullptr);

signals:
    void messageRaised(const QString& text, bool is_error);
    void saved(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void reject() override;  // not while it saves

private:
    struct Job {
        std::vector<SheetTile> tiles;
        SheetStyle style;
        Provenance provenance;
        std::filesystem::path save_to;  // empty: only look
    };
    void buildOptions(QFormLayout* form);
    void buildFile(QFormLayout* form);
    [[nodiscard]] const ExportSheet& sheet() const;
    [[nodiscard]] Job job() const;
    void suggestName();
    void askForPreview();
    void browse();
    void save();
    void setSaving(bool saving);
    [[nodiscard]] QString fileName() const;  // with its ending
    void showPreview(std::uint64_t id, const QImage& image, QSize size);
    void finishSaving(const std::filesystem::path& path, const Status& written);
    void fitPreview();

    ExportSheets sheets_;
    QImage preview_image_;
    std::uint64_t newest_preview_ = 0;
    QWidget* options_ = nullptr;  // all that can be chosen
    QComboBox* what_ = nullptr;
    QCheckBox* captions_ = nullptr;
    QSpinBox* scale_ = nullptr;
    QLineEdit* path_ = nullptr;
    QLabel* size_ = nullptr;
    QLabel* preview_ = nullptr;
    QPushButton* save_ = nullptr;
    QPushButton* cancel_ = nullptr;
    bool saving_ = false;
    GuiQueue to_gui_;
    LatestWorker<Job> previewer_;  // last two: they stop before the rest goes
    LatestWorker<Job> saver_;
};

}  // namespace faceloom
