#include "ui/session/session_document.h"

#include "core/base/sha256.h"
#include "core/base/shipped_models.h"
#include "ui/base/native_path.h"
#include "ui/base/recent_paths.h"
#include "ui/directions/direction_edit.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/result_history.h"
#include "ui/path/path_edit.h"

#include <QFile>
#include <QFileInfo>
#include <exception>

namespace faceloom {
namespace {

namespace fs = std::filesystem;

QString shown(const fs::path& path) {
    return QFile::decodeName(path.string().c_str());
}

QString shown(const std::string& text) {
    return QString::fromStdString(text);
}

std::vector<fs::path> knownModels() {
    std::vector<fs::path> models;
    for (const QString& path : recentModels().paths())
        models.push_back(nativePath(path));
    models.push_back(shippedGenerator());
    return models;
}

// Nothing where it is no model of ours.
std::optional<ModelReference> lookAt(const fs::path& path) {
    const auto info = readModelInfo(path);
    if (!info) return std::nullopt;
    auto hash = sha256OfFile(info->path);
    if (!hash) return std::nullopt;
    return ModelReference{std::move(*hash), info->path.string(), info->network.latent_size};
}

}  // namespace

SessionDocument::SessionDocument(const ExplorerModels& models, LatentController* latents,
                                 QObject* parent)
    : QObject(parent),
      models_(models),
      latents_(latents),
      reader_([this](std::uint64_t, const Job& job) {
          to_gui_.post([this, found = find(job)] { take(found); });
      }),
      writer_([this](std::uint64_t, const std::pair<fs::path, ExplorerSession>& job) {
          Status written;
          try {
              written = writeSession(job.first, job.second);
          } catch (const std::exception& error) {
              written = fail(ErrorCode::Internal, "{}: {}", job.first.string(), error.what());
          }
          to_gui_.post([this, written, file = shown(job.first), session = job.second] {
              if (!written) {
                  emit messageRaised(shown(written.error().message), true);
                  return;
              }
              path_ = file;
              kept_ = session;
              refresh();
              emit saved(file);
          });
      }) {
    refresh_timer_.setSingleShot(true);
    connect(&refresh_timer_, &QTimer::timeout, this, &SessionDocument::refresh);
    const auto soon = [this] { refresh_timer_.start(); };
    connect(models_.sets, &FaceSets::gridChanged, this, soon);
    connect(models_.sets, &FaceSets::setsChanged, this, soon);
    connect(models_.sets, &FaceSets::picksChanged, this, soon);
    connect(models_.sets, &FaceSets::formulaChanged, this, soon);
    connect(models_.sets, &FaceSets::renormalizedChanged, this, soon);
    connect(models_.path, &PathEdit::pathChanged, this, soon);
    connect(models_.path, &PathEdit::speedChanged, this, soon);
    connect(models_.directions, &DirectionEdit::amountsChanged, this, soon);
    connect(models_.history, &ResultHistory::changed, this, soon);
    // Not at once: the panes take the model's latent size first, and drop what does not fit it.
    connect(latents_, &LatentController::modelOpened, this, [this](const ModelInfo& info) {
        QMetaObject::invokeMethod(
            this,
            [this, hash = info.sha256] {
                const ModelInfo* open = latents_->modelInfo();  // another one by now, perhaps
                if (open != nullptr && open->sha256 == hash) takeModel(*open);
            },
            Qt::QueuedConnection);
    });
    connect(latents_, &LatentController::openingFailed, this, [this] {
        if (waiting_ && !asked_ && !latents_->opening()) stopWaiting();
    });
}

std::optional<ExplorerSession> SessionDocument::current() const {
    const ModelInfo* info = latents_->modelInfo();
    if (info == nullptr) return std::nullopt;
    ExplorerSession session = kept_;
    gatherInto(session, models_, *info);
    return session;
}

void SessionDocument::refresh() {
    const auto now = current();
    modified_ = !path_.isEmpty() && now && !(*now == kept_);
    emit changed();
}

QString SessionDocument::fileNamed(const QString& name) {
    const QLatin1String ending(kSessionEnding);
    return name.endsWith(ending, Qt::CaseInsensitive) ? name : name + ending;
}

void SessionDocument::save(const QString& file) {
    if (const auto session = current())
        writer_.submit({nativePath(file), *session});
    else
        emit messageRaised(tr("There is no session to save before a model is open."), true);
}

void SessionDocument::open(const QString& path, bool recovered) {
    const fs::path file = nativePath(path);
    submit({[this, path, file, recovered]() -> Result<Waiting> {
                auto session = readSession(file);
                if (!session) return passOn(session);
                const ModelReference model = session->model;
                return Waiting{path, model, [this, path, recovered, session = std::move(*session)] {
                                   restoreSession(session, models_);
                                   path_ = recovered ? QString() : path;
                                   kept_ = session;
                                   // The model may be another, or elsewhere: that is no change.
                                   if (const auto now = current()) kept_ = *now;
                                   refresh();
                                   emit opened(path);
                               }};
            },
            knownModels()});
}

void SessionDocument::openPicture(const QString& png) {
    const fs::path file = nativePath(png);
    submit({[this, png, file]() -> Result<Waiting> {
                const auto provenance = readProvenance(file);
                if (!provenance) return passOn(provenance);
                return Waiting{png, provenance->model, [this, png, provenance = *provenance] {
                                   restorePicture(png, provenance);
                               }};
            },
            knownModels()});
}

void SessionDocument::useModel(const QString& model, bool all_the_same) {
    if (!waiting_) {
        emit messageRaised(tr("Nothing waits for a model any more."), false);
        return;
    }
    const fs::path path = nativePath(model);
    asked_ = false;
    if (all_the_same) {
        accepted_ = path;
        latents_->openModel(path);
        return;
    }
    submit({[waiting = *waiting_]() -> Result<Waiting> { return waiting; }, {path}, true});
}

void SessionDocument::submit(Search search) {
    Job job{std::move(search), {}, {}};
    if (const ModelInfo* info = latents_->modelInfo()) {
        job.open_hash = info->sha256;
        job.open = info->path;
    }
    reader_.submit(std::move(job));
}

SessionDocument::Found SessionDocument::find(const Job& job) {
    try {
        Found found{job.search.read(), {}, {}, {}};
        if (!found.read) return found;
        if (found.read->model.sha256 == job.open_hash) {
            found.search = {[read = found.read] { return read; }, job.search.candidates,
                            job.search.located};
            found.search->candidates.push_back(job.open);
            return found;
        }
        const fs::path was = found.read->model.path;
        const bool located = job.search.located;
        std::vector<fs::path> candidates;
        if (!located && !was.empty())
            candidates = {was, nativePath(found.read->file).parent_path() / was.filename()};
        candidates.insert(candidates.end(), job.search.candidates.begin(),
                          job.search.candidates.end());
        for (const fs::path& candidate : candidates) {
            const auto model = lookAt(candidate);
            if (!model) continue;
            if (model->sha256 == found.read->model.sha256) {
                found.model = candidate;
                return found;
            }
            if (found.other.empty() && (located || candidate == was)) {
                found.other = candidate;
                found.other_reference = *model;
            }
        }
        return found;
    } catch (const std::exception& error) {
        return {fail(ErrorCode::Internal, "it could not be opened: {}", error.what()), {}, {}, {}};
    }
}

void SessionDocument::take(const Found& found) {
    if (!found.read) {
        emit messageRaised(shown(found.read.error().message), true);
        return;
    }
    stopWaiting();  // for the model of an earlier one
    const ModelReference& wanted = found.read->model;
    const ModelInfo* open = latents_->modelInfo();
    if (open != nullptr && open->sha256 == wanted.sha256) {
        latents_->keepOpen();
        restoreOn(*open, *found.read);
        return;
    }
    if (found.search) {  // another one was opened meanwhile
        submit(*found.search);
        return;
    }
    waiting_ = *found.read;
    asked_ = found.model.empty();
    const QString file = QFileInfo(waiting_->file).fileName();
    const QString hash = shown(shortHash(wanted.sha256));
    if (!found.model.empty()) {
        latents_->openModel(found.model);
    } else if (!found.other.empty() && found.other_reference.latent_size != wanted.latent_size) {
        stopWaiting();
        emit messageRaised(tr("%1 needs a model that takes %2 numbers; %3 takes %4.")
                               .arg(file)
                               .arg(wanted.latent_size)
                               .arg(shown(found.other))
                               .arg(found.other_reference.latent_size),
                           true);
    } else if (!found.other.empty()) {
        emit modelDiffers(tr("%1 was made with model %2; %3 is another one, %4.")
                              .arg(file, hash, shown(found.other),
                                   shown(shortHash(found.other_reference.sha256))),
                          shown(found.other));
    } else {
        const QString where =
            wanted.path.empty() ? QString() : tr(" It was %1.").arg(shown(wanted.path));
        QString text = tr("%1 was made with model %2 (%3 numbers), which is not here.%4")
                           .arg(file, hash)
                           .arg(wanted.latent_size)
                           .arg(where);
        if (open != nullptr) {
            text += tr(" Open is %1 (%2 numbers).")
                        .arg(shown(shortHash(open->sha256)))
                        .arg(open->network.latent_size);
        }
        emit modelNeeded(text);
    }
}

void SessionDocument::takeModel(const ModelInfo& info) {
    refresh_timer_.start();
    if (!waiting_) return;
    const QString file = waiting_->file;
    const QString name = QFileInfo(file).fileName();
    const bool accepted = !accepted_.empty() && resolveModelPath(accepted_) == info.path;
    if (info.sha256 != waiting_->model.sha256 && !accepted) {
        if (asked_ || latents_->opening()) return;
        stopWaiting();
        emit messageRaised(tr("%1 was not opened: another model was, meanwhile.").arg(name), true);
    } else if (asked_) {
        stopWaiting();
        emit modelCame(file);
    } else {
        restoreOn(info, *waiting_);
    }
}

void SessionDocument::restoreOn(const ModelInfo& model, Waiting waiting) {
    stopWaiting();
    if (model.network.latent_size == waiting.model.latent_size) {
        waiting.restore();
        return;
    }
    emit messageRaised(tr("%1 needs a model that takes %2 numbers; this one takes %3.")
                           .arg(QFileInfo(waiting.file).fileName())
                           .arg(waiting.model.latent_size)
                           .arg(model.network.latent_size),
                       true);
}

void SessionDocument::stopWaiting() {
    waiting_.reset();
    accepted_.clear();
    emit nothingWaits();
}

void SessionDocument::restorePicture(const QString& png, const Provenance& provenance) {
    const QString name = QFileInfo(png).fileName();
    const QString text = tr("restore %1").arg(name);
    const bool has_sets = provenance.arithmetic && !provenance.arithmetic->sets.empty();
    const GridSeed grid = provenance.grid.value_or(models_.sets->grid());
    QUndoStack* undo_stack = models_.sets->undoStack();
    undo_stack->beginMacro(text);
    if (has_sets) {
        models_.sets->restore(stateFrom(grid, *provenance.arithmetic), text);
    } else {
        models_.sets->setSeed(grid.seed);
        models_.sets->setTruncation(grid.truncation);
    }
    if (provenance.path) models_.path->setPath(*provenance.path, text);
    // Of a sheet that seed, sets and path do not give back, and of a single face.
    if (provenance.faces.size() == 1 || (!provenance.grid && !has_sets && !provenance.path))
        models_.history->keepAll(entriesFrom(provenance.faces, tr("from %1").arg(name)), text);
    undo_stack->endMacro();
    emit pictureRestored(provenance);
    emit messageRaised(tr("%1 is restored; undo brings back what was here.").arg(name), false);
}

}  // namespace faceloom
