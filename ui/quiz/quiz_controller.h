// Gets a quiz's pictures ready, has the machines take it, keeps what was answered; all of it off
// the event loop. Lives on the GUI thread.
#pragma once

#include "core/latent/latent_studio.h"
#include "core/quiz/quiz_file.h"
#include "core/quiz/quiz_pictures.h"
#include "ui/base/answer_channel.h"
#include "ui/base/cancellable_worker.h"
#include "ui/training/training_pictures.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace faceloom {

// Ready to be gone through; immutable.
struct QuizRound {
    QuizPictures pictures;
    std::vector<QImage> real;
    std::vector<QImage> generated;

    // Of one question, from left to right.
    [[nodiscard]] std::vector<QImage> facesOf(std::size_t item) const;
};

class QuizController : public QObject {
    Q_OBJECT
public:
    // `reader`: an attribute reader's file. `folder`: where takings are kept, see quizFolder().
    QuizController(std::filesystem::path reader, std::filesystem::path folder,
                   QObject* parent = nullptr);

    // The model whose faces are asked about from now on. If it lies in a run's folder, the pictures
    // that the run held out are the real ones, unless keepSet() was called.
    void setStudio(const LatentStudio& studio);
    [[nodiscard]] const std::optional<LatentStudio>& studio() const { return studio_; }
    // The next models are asked about with the same real pictures.
    void keepSet() { keeps_set_ = true; }
    void useHeldOut();  // nothing where there are none
    void usePictures(const TrainingPictures& pictures);

    [[nodiscard]] bool hasPictures() const { return !std::holds_alternative<None>(source_); }
    [[nodiscard]] bool canUseHeldOut() const { return held_out_.has_value(); }
    // Which pictures, and whether the model knows them: a sentence or two.
    [[nodiscard]] QString describePictures() const;

    // Answers with prepared or failed; what was asked before is given up.
    void prepare(const QuizPlan& plan);
    void cancel();
    [[nodiscard]] bool preparing() const { return preparing_; }
    [[nodiscard]] const std::shared_ptr<const QuizRound>& round() const { return round_; }
    // Why a machine could not take the test that was prepared last, a line each.
    [[nodiscard]] const QStringList& absentMachines() const { return absent_; }

    // All that are kept, the oldest first.
    [[nodiscard]] const std::vector<QuizTake>& takes() const { return takes_; }
    // Replaces the one whose file has the same name.
    void keep(const QuizTake& take);
    void remove(const std::vector<QuizTake>& takes);
    // One row an answer; and beside it, NAME-summary.csv, one a taking.
    void exportCsv(const std::vector<QuizTake>& takes, const std::filesystem::path& file);

signals:
    void changed();  // the model, the pictures, whether something is prepared
    void progressed(std::size_t done, std::size_t total);
    void prepared();
    void failed(const QString& message);
    void takesChanged();
    void messageRaised(const QString& text, bool is_error);

private:
    struct None {};
    struct HeldOut {
        ModelInfo model;
        HeldOutOf what;
        QString data;
    };
    using Source = std::variant<None, HeldOut, TrainingPictures>;
    struct Opened;
    struct Wanted {
        QuizPlan plan;
        LatentStudio studio;
        Source source;
        std::filesystem::path reader;
    };
    struct Looked {
        HeldOutOf what;
        QString data;
    };

    void takeHeldOut(const Result<Looked>& looked);
    void setSource(Source source);
    [[nodiscard]] Result<RealPictures> open(const Wanted& wanted, const std::stop_token& stop);
    void carryOut(const Wanted& wanted, Opened& opened, const std::stop_token& stop);
    void haveMachinesTake(const Wanted& wanted, const RealPictures& real,
                          const QuizPictures& pictures, const std::stop_token& stop);
    void takeRound(std::shared_ptr<const QuizRound> round);
    void fail(const QString& message);
    void runInOrder(std::function<Status()> work, const QString& done = {});

    std::filesystem::path reader_;
    std::filesystem::path folder_;
    std::optional<LatentStudio> studio_;
    Source source_;
    std::optional<HeldOut> held_out_;  // by the run of the model
    bool keeps_set_ = false;
    bool preparing_ = false;
    std::shared_ptr<const QuizRound> round_;
    QStringList absent_;
    std::vector<QuizTake> takes_;
    std::shared_ptr<Opened> opened_;  // used by the worker below only
    GuiQueue to_gui_;
    // The last three stop before the rest goes.
    AnswerChannel<ModelInfo, Looked> looker_;
    CancellableWorker worker_;
    QThreadPool files_;  // one after another, none dropped
};

}  // namespace faceloom
