#include "ui/quiz/quiz_controller.h"

#include "core/base/atomic_file.h"
#include "core/quiz/quiz_judges.h"
#include "core/train/run_folder.h"
#include "ui/base/image_convert.h"

#include <QDateTime>
#include <QFile>
#include <algorithm>
#include <utility>

namespace faceloom {

namespace fs = std::filesystem;

namespace {

std::string now() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
}

std::vector<QImage> toImages(const std::vector<RgbImage>& pictures) {
    std::vector<QImage> images;
    for (const RgbImage& picture : pictures)
        images.push_back(toQImage(picture));
    return images;
}

fs::path summaryFile(const fs::path& file) {
    fs::path summary = file;
    summary.replace_filename(file.stem().string() + "-summary" + file.extension().string());
    return summary;
}

}  // namespace

// What the last set was taken from: another set, person or model is then ready at once.
struct QuizController::Opened {
    std::optional<RealPictures> real;
    int image_size = 0;  // of the model it was opened for
};

std::vector<QImage> QuizRound::facesOf(std::size_t item) const {
    const QuizItem& asked = pictures.items.at(item);
    std::vector<QImage> faces;
    if (asked.real >= 0) faces.push_back(real.at(static_cast<std::size_t>(asked.real)));
    if (asked.generated >= 0) {
        faces.insert(asked.isPair() && asked.real_first ? faces.end() : faces.begin(),
                     generated.at(static_cast<std::size_t>(asked.generated)));
    }
    return faces;
}

QuizController::QuizController(fs::path reader, fs::path folder, QObject* parent)
    : QObject(parent),
      reader_(std::move(reader)),
      folder_(std::move(folder)),
      opened_(std::make_shared<Opened>()),
      looker_(
          [](const ModelInfo& model) -> Result<Looked> {
              const auto what = heldOutBy(model);
              if (!what) return passOn(what);
              const auto run = RunFolder(runFolderOf(model)).readDescription();
              if (!run) return passOn(run);
              return Looked{*what, QString::fromStdString(run->data_name)};
          },
          [this](const Result<Looked>& looked) { takeHeldOut(looked); }),
      worker_([this](const QString& what) { fail(what); }) {
    files_.setMaxThreadCount(1);
    files_.start([this, folder = folder_] {
        auto kept = std::make_shared<KeptTakes>(readTakes(folder));
        to_gui_.post([this, kept] {
            takes_.insert(takes_.begin(), kept->takes.begin(), kept->takes.end());
            for (const std::string& problem : kept->problems)
                emit messageRaised(QString::fromStdString(problem), true);
            emit takesChanged();
        });
    });
}

void QuizController::setStudio(const LatentStudio& studio) {
    studio_ = studio;
    if (held_out_ && runFolderOf(held_out_->model) != runFolderOf(studio.info())) held_out_.reset();
    looker_.ask(studio.info());
    emit changed();
}

void QuizController::takeHeldOut(const Result<Looked>& looked) {
    held_out_.reset();
    if (looked) held_out_ = HeldOut{studio_->info(), looked->what, looked->data};
    const auto* before = std::get_if<HeldOut>(&source_);
    const bool same = before != nullptr && held_out_ && before->what == held_out_->what;
    if (held_out_ && !keeps_set_ && !same) setSource(*held_out_);
    emit changed();
}

void QuizController::useHeldOut() {
    keeps_set_ = false;
    if (held_out_) setSource(*held_out_);
}

void QuizController::usePictures(const TrainingPictures& pictures) {
    keeps_set_ = false;
    setSource(pictures);
}

void QuizController::setSource(Source source) {
    source_ = std::move(source);
    opened_ = std::make_shared<Opened>();
    emit changed();
}

QString QuizController::describePictures() const {
    if (const auto* held_out = std::get_if<HeldOut>(&source_)) {
        const QString which =
            tr("%L1 pictures of %2").arg(held_out->what.count).arg(held_out->data);
        if (held_out_ && held_out_->what == held_out->what)
            return tr("%1 that this run held out of its training: the model never saw them.")
                .arg(which);
        return tr("%1 that the run before held out. This model may have been trained on them.")
            .arg(which);
    }
    if (const auto* chosen = std::get_if<TrainingPictures>(&source_))
        return tr("%1. This model may have been trained on them.").arg(nameOf(*chosen));
    return tr("none yet; choose a folder of face photographs.");
}

void QuizController::prepare(const QuizPlan& plan) {
    if (!studio_ || !hasPictures()) return;
    preparing_ = true;
    absent_.clear();
    const Wanted wanted{plan, *studio_, source_, reader_};
    worker_.start([this, wanted, opened = opened_](const std::stop_token& stop) {
        carryOut(wanted, *opened, stop);
    });
    emit changed();
}

void QuizController::cancel() {
    worker_.cancel();
    if (!std::exchange(preparing_, false)) return;
    emit changed();
}

// On the worker's thread, as are the next three.
void QuizController::carryOut(const Wanted& wanted, Opened& opened, const std::stop_token& stop) {
    const int size = wanted.studio.imageSize();
    if (!opened.real || opened.image_size != size) {
        auto real = open(wanted, stop);
        if (!real) {
            const auto message = QString::fromStdString(real.error().message);
            return worker_.post(stop, [this, message] { fail(message); });
        }
        opened.real = std::move(*real);
        opened.image_size = size;
    }
    auto pictures = drawQuiz(wanted.plan, *opened.real, wanted.studio);
    if (!pictures) {
        // The file may be whole again next time.
        if (pictures.error().code == ErrorCode::BrokenFile) opened.real.reset();
        const auto message = QString::fromStdString(pictures.error().message);
        return worker_.post(stop, [this, message] { fail(message); });
    }
    auto round = std::make_shared<QuizRound>();
    round->real = toImages(pictures->real);
    round->generated = toImages(pictures->generated);
    round->pictures = std::move(*pictures);
    worker_.post(stop, [this, round] { takeRound(round); });
    haveMachinesTake(wanted, *opened.real, round->pictures, stop);
}

Result<RealPictures> QuizController::open(const Wanted& wanted, const std::stop_token& stop) {
    if (const auto* held_out = std::get_if<HeldOut>(&wanted.source))
        return heldOutPictures(held_out->model);
    TrainingPictures pictures = std::get<TrainingPictures>(wanted.source);
    const std::string name = nameOf(pictures).toStdString();
    const int size = wanted.studio.imageSize();
    if (auto* folder = std::get_if<PrepareOptions>(&pictures)) folder->image_size = size;
    if (auto* sketches = std::get_if<SketchPictures>(&pictures)) sketches->image_size = size;
    auto data = makeDataSource(std::move(pictures))(
        stop,
        [this, &stop](std::size_t done, std::size_t total) {
            worker_.post(stop, [this, done, total] { emit progressed(done, total); });
        },
        [](const std::string&) {});
    if (!data) return passOn(data);
    return allPictures(std::move(*data), name);
}

void QuizController::haveMachinesTake(const Wanted& wanted, const RealPictures& real,
                                      const QuizPictures& pictures, const std::stop_token& stop) {
    const auto take = [&](const Result<Judgement>& judged) {
        if (judged) {
            QuizTake taken = takeOf(pictures, *judged);
            taken.taken_at = now();
            return worker_.post(stop, [this, taken] { keep(taken); });
        }
        const QString why = QString::fromStdString(judged.error().message);
        worker_.post(stop, [this, why] {
            absent_ << why;
            emit takesChanged();
        });
    };
    take(judgeByDiscriminator(wanted.studio.info(), pictures));
    if (stop.stop_requested()) return;
    const auto reader = AttributeReader::open(wanted.reader);
    take(reader ? judgeByReader(*reader, wanted.studio, real, pictures, stop)
                : Result<Judgement>(passOn(reader)));
}

void QuizController::takeRound(std::shared_ptr<const QuizRound> round) {
    round_ = std::move(round);
    preparing_ = false;
    emit changed();
    emit prepared();
}

void QuizController::fail(const QString& message) {
    preparing_ = false;
    emit changed();
    emit failed(message);
}

void QuizController::keep(const QuizTake& take) {
    const std::string name = takeFileName(take);
    std::erase_if(takes_, [&](const QuizTake& other) { return takeFileName(other) == name; });
    takes_.push_back(take);
    emit takesChanged();
    runInOrder([take, folder = folder_] { return writeTake(folder, take); });
}

void QuizController::remove(const std::vector<QuizTake>& takes) {
    std::vector<fs::path> files;
    for (const QuizTake& take : takes) {
        const std::string name = takeFileName(take);
        std::erase_if(takes_, [&](const QuizTake& other) { return takeFileName(other) == name; });
        files.push_back(folder_ / name);
    }
    emit takesChanged();
    runInOrder([files]() -> Status {
        for (const fs::path& file : files) {
            std::error_code error;
            fs::remove(file, error);
            if (error) {
                return faceloom::fail(ErrorCode::WriteFailed, "{}: cannot be removed: {}",
                                      file.string(), error.message());
            }
        }
        return {};
    });
}

void QuizController::exportCsv(const std::vector<QuizTake>& takes, const fs::path& file) {
    const QString path = QFile::decodeName(file.c_str());
    runInOrder(
        [takes, file]() -> Status {
            if (auto status = writeTextAtomically(file, answersCsv(takes)); !status) return status;
            return writeTextAtomically(summaryFile(file), summaryCsv(takes));
        },
        tr("Saved %1, and the table beside it.").arg(path));
}

void QuizController::runInOrder(std::function<Status()> work, const QString& done) {
    files_.start([this, work = std::move(work), done] {
        const Status status = work();
        to_gui_.post([this, status, done] {
            if (!status)
                emit messageRaised(QString::fromStdString(status.error().message), true);
            else if (!done.isEmpty())
                emit messageRaised(done, false);
        });
    });
}

}  // namespace faceloom
