// The window's photographs: their menu entries and dialog, which files and pictures they are, and
// where the faces found for them go.
#pragma once

#include "core/latent/explorer_types.h"
#include "ui/base/answer_channel.h"
#include "ui/session/session_state.h"

#include <QImage>
#include <QObject>
#include <QString>

class QMainWindow;
class QMenu;
class QMimeData;

namespace faceloom {

struct ExportSources;
class LatentController;
class MessageBar;
class PhotographController;
class PhotographPane;

class WindowPhotographs : public QObject {
    Q_OBJECT
public:
    // Makes the pane; the window takes it.
    WindowPhotographs(QMainWindow* window, const ExplorerModels& models, LatentController* latents);

    [[nodiscard]] PhotographPane* pane() const { return pane_; }
    void connectTo(MessageBar* messages);
    void addTo(QMenu* file_menu);
    void addPasteTo(QMenu* edit_menu);

    [[nodiscard]] static bool isPicture(const QString& path);
    // Whether the path is a picture file's. Then it is opened as a photograph, or, where it carries
    // the faces it was made of, carriesFaces comes.
    bool open(const QString& path);
    void open(const QImage& picture, const QString& name);
    // Whether what is dragged or copied is a picture that is no file.
    [[nodiscard]] static bool holdsPicture(const QMimeData* data);
    void stop();  // the window closes
    void describe(ExportSources& sources) const;

signals:
    void paneWanted();  // something is shown in it
    void carriesFaces(const QString& path);

private:
    struct Looked {
        QString path;
        bool carries_faces = false;
    };
    void choose();
    void paste();
    void show(const QString& path);

    QMainWindow* window_;
    ExplorerModels models_;
    PhotographController* photographs_;
    PhotographPane* pane_;
    MessageBar* messages_ = nullptr;
    AnswerChannel<QString, Looked> looker_;  // last: it stops before the rest goes
};

}  // namespace faceloom
