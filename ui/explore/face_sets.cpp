#include "ui/explore/face_sets.h"

#include "ui/base/undo_step.h"

#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <tuple>
#include <utility>

namespace faceloom {

FaceSets::FaceSets(QObject* parent) : QObject(parent) {
    state_.sets = {{QStringLiteral("A"), tr("Smiling woman"), 0, kSmilingWoman, {}},
                   {QStringLiteral("B"), tr("Neutral woman"), 1, kNeutralWoman, {}},
                   {QStringLiteral("C"), tr("Neutral man"), 2, kNeutralMan, {}}};
    state_.formula = QLatin1String(kSourceFormula);
}

const FaceSet& FaceSets::set(int set) const {
    return state_.sets.at(static_cast<std::size_t>(set));
}

int FaceSets::indexOf(const QString& letter) const {
    const auto found = std::ranges::find(state_.sets, letter, &FaceSet::letter);
    return found == state_.sets.end() ? -1 : static_cast<int>(found - state_.sets.begin());
}

std::vector<int> FaceSets::faces(int set) const {
    std::vector<int> numbers;
    for (const SetMember& member : this->set(set).members) {
        if (ofGrid(member.grid)) numbers.push_back(member.grid->number);
    }
    return numbers;
}

bool FaceSets::contains(int set, int face) const {
    return std::ranges::find(this->set(set).members, std::optional(gridFace(face)),
                             &SetMember::grid) != this->set(set).members.end();
}

Result<LatentFormula> FaceSets::parsedFormula() const {
    std::vector<std::string> letters;
    for (const FaceSet& set : state_.sets)
        letters.push_back(set.letter.toStdString());
    return parseFormula(state_.formula.toStdString(), letters);
}

QString FaceSets::description() const {
    const auto formula = parsedFormula();
    if (!formula) return state_.formula;
    QStringList sets;
    for (const FormulaTerm& term : *formula) {
        const FaceSet& own = set(indexOf(QString::fromStdString(term.set)));
        QStringList faces;
        for (const SetMember& member : own.members)
            faces << member.label;
        const QString text = tr("%1 is %2").arg(own.letter, faces.join(QStringLiteral(", ")));
        if (!sets.contains(text)) sets << text;
    }
    return QStringLiteral("%1; %2").arg(state_.formula, sets.join(QStringLiteral("; ")));
}

std::vector<Latent> FaceSets::gridLatents() const {
    return sampleLatents(grid(), kFaceCount, latent_size_);
}

std::vector<SetMember>& FaceSets::members(State& state, int set) const {
    return state.sets.at(static_cast<std::size_t>(set)).members;
}

SetMember FaceSets::gridMember(int face) const {
    return {tr("face %1").arg(face), gridLatents().at(static_cast<std::size_t>(face - 1)),
            gridFace(face)};
}

void FaceSets::setLatentSize(int size) {
    if (size == latent_size_) return;
    latent_size_ = size;
    State next = state_;
    for (FaceSet& set : next.sets) {
        std::erase_if(set.members, [](const SetMember& member) { return !member.grid; });
        for (SetMember& member : set.members) {
            const auto latents = sampleLatents(GridSeed{member.grid->seed, member.grid->truncation},
                                               kFaceCount, size);
            member.latent = latents.at(static_cast<std::size_t>(member.grid->number - 1));
        }
    }
    apply(next);
    undo_stack_.clear();
}

void FaceSets::restore(FaceSetsState state, const QString& text) {
    if (!state.sets.empty()) push(std::move(state), text);
}

void FaceSets::setSeed(std::uint64_t seed) {
    State next = state_;
    next.grid.seed = seed;
    push(std::move(next), tr("new faces"));
}

void FaceSets::setTruncation(double truncation, int stroke) {
    State next = state_;
    next.grid.truncation = std::clamp(truncation, 0.0, 1.0);
    push(std::move(next), tr("change the truncation"), stroke);
}

void FaceSets::takeTruncation(double truncation) {
    State next = state_;
    next.grid.truncation = truncation;
    apply(next);
}

GridFace FaceSets::gridFace(int face) const {
    return {seed(), face, truncation()};
}

bool FaceSets::ofGrid(const std::optional<GridFace>& face) const {
    return face && *face == gridFace(face->number);
}

void FaceSets::setActiveSet(int set) {
    if (set < 0 || set >= count() || set == active_) return;
    active_ = set;
    emit activeSetChanged(set);
}

void FaceSets::toggle(int set, int face) {
    if (face < 1 || face > kFaceCount) return;
    State next = state_;
    auto& in = members(next, set);
    const bool taking_out = contains(set, face);
    if (taking_out) {
        std::erase_if(in, [&](const SetMember& member) { return member.grid == gridFace(face); });
    } else {
        in.push_back(gridMember(face));
    }
    push(std::move(next),
         taking_out ? tr("take out face %1").arg(face) : tr("pick face %1").arg(face));
}

void FaceSets::setFaces(int set, std::vector<int> faces) {
    State next = state_;
    auto& in = members(next, set);
    std::erase_if(in, [&](const SetMember& member) { return ofGrid(member.grid); });
    for (const int face : faces) {
        SetMember member = gridMember(face);
        if (std::ranges::find(in, member) == in.end()) in.push_back(std::move(member));
    }
    push(std::move(next), tr("change “%1”").arg(this->set(set).name));
}

void FaceSets::add(int set, const PickedFace& face) {
    if (face.latent.size() != static_cast<std::size_t>(latent_size_)) {
        emit faceRefused(otherModelsFaceText());
        return;
    }
    State next = state_;
    auto& in = members(next, set);
    if (std::ranges::find(in, face.latent, &SetMember::latent) != in.end()) return;
    in.push_back({face.label, face.latent, face.grid});
    push(std::move(next), tr("put %1 into “%2”").arg(face.label, this->set(set).name));
}

void FaceSets::addAll(int set, const std::vector<PickedFace>& faces) {
    State next = state_;
    auto& in = members(next, set);
    for (const PickedFace& face : faces) {
        if (face.latent.size() != static_cast<std::size_t>(latent_size_) ||
            std::ranges::find(in, face.latent, &SetMember::latent) != in.end())
            continue;
        in.push_back({face.label, face.latent, face.grid});
    }
    push(std::move(next), tr("put %n faces into “%1”", nullptr, static_cast<int>(faces.size()))
                              .arg(this->set(set).name));
}

void FaceSets::moveTo(int set, const PickedFace& face) {
    const int source = face.place ? indexOf(face.place->letter) : -1;
    const auto* own = source >= 0 ? &this->set(source).members : nullptr;
    const auto place = static_cast<std::size_t>(face.place ? face.place->member : -1);
    if (own == nullptr || place >= own->size() || (*own)[place].latent != face.latent) {
        add(set, face);
        return;
    }
    if (source == set) return;
    State next = state_;
    auto& out = members(next, source);
    SetMember member = std::move(out[place]);
    out.erase(out.begin() + face.place->member);
    auto& in = members(next, set);
    const QString text = tr("move %1 to “%2”").arg(member.label, this->set(set).name);
    if (std::ranges::find(in, member.latent, &SetMember::latent) == in.end())
        in.push_back(std::move(member));
    push(std::move(next), text);
}

void FaceSets::removeMember(int set, int member) {
    State next = state_;
    auto& in = members(next, set);
    if (member < 0 || static_cast<std::size_t>(member) >= in.size()) return;
    const QString text = tr("take out %1").arg(in[static_cast<std::size_t>(member)].label);
    in.erase(in.begin() + member);
    push(std::move(next), text);
}

void FaceSets::clear(int set) {
    State next = state_;
    members(next, set).clear();
    push(std::move(next), tr("clear “%1”").arg(this->set(set).name));
}

void FaceSets::suggest(const std::vector<std::pair<int, std::vector<int>>>& faces,
                       const QString& text) {
    State next = state_;
    for (const auto& [set, numbers] : faces) {
        auto& in = members(next, set);
        in.clear();
        for (const int number : numbers)
            in.push_back(gridMember(number));
    }
    push(std::move(next), text);
}

QString FaceSets::unusedLetter() const {
    for (int round = 1;; ++round) {
        for (char letter = 'A'; letter <= 'Z'; ++letter) {
            QString name(QLatin1Char{letter});
            if (round > 1) name += QString::number(round);
            if (indexOf(name) < 0) return name;
        }
    }
}

void FaceSets::addSet() {
    State next = state_;
    const QString letter = unusedLetter();
    // The colour that fewest sets have.
    std::array<int, kSetLooks.size()> used{};
    for (const FaceSet& set : state_.sets)
        ++used.at(static_cast<std::size_t>(set.look) % used.size());
    const auto look = std::ranges::min_element(used) - used.begin();
    next.sets.push_back({letter, tr("Set %1").arg(letter), static_cast<int>(look), {}, {}});
    push(std::move(next), tr("new set %1").arg(letter));
    setActiveSet(count() - 1);
}

void FaceSets::removeSet(int set) {
    if (count() < 2) return;
    State next = state_;
    const QString text = tr("remove “%1”").arg(this->set(set).name);
    next.sets.erase(next.sets.begin() + set);
    push(std::move(next), text);
}

void FaceSets::rename(int set, const QString& name) {
    const QString trimmed = name.simplified();
    if (trimmed.isEmpty()) return;
    State next = state_;
    next.sets.at(static_cast<std::size_t>(set)).name = trimmed;
    push(std::move(next), tr("rename set %1").arg(this->set(set).letter));
}

void FaceSets::setLook(int set, int look) {
    State next = state_;
    next.sets.at(static_cast<std::size_t>(set)).look = look;
    push(std::move(next), tr("colour of set %1").arg(this->set(set).letter));
}

void FaceSets::setFormula(const QString& formula, int stroke) {
    State next = state_;
    next.formula = formula.simplified();
    push(std::move(next), tr("change the formula"), stroke);
}

void FaceSets::setRenormalized(bool renormalized) {
    State next = state_;
    next.renormalized = renormalized;
    push(std::move(next), tr("usual length"));
}

Result<std::vector<int>> FaceSets::parse(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    std::vector<int> numbers;
    for (const QString& part : text.split(separators, Qt::SkipEmptyParts)) {
        bool is_number = false;
        const int number = part.toInt(&is_number);
        if (!is_number) {
            return fail(ErrorCode::InvalidArgument,
                        "“{}” is not a number. Type numbers from 1 to {} with commas between.",
                        part.toStdString(), kFaceCount);
        }
        if (number < 1 || number > kFaceCount) {
            return fail(ErrorCode::InvalidArgument,
                        "There is no face {}. Faces are numbered 1 to {}.", number, kFaceCount);
        }
        numbers.push_back(number);
    }
    return numbers;
}

QString FaceSets::format(const std::vector<int>& faces) {
    QStringList parts;
    for (const int face : faces)
        parts << QString::number(face);
    return parts.join(QStringLiteral(", "));
}

void FaceSets::push(State next, const QString& text, int stroke) {
    if (next == state_) return;
    // A step that is about something else leaves the truncation, which another model may have
    // brought since.
    const bool truncates = next.grid.truncation != state_.grid.truncation;
    const auto bring = [this, truncates](State state) {
        if (!truncates) state.grid.truncation = truncation();
        apply(state);
    };
    undo_stack_.push(new UndoStep(
        this, text, [bring, next = std::move(next)] { bring(next); },
        [bring, before = state_] { bring(before); }, stroke));
}

void FaceSets::apply(const State& state) {
    const State before = std::exchange(state_, state);
    const auto looksOf = [](const State& of) {
        std::vector<std::tuple<QString, QString, int>> looks;
        for (const FaceSet& set : of.sets)
            looks.emplace_back(set.letter, set.name, set.look);
        return looks;
    };
    const auto membersOf = [](const State& of) {
        std::vector<std::vector<SetMember>> members;
        for (const FaceSet& set : of.sets)
            members.push_back(set.members);
        return members;
    };
    const bool sets_changed = looksOf(before) != looksOf(state_);
    const int active_before = active_;
    const int same = indexOf(before.sets.at(static_cast<std::size_t>(active_)).letter);
    active_ = same >= 0 ? same : std::min(active_, count() - 1);
    if (before.grid != state_.grid) emit gridChanged();
    if (sets_changed) emit setsChanged();
    if (sets_changed || before.grid != state_.grid || membersOf(before) != membersOf(state_))
        emit picksChanged();
    // After the sums were worked out anew: they may name a set that has gone.
    if (active_ != active_before) emit activeSetChanged(active_);
    if (before.formula != state_.formula) emit formulaChanged();
    if (before.renormalized != state_.renormalized) emit renormalizedChanged(state_.renormalized);
}

}  // namespace faceloom
