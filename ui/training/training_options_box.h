// How a run is trained: length, run folder and what can be left alone, folded away. Plain words,
// defaults filled in.
#pragma once

#include "core/train/run_folder.h"
#include "core/train/train_options.h"

#include <QString>
#include <QWidget>
#include <cstddef>
#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;
class QToolButton;

namespace faceloom {

class MeasuringOptions;
class RunFolderEdit;
class StartFromEdit;

class TrainingOptionsBox : public QWidget {
    Q_OBJECT
public:
    explicit TrainingOptionsBox(QWidget* parent = nullptr);
    ~TrainingOptionsBox() override;

    [[nodiscard]] TrainOptions options() const;
    // options() gives back what a field cannot show in full (1.23e-05, say) until it is changed.
    void setOptions(const TrainOptions& options);
    // At most so many pictures; 0: all.
    [[nodiscard]] std::size_t limit() const;

    // Empty: a new folder for each run.
    [[nodiscard]] QString runFolder() const;
    void setRunFolder(const QString& folder);
    // What is typed in the folder's line counts, as when the line is left.
    void commitRunFolder();
    // The folder holds a run: its options are shown, and what it can no longer change is locked.
    void setExistingRun(const std::optional<RunDescription>& run);
    // Side of a prepared file's pictures, which then cannot be chosen; 0: it can.
    void setFixedImageSize(int side);
    [[nodiscard]] int imageSize() const;

    // Under the user's documents, named by date and time, not there yet.
    [[nodiscard]] static QString newRunFolder();

signals:
    void runFolderChanged(const QString& folder);
    // By setOptions or of a run that is there: what the box showed before is gone.
    void optionsShown();
    void imageSizeChanged(int side);

private:
    void createMain(QFormLayout* form);
    void createNetwork(QFormLayout* form);
    void createBeyond(QFormLayout* form);
    void createRunning(QFormLayout* form);
    void lock();
    void fill(NetworkOptions& network) const;
    [[nodiscard]] TrainOptions unshown() const;
    [[nodiscard]] TrainOptions fields() const;

    QSpinBox* length_ = nullptr;
    QComboBox* length_unit_ = nullptr;
    RunFolderEdit* run_folder_ = nullptr;
    QLabel* run_hint_ = nullptr;
    QCheckBox* mirror_ = nullptr;
    QSpinBox* preview_every_ = nullptr;
    QToolButton* more_ = nullptr;
    QComboBox* image_size_ = nullptr;
    QSpinBox* latent_size_ = nullptr;
    QComboBox* output_ = nullptr;
    QSpinBox* batch_ = nullptr;
    QSpinBox* seed_ = nullptr;
    QDoubleSpinBox* learning_rate_ = nullptr;
    QComboBox* discriminator_ = nullptr;
    QCheckBox* augment_ = nullptr;
    QDoubleSpinBox* discriminator_rate_ = nullptr;
    QSpinBox* decay_steps_ = nullptr;
    QSpinBox* discriminator_first_ = nullptr;
    QDoubleSpinBox* weight_average_ = nullptr;
    StartFromEdit* start_from_ = nullptr;
    QSpinBox* checkpoint_every_ = nullptr;
    QSpinBox* keep_space_ = nullptr;
    QSpinBox* limit_ = nullptr;
    std::unique_ptr<MeasuringOptions> measuring_;
    QComboBox* device_ = nullptr;
    QComboBox* precision_ = nullptr;
    QSpinBox* threads_ = nullptr;
    std::optional<RunDescription> existing_;
    TrainOptions shown_;  // given last
    TrainOptions held_;   // what the fields made of them
    int fixed_image_size_ = 0;
};

}  // namespace faceloom
