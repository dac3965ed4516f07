#include "app/main_window_latents.h"

#include "ui/base/message_bar.h"
#include "ui/base/native_path.h"
#include "ui/explore/latent_controller.h"
#include "ui/explore/result_history.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <exception>

namespace faceloom {
namespace {

QString filter() {
    return WindowLatents::tr("Tables of latents (*.csv *.npy)");
}

QAction* addEntry(QMenu* menu, const char* name, const QString& text, const QKeySequence& keys,
                  const QString& tip) {
    QAction* action = menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    return action;
}

// Errors of another kind than foreseen become one of ours.
template <class Work>
auto guarded(const QString& path, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "{}: {}", path.toStdString(), error.what());
    }
}

}  // namespace

WindowLatents::WindowLatents(QMainWindow* window, const ExplorerModels& models,
                             LatentController* latents, MessageBar* messages)
    : QObject(window), window_(window), models_(models), latents_(latents), messages_(messages) {
    files_.setMaxThreadCount(1);
}

void WindowLatents::addTo(QMenu* file_menu) {
    QMenu* out = file_menu->addMenu(tr("Export &latents"));
    out->setObjectName(QStringLiteral("exportLatentsMenu"));
    addExports(out);
    QMenu* in = file_menu->addMenu(tr("&Import latents"));
    in->setObjectName(QStringLiteral("importLatentsMenu"));
    addImports(in);
    for (QMenu* menu : {out, in}) {
        menu->setEnabled(false);
        connect(latents_, &LatentController::modelOpened, menu, [menu] { menu->setEnabled(true); });
    }
}

void WindowLatents::addExports(QMenu* menu) {
    const auto add = [this, menu](const char* name, const QString& text, const QKeySequence& keys,
                                  const QString& tip,
                                  LatentTable (WindowLatents::*gather)() const) {
        connect(addEntry(menu, name, text, keys, tip), &QAction::triggered, this, [this, gather] {
            chooseExport([this, gather] { return (this->*gather)(); },
                         QStringLiteral("latents.csv"));
        });
    };
    add("exportGridLatentsAction", tr("Of the &grid…"), tr("Ctrl+Alt+G"),
        tr("The numbers behind the 36 faces, as a table (.csv) or for NumPy (.npy)."),
        &WindowLatents::gridFaces);
    add("exportSetLatentsAction", tr("Of the &sets…"), tr("Ctrl+Alt+S"),
        tr("The numbers behind the faces in all sets, as a table (.csv) or for NumPy (.npy)."),
        &WindowLatents::setFaces);
    add("exportFavouriteLatentsAction", tr("Of the &favourites…"), tr("Ctrl+Alt+F"),
        tr("The numbers behind the favourites, as a table (.csv) or for NumPy (.npy)."),
        &WindowLatents::favourites);
}

void WindowLatents::addImports(QMenu* menu) {
    connect(addEntry(
                menu, "importFavouritesAction", tr("Into the &favourites…"), tr("Ctrl+Alt+Shift+F"),
                tr("Faces from a table (.csv) or NumPy array (.npy), kept among the results.")),
            &QAction::triggered, this, [this] {
                chooseImport([this](const LatentTable& table, const QString& name) {
                    models_.history->keepAll(entriesFrom(table, tr("from %1").arg(name)),
                                             tr("import %1").arg(name));
                });
            });
    connect(
        addEntry(menu, "importSetAction", tr("Into the chosen &set…"), tr("Ctrl+Alt+Shift+S"),
                 tr("Faces from a table (.csv) or NumPy array (.npy), put into the chosen set.")),
        &QAction::triggered, this, [this] {
            chooseImport([this](const LatentTable& table, const QString&) {
                std::vector<PickedFace> faces;
                for (const LabelledLatent& face : table)
                    faces.push_back(pickedFrom(face));
                models_.sets->addAll(models_.sets->activeSet(), faces);
            });
        });
}

void WindowLatents::chooseExport(const Gather& gather, const QString& name) {
    auto* dialog = new QFileDialog(window_, tr("Save the latents as"), name, filter());
    dialog->setObjectName(QStringLiteral("exportLatentsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, gather](const QString& path) { write(path, gather()); });
    dialog->open();
}

void WindowLatents::chooseImport(const Take& take) {
    auto* dialog = new QFileDialog(window_, tr("Read latents from"), {}, filter());
    dialog->setObjectName(QStringLiteral("importLatentsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, take](const QString& path) { read(path, take); });
    dialog->open();
}

void WindowLatents::write(const QString& path, LatentTable table) {
    files_.start([this, path, table = std::move(table)] {
        const Status written = guarded(path, [&] { return writeLatents(nativePath(path), table); });
        to_gui_.post([this, path, written, count = static_cast<int>(table.size())] {
            if (written)
                messages_->showMessage(
                    tr("Saved the latents of %1 faces as %2").arg(count).arg(path), false);
            else
                messages_->showMessage(QString::fromStdString(written.error().message), true);
        });
    });
}

void WindowLatents::read(const QString& path, const Take& take) {
    files_.start([this, path, take] {
        const auto table = guarded(path, [&] { return readLatents(nativePath(path)); });
        to_gui_.post([this, path, take, table] {
            const QString name = QFileInfo(path).fileName();
            const ModelInfo* model = latents_->modelInfo();
            if (!table) {
                messages_->showMessage(QString::fromStdString(table.error().message), true);
            } else if (model == nullptr ||
                       table->front().latent.size() !=
                           static_cast<std::size_t>(model->network.latent_size)) {
                messages_->showMessage(tr("%1 has latents of %2 numbers, the model takes %3.")
                                           .arg(name)
                                           .arg(table->front().latent.size())
                                           .arg(model != nullptr ? model->network.latent_size : 0),
                                       true);
            } else if (table->size() > kMostStoredFaces) {
                messages_->showMessage(tr("%1 has %2 faces, %3 can be taken in.")
                                           .arg(name)
                                           .arg(table->size())
                                           .arg(kMostStoredFaces),
                                       true);
            } else {
                take(*table, name);
                messages_->showMessage(tr("Took in %1 faces from %2").arg(table->size()).arg(name),
                                       false);
            }
        });
    });
}

LatentTable WindowLatents::gridFaces() const {
    LatentTable table;
    for (Latent& latent : models_.sets->gridLatents())
        table.push_back({"face " + std::to_string(table.size() + 1), std::move(latent), {}});
    return table;
}

LatentTable WindowLatents::setFaces() const {
    LatentTable table;
    for (const FaceSet& set : models_.sets->state().sets) {
        for (const SetMember& member : set.members)
            table.push_back({(set.letter + QStringLiteral(": ") + member.label).toStdString(),
                             member.latent,
                             {}});
    }
    return table;
}

LatentTable WindowLatents::favourites() const {
    LatentTable table;
    for (const HistoryEntry& entry : models_.history->entries()) {
        if (entry.favourite) table.push_back({entry.label.toStdString(), entry.latent, {}});
    }
    return table;
}

}  // namespace faceloom
