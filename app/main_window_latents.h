// The window's menu entries for latents as tables: out as latents.csv or .npy, and in again.
#pragma once

#include "core/latent/latent_table.h"
#include "ui/base/gui_queue.h"
#include "ui/session/session_state.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <functional>

class QMainWindow;
class QMenu;

namespace faceloom {

class LatentController;
class MessageBar;

class WindowLatents : public QObject {
    Q_OBJECT
public:
    WindowLatents(QMainWindow* window, const ExplorerModels& models, LatentController* latents,
                  MessageBar* messages);

    void addTo(QMenu* file_menu);

private:
    using Gather = std::function<LatentTable()>;
    using Take = std::function<void(const LatentTable& table, const QString& name)>;

    void addExports(QMenu* menu);
    void addImports(QMenu* menu);
    void chooseExport(const Gather& gather, const QString& name);
    void chooseImport(const Take& take);
    void write(const QString& path, LatentTable table);
    void read(const QString& path, const Take& take);
    [[nodiscard]] LatentTable gridFaces() const;
    [[nodiscard]] LatentTable setFaces() const;
    [[nodiscard]] LatentTable favourites() const;

    QMainWindow* window_;
    ExplorerModels models_;
    LatentController* latents_;
    MessageBar* messages_;
    GuiQueue to_gui_;
    QThreadPool files_;  // one after another, none dropped; last: it waits before the rest goes
};

}  // namespace faceloom
