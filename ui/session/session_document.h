// The session that is open: reads and writes it off the event loop, finds its model, knows whether
// it was changed. Pictures that carry their faces are taken in the same way. Lives on the GUI
// thread.
#pragma once

#include "core/base/latest_worker.h"
#include "ui/base/gui_queue.h"
#include "ui/session/session_state.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace faceloom {

class LatentController;

class SessionDocument : public QObject {
    Q_OBJECT
public:
    SessionDocument(const ExplorerModels& models, LatentController* latents,
                    QObject* parent = nullptr);

    [[nodiscard]] QString path() const { return path_; }       // empty: it has no name yet
    [[nodiscard]] bool modified() const { return modified_; }  // since it was opened or saved
    [[nodiscard]] bool waiting() const { return waiting_.has_value(); }  // for its model
    // Nothing while no model is open.
    [[nodiscard]] std::optional<ExplorerSession> current() const;

    // With a session's ending.
    [[nodiscard]] static QString fileNamed(const QString& name);
    void save(const QString& file);
    // Nothing changes before all of it was read and its model is open. `recovered`: from a file
    // that is not its own, so that it has no name.
    void open(const QString& path, bool recovered = false);
    void openPicture(const QString& png);
    // The model of what waits for one (modelNeeded, modelDiffers). `all_the_same`: though it is
    // another one.
    void useModel(const QString& model, bool all_the_same);

signals:
    void changed();  // what it holds, its name, or whether it is modified
    void saved(const QString& path);
    void opened(const QString& path);
    void pictureRestored(const faceloom::Provenance& provenance);
    void modelNeeded(const QString& text);
    void modelDiffers(const QString& text, const QString& model);
    // After either, and opened for whatever reason: the file can be opened now.
    void modelCame(const QString& file);
    // What the user was asked about a model holds no longer.
    void nothingWaits();
    void messageRaised(const QString& text, bool is_error);

private:
    // Read, and waiting for its model.
    struct Waiting {
        QString file;
        ModelReference model;
        std::function<void()> restore;
    };
    // For the model of what is read.
    using Read = std::function<Result<Waiting>()>;
    struct Search {
        Read read;
        std::vector<std::filesystem::path> candidates;
        bool located = false;  // by the user: nothing else is meant
    };
    struct Job {
        Search search;
        std::string open_hash;  // of the model that is open
        std::filesystem::path open;
    };
    // What was found out off the event loop.
    struct Found {
        Result<Waiting> read;
        std::filesystem::path model;  // with the right hash, where there is one
        std::filesystem::path other;  // else one in its place
        ModelReference other_reference = {};
        // Nothing was looked for: the right one was open when it was asked for.
        std::optional<Search> search = std::nullopt;
    };
    [[nodiscard]] static Found find(const Job& job);
    void submit(Search search);
    void take(const Found& found);
    void takeModel(const ModelInfo& info);
    void restoreOn(const ModelInfo& model, Waiting waiting);  // where its latents fit
    void stopWaiting();
    void restorePicture(const QString& png, const Provenance& provenance);
    void refresh();

    ExplorerModels models_;
    LatentController* latents_;
    QString path_;
    ExplorerSession kept_;  // as opened or saved; and what the panes do not hold themselves
    bool modified_ = false;
    std::optional<Waiting> waiting_;
    bool asked_ = false;              // for its model, which has not been told yet
    std::filesystem::path accepted_;  // model for what waits, though it is another one
    QTimer refresh_timer_;            // several changes at once are looked at once
    GuiQueue to_gui_;
    LatestWorker<Job> reader_;  // last two: they stop before the rest goes
    LatestWorker<std::pair<std::filesystem::path, ExplorerSession>> writer_;
};

}  // namespace faceloom
