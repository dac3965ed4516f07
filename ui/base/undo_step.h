// One change on an undo stack that several owners share.
#pragma once

#include <QUndoCommand>
#include <functional>
#include <utility>

namespace faceloom {

class UndoStep : public QUndoCommand {
public:
    using Action = std::function<void()>;

    // `redo` runs when the step is pushed, too. Steps of the same owner and stroke, 0 or more, one
    // after another become one.
    UndoStep(const void* owner, const QString& text, Action redo, Action undo, int stroke = -1)
        : QUndoCommand(text),
          owner_(owner),
          redo_(std::move(redo)),
          undo_(std::move(undo)),
          stroke_(stroke) {}

    void redo() override { redo_(); }
    void undo() override { undo_(); }
    [[nodiscard]] int id() const override { return stroke_; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = dynamic_cast<const UndoStep*>(other);
        if (next == nullptr || next->owner_ != owner_) return false;
        redo_ = next->redo_;
        return true;
    }

private:
    const void* owner_;
    Action redo_;
    Action undo_;
    int stroke_;
};

}  // namespace faceloom
