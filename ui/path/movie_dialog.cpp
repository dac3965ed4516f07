#include "ui/path/movie_dialog.h"

#include "core/latent/path_provenance.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <algorithm>
#include <exception>
#include <span>

namespace faceloom {
namespace {

constexpr int kComfortableSide = 256;  // pixels of a frame, about, before the user says otherwise

QString moviesFolder() {
    const QString movies = QStandardPaths::writableLocation(QStandardPaths::MoviesLocation);
    return !movies.isEmpty() && QDir(movies).exists() ? movies : QDir::homePath();
}

QString nameOf(MovieFormat format) {
    switch (format) {
        case MovieFormat::Gif:
            return MovieDialog::tr("Animated GIF, repeats for ever");
        case MovieFormat::Mp4:
            return MovieDialog::tr("MP4 video");
        case MovieFormat::Frames:
            return MovieDialog::tr("A folder of PNG pictures, one a frame");
        case MovieFormat::Sheet:
            break;
    }
    return MovieDialog::tr("All frames in one PNG picture");
}

QString endingOf(MovieFormat format) {
    switch (format) {
        case MovieFormat::Gif:
            return QStringLiteral(".gif");
        case MovieFormat::Mp4:
            return QStringLiteral(".mp4");
        case MovieFormat::Frames:
            return {};
        case MovieFormat::Sheet:
            break;
    }
    return QStringLiteral(".png");
}

}  // namespace

MovieDialog::MovieDialog(LatentStudio studio, LatentPath path, Provenance shared, QWidget* parent)
    : QDialog(parent),
      studio_(std::move(studio)),
      path_(std::move(path)),
      shared_(std::move(shared)),
      writer_([this](std::uint64_t, const Job& job) { write(job); }) {
    setObjectName(QStringLiteral("movieDialog"));
    setWindowTitle(tr("Export as movie"));
    auto* layout = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    buildOptions(form);
    buildFile(form);
    layout->addLayout(form);
    progress_ = new QProgressBar;
    progress_->setObjectName(QStringLiteral("movieProgress"));
    progress_->setAccessibleName(tr("Frames written"));
    progress_->setToolTip(tr("How many of the frames are written."));
    progress_->setRange(0, frameCount(path_));
    layout->addWidget(progress_);
    layout->addStretch();
    buildButtons(layout);
    takeFormat();
    save_->setFocus();
    resize(560, sizeHint().height());
}

MovieDialog::~MovieDialog() {
    stop_.request_stop();
}

void MovieDialog::buildOptions(QFormLayout* form) {
    format_ = new QComboBox;
    format_->setObjectName(QStringLiteral("movieFormat"));
    format_->setAccessibleName(tr("Format"));
    format_->setToolTip(tr("What is written; only what this computer can write is offered."));
    for (const MovieFormat offered : movieFormats())
        format_->addItem(nameOf(offered), static_cast<int>(offered));
    scale_ = new QSpinBox;
    scale_->setObjectName(QStringLiteral("movieScale"));
    scale_->setAccessibleName(tr("Enlargement"));
    scale_->setToolTip(tr("Each pixel of a face becomes a square of so many pixels."));
    scale_->setRange(1, 8);
    scale_->setValue(kComfortableSide / studio_.imageSize());
    scale_->setSuffix(QStringLiteral("×"));
    speed_ = new QDoubleSpinBox;
    speed_->setObjectName(QStringLiteral("movieSpeed"));
    speed_->setAccessibleName(tr("Frames per second"));
    speed_->setToolTip(tr("How many frames are shown in a second."));
    speed_->setDecimals(0);
    speed_->setRange(kFewestFramesPerSecond, kMostFramesPerSecond);
    speed_->setValue(path_.frames_per_second);
    speed_->setSuffix(tr(" frames per second"));
    size_ = new QLabel;
    size_->setObjectName(QStringLiteral("movieSize"));
    size_->setWordWrap(true);
    form->addRow(tr("Format"), format_);
    form->addRow(tr("Enlarge"), scale_);
    form->addRow(tr("Speed"), speed_);
    form->addRow(QString(), size_);
    connect(format_, &QComboBox::currentIndexChanged, this, &MovieDialog::takeFormat);
    connect(scale_, &QSpinBox::valueChanged, this, &MovieDialog::showSize);
    connect(speed_, &QDoubleSpinBox::valueChanged, this, &MovieDialog::showSize);
}

void MovieDialog::buildFile(QFormLayout* form) {
    file_ = new QLineEdit(QDir(moviesFolder()).filePath(QStringLiteral("faces")));
    file_->setObjectName(QStringLiteral("moviePath"));
    file_->setAccessibleName(tr("File or folder to write"));
    file_->setToolTip(tr("Where the movie is saved."));
    browse_ = new QPushButton(tr("Browse…"));
    browse_->setObjectName(QStringLiteral("movieBrowse"));
    browse_->setAccessibleName(tr("Choose the file"));
    browse_->setToolTip(tr("Choose folder and name."));
    browse_->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(file_, 1);
    row->addWidget(browse_);
    form->addRow(tr("Save as"), row);
    connect(browse_, &QPushButton::clicked, this, &MovieDialog::browse);
    connect(file_, &QLineEdit::textChanged, this, [this](const QString& name) {
        save_->setEnabled(!name.trimmed().isEmpty());
        save_->setText(QFileInfo(name).isFile() ? tr("Replace") : tr("Save"));
    });
}

void MovieDialog::buildButtons(QBoxLayout* layout) {
    save_ = new QPushButton(tr("Save"));
    save_->setObjectName(QStringLiteral("movieSave"));
    save_->setAccessibleName(tr("Save the movie"));
    save_->setToolTip(tr("Draw the frames and write them."));
    save_->setDefault(true);
    cancel_ = new QPushButton(tr("Cancel"));
    cancel_->setObjectName(QStringLiteral("movieCancel"));
    cancel_->setAccessibleName(tr("Cancel"));
    cancel_->setToolTip(tr("Stop writing, and keep nothing of it; or close this window."));
    cancel_->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(cancel_);
    row->addWidget(save_);
    layout->addLayout(row);
    connect(save_, &QPushButton::clicked, this, &MovieDialog::save);
    connect(cancel_, &QPushButton::clicked, this, &MovieDialog::reject);
}

MovieFormat MovieDialog::format() const {
    return static_cast<MovieFormat>(format_->currentData().toInt());
}

void MovieDialog::takeFormat() {
    speed_->setMaximum(format() == MovieFormat::Gif ? kMostGifFramesPerSecond
                                                    : kMostFramesPerSecond);
    const bool moves = format() == MovieFormat::Gif || format() == MovieFormat::Mp4;
    speed_->setEnabled(moves);
    QString name = file_->text();
    for (const QString ending : {".gif", ".mp4", ".png"}) {
        if (name.endsWith(ending, Qt::CaseInsensitive)) name.chop(ending.size());
    }
    file_->setText(name + endingOf(format()));
    showSize();
}

void MovieDialog::showSize() {
    const int side = studio_.imageSize() * scale_->value();
    const int frames = frameCount(path_);
    const bool moves = speed_->isEnabled();
    size_->setText(moves ? tr("%1 frames of %2 × %2 pixels, %3 seconds")
                               .arg(frames)
                               .arg(side)
                               .arg(frames / speed_->value(), 0, 'f', 1)
                         : tr("%1 frames of %2 × %2 pixels").arg(frames).arg(side));
}

void MovieDialog::browse() {
    auto* dialog = new QFileDialog(this, tr("Save the movie as"), file_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, file_, &QLineEdit::setText);
    dialog->open();
}

void MovieDialog::save() {
    QString name = file_->text().trimmed();
    const QString ending = endingOf(format());
    if (!name.endsWith(ending, Qt::CaseInsensitive)) name += ending;
    stop_ = {};
    Job job{{QFile::encodeName(name).toStdString(), format(), speed_->value(), scale_->value()},
            path_,
            stop_.get_token()};
    job.options.sheet_text = [path = path_, shared = shared_] { return sheetText(shared, path); };
    job.options.frame_text = [path = path_, model = shared_.model](int frame) {
        return frameText(model, path, frame);
    };
    setWriting(true);
    writer_.submit(std::move(job));
}

void MovieDialog::setWriting(bool writing) {
    writing_ = writing;
    progress_->setValue(0);
    for (QWidget* widget : std::initializer_list<QWidget*>{format_, scale_, file_, browse_, save_})
        widget->setEnabled(!writing);
    speed_->setEnabled(!writing && (format() == MovieFormat::Gif || format() == MovieFormat::Mp4));
}

void MovieDialog::write(const Job& job) {
    Status written;
    try {
        const auto draw = [&](int first, int count) {
            std::vector<Latent> latents;
            for (int frame = first; frame < first + count; ++frame)
                latents.push_back(latentAt(job.path, frame));
            return studio_.render(latents);
        };
        const auto progress = [this](int frames, int) {
            to_gui_.post([this, frames] { progress_->setValue(frames); });
        };
        written = writeMovie(job.options, frameCount(job.path), draw, job.stop, progress);
    } catch (const std::exception& error) {
        written = fail(ErrorCode::Internal, "{} could not be saved: {}", job.options.path.string(),
                       error.what());
    }
    to_gui_.post([this, job, written] { finish(job, written); });
}

void MovieDialog::finish(const Job& job, const Status& written) {
    setWriting(false);
    showSize();
    if (!written) {
        const bool wanted = written.error().code == ErrorCode::Cancelled;
        const QString text = wanted ? tr("Cancelled; nothing was kept.")
                                    : QString::fromStdString(written.error().message);
        size_->setText(text);
        emit messageRaised(text, !wanted);
        return;
    }
    const QString shown = QFile::decodeName(job.options.path.string().c_str());
    emit messageRaised(tr("Saved %1").arg(shown), false);
    emit saved(shown);
    accept();
}

void MovieDialog::reject() {
    if (writing_)
        stop_.request_stop();
    else
        QDialog::reject();
}

}  // namespace faceloom
