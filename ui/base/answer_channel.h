// Work off the event loop for one customer: one thread, one slot, the newest request wins.
#pragma once

#include "core/base/latest_worker.h"
#include "core/base/result.h"
#include "ui/base/gui_queue.h"

#include <cstdint>
#include <exception>
#include <functional>
#include <utility>

namespace faceloom {

// Lives on the GUI thread and answers there. The destructor waits for the request being served.
template <class Request, class Answer>
class AnswerChannel {
public:
    using Work = std::function<Result<Answer>(const Request&)>;         // on the worker's thread
    using Deliver = std::function<void(const Result<Answer>& answer)>;  // on the GUI thread

    AnswerChannel(Work work, Deliver deliver)
        : work_(std::move(work)),
          deliver_(std::move(deliver)),
          worker_([this](std::uint64_t id, const Request& request) {
              to_gui_.post([this, id, answer = answerTo(request)] {
                  if (id >= oldest_wanted_id_) deliver_(answer);
              });
          }) {}

    // Answers to earlier requests that are still on their way are dropped, unless `keep_earlier`:
    // then each that was worked out is delivered, as for a slider that moves faster than faces can
    // be drawn.
    void ask(Request request, bool keep_earlier = false) {
        newest_id_ = worker_.submit(std::move(request));
        if (!keep_earlier) oldest_wanted_id_ = newest_id_;
    }
    // Drops everything on its way.
    void cancel() { oldest_wanted_id_ = newest_id_ + 1; }

private:
    Result<Answer> answerTo(const Request& request) const {
        try {
            return work_(request);
        } catch (const std::exception& error) {
            return fail(ErrorCode::Internal, "{}", error.what());
        }
    }

    Work work_;
    Deliver deliver_;
    std::uint64_t newest_id_ = 0;
    std::uint64_t oldest_wanted_id_ = 0;
    GuiQueue to_gui_;
    LatestWorker<Request> worker_;  // last: it stops before the rest goes
};

}  // namespace faceloom
