// The window's sessions: their menu entries and dialogs, the title's mark, what an earlier program
// has left, and pictures that bring their faces back.
#pragma once

#include "ui/base/message_bar.h"
#include "ui/session/session_document.h"

#include <QObject>
#include <QString>
#include <functional>
#include <optional>
#include <vector>

class QAction;
class QMainWindow;
class QMenu;

namespace faceloom {

class LatentController;
class SessionAutosave;

class WindowSessions : public QObject {
    Q_OBJECT
public:
    WindowSessions(QMainWindow* window, const ExplorerModels& models, LatentController* latents,
                   MessageBar* messages);

    void addTo(QMenu* file_menu);
    // From now on the session is kept in `folder`, and what was left there is offered.
    void keepIn(const QString& folder);
    // Whether the path is a session's or a picture's; it is then being opened.
    bool open(const QString& path);
    // False: the user is asked first, and the window closes itself when the answer allows it.
    [[nodiscard]] bool mayClose();
    void closed();  // what has no name yet stays for the next start
    // What pictures of the present session carry besides their faces.
    [[nodiscard]] Provenance provenance() const;

signals:
    void opened();    // a session or a picture's, with its model
    void nameGone();  // what is here has no file any more
    void saved();
    void pictureRestored(const faceloom::Provenance& provenance);

private:
    void connectDocument();
    void connectModels();
    // About the model of what is to be opened; an earlier such offer no longer holds.
    void offerModel(const QString& text, const std::vector<MessageBar::Answer>& answers);
    // Does nothing once the offer no longer holds: something else was opened, or asked about.
    [[nodiscard]] std::function<void()> forThisQuestion(std::function<void()> act);
    void useModel(const QString& model, bool all_the_same);
    void save();
    void saveAs();
    void saveTo(const QString& chosen);
    void chooseSession();
    void chooseModel();
    // What would be lost; none: it is in its file, or nothing was made.
    [[nodiscard]] std::optional<ExplorerSession> unsaved() const;
    bool openOr(const QString& path, std::function<void()> called_off);
    void openSession(const QString& path, std::function<void()> called_off = {});
    // Asks, if anything would be lost. `then` follows at once, or when it is saved or given up;
    // `called_off` when it is neither.
    void askFirst(std::function<void()> then, std::function<void()> called_off = {});
    void ask(std::function<void()> then, std::function<void()> called_off = {});
    void notSaved();
    void offerLeftover();
    void recover(const QString& file);
    void offerAgain();  // where restoring it came to nothing
    void showTitle();

    QMainWindow* window_;
    ExplorerModels models_;
    LatentController* latents_;
    MessageBar* messages_;
    SessionDocument* document_;
    SessionAutosave* autosave_ = nullptr;
    QString recovering_;                       // left by an earlier program, being restored
    int model_offer_ = 0;                      // the number of the last one that still holds
    std::function<void()> offer_model_again_;  // an answer to it was called off
    bool named_ = false;                       // the title is the session's
    bool close_anyway_ = false;
    // What was asked for before saving, and what where that is called off or fails.
    std::function<void()> when_saved_, when_not_;
    QAction* save_ = nullptr;
    QAction* save_as_ = nullptr;
};

}  // namespace faceloom
