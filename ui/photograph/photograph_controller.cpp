#include "ui/photograph/photograph_controller.h"

#include "core/base/shipped_models.h"
#include "core/imaging/picture_decoder.h"
#include "core/projection/encoder.h"
#include "core/projection/photograph.h"
#include "ui/base/image_convert.h"
#include "ui/base/native_path.h"

#include <QFileInfo>
#include <QPainter>
#include <algorithm>
#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>

namespace faceloom {
namespace {

constexpr int kLargestFace = 512;  // pixels; no pane shows a face larger, no model draws one so

// Transparent pictures over white, as picture files are read.
RgbImage toRgb(QImage picture) {
    picture.setDevicePixelRatio(1);
    if (!picture.hasAlphaChannel()) return fromQImage(picture);
    QImage ground(picture.size(), QImage::Format_RGB32);
    ground.fill(Qt::white);
    QPainter(&ground).drawImage(0, 0, picture);
    return fromQImage(ground);
}

Result<std::vector<QImage>> facesOf(const Result<RgbImage>& photograph,
                                    const std::stop_token& stop) {
    if (!photograph) return passOn(photograph);
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    const auto found = facesIn(*photograph, mtcnnFolder());
    if (!found) return passOn(found);
    std::vector<QImage> faces;
    for (const PhotographFace& one : *found) {
        faces.push_back(toQImage(one.face.width > kLargestFace
                                     ? resized(one.face, kLargestFace, kLargestFace)
                                     : one.face));
    }
    return faces;
}

bool alike(const ModelInfo& a, const ModelInfo& b) {
    return a.network.latent_size == b.network.latent_size &&
           a.network.imageSize() == b.network.imageSize();
}

}  // namespace

// The one place where searches are equipped. The projector of the last model stays open.
class PhotographController::Projectors {
public:
    // `note`: what could not be used, for a person; stays as it is where all could.
    Result<Projector> of(const ModelInfo& model, std::string& note) {
        if (projector_ && sha256_ == model.sha256) return *projector_;
        projector_.reset();
        std::filesystem::path reader = shippedAttributeReader();
        std::error_code ignored;
        if (!std::filesystem::exists(reader, ignored)) reader.clear();
        const auto encoder = encoderOf(model, note);
        auto opened = Projector::open(model, reader, encoder);
        // A reader that cannot be used is said elsewhere; pixels alone do as well.
        if (!opened && !reader.empty()) opened = Projector::open(model, {}, encoder);
        if (!opened) return opened;
        projector_ = *opened;
        sha256_ = model.sha256;
        return opened;
    }

private:
    static std::optional<Encoder> encoderOf(const ModelInfo& model, std::string& note) {
        const std::filesystem::path file = encoderBeside(model.path);
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored)) return std::nullopt;
        auto encoder = Encoder::open(file, model);
        if (encoder) return std::move(*encoder);
        note = encoder.error().message + "; the search goes on without it";
        return std::nullopt;
    }

    std::optional<Projector> projector_;
    std::string sha256_;
};

PhotographController::PhotographController(QObject* parent)
    : QObject(parent),
      projectors_(std::make_unique<Projectors>()),
      worker_([this](const QString& what) { fail(what); }) {}

PhotographController::~PhotographController() = default;

bool PhotographController::busy() const {
    return state_.stage == PhotographStage::Looking || state_.stage == PhotographStage::Searching;
}

void PhotographController::setStage(PhotographStage stage) {
    state_.stage = stage;
    emit changed();
}

void PhotographController::fail(const QString& what) {
    state_.problem = what;
    setStage(state_.chosen < 0 ? PhotographStage::Empty : PhotographStage::Ready);
    emit messageRaised(what, true);
}

void PhotographController::open(const QString& path) {
    look(QFileInfo(path).fileName(), [file = nativePath(path)] { return decodePhotograph(file); });
}

void PhotographController::open(const QImage& picture, const QString& name) {
    look(name, [picture]() -> Result<RgbImage> { return toRgb(picture); });
}

void PhotographController::look(const QString& name, Decode decode) {
    state_ = {};
    state_.name = name;
    worker_.start([this, decode = std::move(decode)](const std::stop_token& stop) {
        worker_.post(stop, [this, faces = facesOf(decode(), stop)] { takeFaces(faces); });
    });
    setStage(PhotographStage::Looking);
}

void PhotographController::takeFaces(const Result<std::vector<QImage>>& faces) {
    if (!faces) {
        state_.problem = QString::fromStdString(faces.error().message);
        setStage(PhotographStage::Empty);
        emit messageRaised(state_.problem, true);
        return;
    }
    if (faces->empty()) {
        state_.problem = tr("No face was found in %1.").arg(state_.name);
        setStage(PhotographStage::Empty);
        return;
    }
    state_.faces = *faces;
    if (faces->size() == 1)
        choose(0);
    else
        setStage(PhotographStage::Choosing);
}

void PhotographController::choose(int face) {
    if (face < 0 || face >= static_cast<int>(state_.faces.size())) return;
    state_.chosen = face;
    state_.result.reset();
    state_.other_model = false;
    tries_ = 0;
    best_error_.reset();
    search();
}

void PhotographController::search() {
    if (state_.chosen < 0) return;
    state_.problem.clear();
    if (!model_) {
        setStage(PhotographStage::NoModel);
        return;
    }
    ProjectionOptions options = options_;
    options.seed += static_cast<std::uint64_t>(tries_++);
    worker_.start([this, options, model = *model_,
                   face = state_.faces[static_cast<std::size_t>(state_.chosen)]](
                      const std::stop_token& stop) {
        Result<Projection> found = [&]() -> Result<Projection> {
            std::string note;
            const auto projector = projectors_->of(model, note);
            if (!projector) return passOn(projector);
            if (!note.empty()) {
                worker_.post(stop, [this, note] {
                    emit messageRaised(QString::fromStdString(note), false);
                });
            }
            return projector->project(
                fromQImage(face), options, stop, [&](const ProjectionProgress& progress) {
                    worker_.post(
                        stop, [this, shown = PhotographProgress{
                                         progress.step, progress.total_steps, progress.error,
                                         toQImage(progress.picture)}] { emit progressed(shown); });
                });
        }();
        worker_.post(stop, [this, model, found = std::move(found)] { takeResult(found, model); });
    });
    setStage(PhotographStage::Searching);
    emit progressed({0, options.steps, 0, {}});
}

void PhotographController::takeResult(const Result<Projection>& found, const ModelInfo& model) {
    if (!found) {
        state_.problem = QString::fromStdString(found.error().message);
        setStage(PhotographStage::Ready);
        emit messageRaised(state_.problem, true);
        return;
    }
    state_.result = {found->latent, toQImage(found->picture), toQImage(found->target),
                     found->error,  found->feature_error,     best_error_};
    state_.other_model = model_->sha256 != model.sha256;
    if (!state_.other_model) best_error_ = std::min(found->error, best_error_.value_or(256));
    setStage(PhotographStage::Ready);
    const QString origin = tr("the face nearest to one in %1, off by %2 of 255 levels")
                               .arg(state_.name)
                               .arg(found->error, 0, 'f', 1);
    if (const auto face = result()) emit this->found(*face, origin);
}

void PhotographController::setModel(const ModelInfo& model) {
    const bool same = model_ && model_->sha256 == model.sha256;
    const bool fits = model_ && alike(*model_, model);
    model_ = model;
    if (state_.stage == PhotographStage::NoModel) {
        search();
        return;
    }
    if (same) return;
    tries_ = 0;
    best_error_.reset();
    state_.other_model = fits && state_.result;
    if (!fits) {
        state_.result.reset();
        if (state_.stage == PhotographStage::Searching) {
            worker_.cancel();
            state_.stage = PhotographStage::Ready;
        }
    }
    emit changed();
}

void PhotographController::cancel() {
    if (!busy()) return;
    worker_.cancel();
    setStage(state_.stage == PhotographStage::Searching ? PhotographStage::Ready
                                                        : PhotographStage::Empty);
}

std::optional<PickedFace> PhotographController::result() const {
    if (!state_.result) return std::nullopt;
    const QString label = state_.faces.size() == 1
                              ? state_.name
                              : tr("%1, face %2").arg(state_.name).arg(state_.chosen + 1);
    return PickedFace{label, state_.result->latent, state_.result->picture, {}, {}};
}

}  // namespace faceloom
