#include "app/main_window_sessions.h"

#include "core/base/png_text.h"
#include "ui/base/recent_paths.h"
#include "ui/explore/latent_controller.h"
#include "ui/session/session_autosave.h"

#include <QAction>
#include <QDateTime>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <utility>

namespace faceloom {
namespace {

QString sessionFilter() {
    return WindowSessions::tr("Sessions (*.faceloom)");
}

}  // namespace

WindowSessions::WindowSessions(QMainWindow* window, const ExplorerModels& models,
                               LatentController* latents, MessageBar* messages)
    : QObject(window),
      window_(window),
      models_(models),
      latents_(latents),
      messages_(messages),
      document_(new SessionDocument(models, latents, this)) {
    connectDocument();
    connectModels();
}

void WindowSessions::connectDocument() {
    connect(document_, &SessionDocument::messageRaised, this,
            [this](const QString& text, bool is_error) {
                if (is_error) notSaved();
                messages_->showMessage(text, is_error);
            });
    connect(document_, &SessionDocument::pictureRestored, this, &WindowSessions::pictureRestored);
    connect(document_, &SessionDocument::pictureRestored, this, &WindowSessions::opened);
    connect(document_, &SessionDocument::opened, this, &WindowSessions::opened);
    connect(document_, &SessionDocument::changed, this, [this] {
        showTitle();
        if (autosave_ != nullptr) autosave_->schedule();
    });
    connect(document_, &SessionDocument::saved, this, [this](const QString& path) {
        recentModels().add(path);
        messages_->showMessage(tr("Saved %1").arg(path), false);
        emit this->saved();
        when_not_ = {};
        if (const auto then = std::exchange(when_saved_, {})) then();
    });
    connect(document_, &SessionDocument::opened, this, [this](const QString& path) {
        if (path != recovering_) {
            recentModels().add(path);
            return;
        }
        recovering_.clear();
        if (autosave_ == nullptr) return;
        autosave_->removeLeftover();
        autosave_->saveNow();
    });
    connect(document_, &SessionDocument::nothingWaits, this,
            [this] { messages_->withdraw(std::exchange(model_offer_, 0)); });
    connect(document_, &SessionDocument::nothingWaits, this, &WindowSessions::offerAgain,
            Qt::QueuedConnection);  // it may be restored in a moment
}

void WindowSessions::connectModels() {
    const QString locate = tr("Locate the model…");
    connect(document_, &SessionDocument::modelNeeded, this, [this, locate](const QString& text) {
        offerModel(text, {{locate, [this] { chooseModel(); }}});
    });
    connect(document_, &SessionDocument::modelCame, this, [this](const QString& file) {
        if (file == recovering_) return;  // it is offered again
        offerModel(tr("The model of %1 is open now.").arg(QFileInfo(file).fileName()),
                   {{tr("Open it"), [this, file] {
                         if (!openOr(file, offer_model_again_))
                             openSession(file, offer_model_again_);
                     }}});
    });
    connect(document_, &SessionDocument::modelDiffers, this,
            [this, locate](const QString& text, const QString& model) {
                offerModel(text,
                           {{tr("Use it all the same"), [this, model] { useModel(model, true); }},
                            {locate, [this] { chooseModel(); }}});
            });
}

void WindowSessions::offerModel(const QString& text,
                                const std::vector<MessageBar::Answer>& answers) {
    messages_->withdraw(model_offer_);
    model_offer_ = messages_->showOffer(text, answers);
    offer_model_again_ = forThisQuestion([this, text, answers] { offerModel(text, answers); });
}

std::function<void()> WindowSessions::forThisQuestion(std::function<void()> act) {
    return [this, offer = model_offer_, act = std::move(act)] {
        if (offer == model_offer_) act();
    };
}

void WindowSessions::useModel(const QString& model, bool all_the_same) {
    askFirst(
        forThisQuestion([this, model, all_the_same] { document_->useModel(model, all_the_same); }),
        offer_model_again_);
}

void WindowSessions::addTo(QMenu* menu) {
    const auto add = [this, menu](const char* name, const QString& text, const QKeySequence& keys,
                                  const QString& tip, void (WindowSessions::*act)()) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        action->setToolTip(tip);
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    add("openSessionAction", tr("Open &session…"), tr("Ctrl+Alt+O"),
        tr("Go on where a session was saved: model, sets, formula, edited face, favourites."),
        &WindowSessions::chooseSession);
    save_ = add("saveSessionAction", tr("Sa&ve session"), QKeySequence::Save,
                tr("Save the sets, the formula, the edited face and the favourites."),
                &WindowSessions::save);
    save_as_ = add("saveSessionAsAction", tr("Save session &as…"), tr("Ctrl+Shift+S"),
                   tr("Save the session under another name."), &WindowSessions::saveAs);
    for (QAction* action : {save_, save_as_})
        action->setEnabled(false);
    connect(latents_, &LatentController::modelOpened, this, [this] {
        save_->setEnabled(true);
        save_as_->setEnabled(true);
        showTitle();
    });
}

void WindowSessions::keepIn(const QString& folder) {
    autosave_ = new SessionAutosave(
        folder, [this] { return unsaved(); }, this);
    connect(autosave_, &SessionAutosave::failed, this,
            [this](const QString& text) { messages_->showMessage(text, true); });
    if (!autosave_->leftover().isEmpty()) offerLeftover();
}

void WindowSessions::offerLeftover() {
    const QString file = autosave_->leftover();
    const QString when = QLocale().toString(QFileInfo(file).lastModified(), QLocale::ShortFormat);
    messages_->showOffer(
        autosave_->crashed()
            ? tr("The program did not end as it should. What you had made by %1 was kept.")
                  .arg(when)
            : tr("What you had made by %1 was not saved as a session. It was kept.").arg(when),
        {{tr("Restore it"), [this, file] { recover(file); }},
         {tr("Discard it"), [this] { autosave_->removeLeftover(); }}});
}

void WindowSessions::recover(const QString& file) {
    askFirst(
        [this, file] {
            recovering_ = file;
            document_->open(file, true);
        },
        [this] { offerLeftover(); });
}

void WindowSessions::offerAgain() {
    if (recovering_.isEmpty() || document_->waiting()) return;
    recovering_.clear();
    offerLeftover();
}

bool WindowSessions::open(const QString& path) {
    return openOr(path, {});
}

bool WindowSessions::openOr(const QString& path, std::function<void()> called_off) {
    if (path.endsWith(QLatin1String(kSessionEnding), Qt::CaseInsensitive)) {
        openSession(path, std::move(called_off));
        return true;
    }
    if (!looksLikePng(QFile::encodeName(path).toStdString())) return false;
    document_->openPicture(path);
    return true;
}

std::optional<ExplorerSession> WindowSessions::unsaved() const {
    auto session = document_->current();
    const bool safe = !document_->path().isEmpty() && !document_->modified();
    if (!session || safe || !worthKeeping(*session)) return std::nullopt;
    return session;
}

void WindowSessions::openSession(const QString& path, std::function<void()> called_off) {
    askFirst([this, path] { document_->open(path); }, std::move(called_off));
}

void WindowSessions::askFirst(std::function<void()> then, std::function<void()> called_off) {
    if (document_->modified() || unsaved())
        ask(std::move(then), std::move(called_off));
    else
        then();
}

void WindowSessions::save() {
    if (document_->path().isEmpty())
        saveAs();
    else
        document_->save(document_->path());
}

void WindowSessions::saveAs() {
    auto* dialog =
        new QFileDialog(window_, tr("Save the session as"), document_->path(), sessionFilter());
    dialog->setObjectName(QStringLiteral("saveSessionDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("faceloom"));
    connect(dialog, &QFileDialog::fileSelected, this, &WindowSessions::saveTo);
    connect(dialog, &QFileDialog::rejected, this, &WindowSessions::notSaved);
    dialog->open();
}

// The dialog asks about the name that it was given, which may still lack its ending.
void WindowSessions::saveTo(const QString& chosen) {
    const QString file = SessionDocument::fileNamed(chosen);
    if (file == chosen || !QFileInfo::exists(file)) {
        document_->save(file);
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Question, tr("Replace the session?"),
                                tr("%1 is there already.").arg(QFileInfo(file).fileName()),
                                QMessageBox::Cancel, window_);
    box->setObjectName(QStringLiteral("replaceBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* replace = box->addButton(tr("Replace"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::finished, this, [this, box, replace, file] {
        if (box->clickedButton() == replace)
            document_->save(file);
        else
            notSaved();
    });
    box->open();
}

void WindowSessions::chooseSession() {
    auto* dialog = new QFileDialog(window_, tr("Open a session"), {},
                                   tr("Sessions and pictures of Faceloom (*.faceloom *.png)"));
    dialog->setObjectName(QStringLiteral("openSessionDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (!open(path)) openSession(path);
    });
    dialog->open();
}

void WindowSessions::chooseModel() {
    auto* dialog = new QFileDialog(window_, tr("Where is the model?"), {},
                                   tr("Models (*.safetensors);;All files (*)"));
    dialog->setObjectName(QStringLiteral("locateModelDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    // Another may be asked about while the dialog is open.
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, offer = model_offer_](const QString& path) {
                if (offer == model_offer_) useModel(path, false);
            });
    connect(dialog, &QFileDialog::rejected, this, offer_model_again_);
    dialog->open();
}

bool WindowSessions::mayClose() {
    if (std::exchange(close_anyway_, false) || !document_->modified()) return true;
    ask([this] {
        close_anyway_ = true;
        window_->close();
    });
    return false;
}

void WindowSessions::closed() {
    if (autosave_ == nullptr) return;
    if (document_->path().isEmpty())
        autosave_->leave();
    else
        autosave_->discard();
}

void WindowSessions::ask(std::function<void()> then, std::function<void()> called_off) {
    const QString name = QFileInfo(document_->path()).fileName();
    auto* box =
        new QMessageBox(QMessageBox::Question, tr("Save the session?"),
                        name.isEmpty() ? tr("What you have made so far was not saved as a session.")
                                       : tr("%1 was changed since it was saved.").arg(name),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, window_);
    box->setObjectName(QStringLiteral("closeBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::finished, this,
            [this, then = std::move(then), called_off = std::move(called_off)](int answer) {
                when_saved_ = {};
                when_not_ = {};
                if (answer == QMessageBox::Save) {
                    when_saved_ = then;
                    when_not_ = called_off;
                    save();
                } else if (answer == QMessageBox::Discard) {
                    then();
                } else if (called_off) {
                    called_off();
                }
            });
    box->open();
}

// What was to come after saving is asked for anew.
void WindowSessions::notSaved() {
    when_saved_ = {};
    if (const auto otherwise = std::exchange(when_not_, {})) otherwise();
}

void WindowSessions::showTitle() {
    if (document_->path().isEmpty()) {
        window_->setWindowModified(false);
        if (std::exchange(named_, false)) emit nameGone();
        return;
    }
    named_ = true;
    window_->setWindowTitle(tr("%1[*] – Faceloom").arg(QFileInfo(document_->path()).fileName()));
    window_->setWindowModified(document_->modified());
}

Provenance WindowSessions::provenance() const {
    Provenance provenance;
    const ModelInfo* info = latents_->modelInfo();
    if (info == nullptr) return provenance;
    provenance.model = referenceTo(*info);
    provenance.model.path.clear();
    provenance.grid = models_.sets->grid();
    provenance.arithmetic = arithmeticOf(*models_.sets);
    return provenance;
}

}  // namespace faceloom
