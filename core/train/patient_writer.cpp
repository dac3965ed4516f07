#include "core/train/patient_writer.h"

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <string>
#include <utility>

namespace faceloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kBetweenAttempts{1};

bool mayPass(const Status& status) {
    return !status && status.error().code == ErrorCode::WriteFailed;
}

// Messages end with the system's own words.
bool isAboutRoom(const std::string& message) {
    return message.ends_with(std::strerror(ENOSPC)) || message.ends_with(std::strerror(EDQUOT));
}

// False when it was ended by the token.
bool waitFor(std::chrono::seconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace

PatientWriter::PatientWriter(std::filesystem::path run_folder, Work repair, TrainObserver& observer,
                             std::stop_token stop)
    : run_folder_(std::move(run_folder)),
      repair_(std::move(repair)),
      observer_(observer),
      stop_(std::move(stop)) {}

Status PatientWriter::again(const Work& work) const {
    if (auto status = repair_(); !status) return status;
    return work();
}

Status PatientWriter::carryOut(const Work& work) {
    Status status = work();
    if (mayPass(status))
        status = again(work);  // a part of the folder that only has to be made anew
    if (!mayPass(status) || stop_.stop_requested()) return status;
    const auto begun = Clock::now();
    status = holdUntil(work, std::move(status));
    held_ += Clock::now() - begun;
    return status;
}

Status PatientWriter::holdUntil(const Work& work, Status failed) {
    std::string told;
    while (mayPass(failed)) {
        if (failed.error().message != told) {
            told = failed.error().message;
            observer_.onHold({run_folder_, told, isAboutRoom(told)});
        }
        if (!waitFor(kBetweenAttempts, stop_)) return failed;
        failed = again(work);
    }
    if (failed) observer_.onHoldOver();
    return failed;
}

Clock::duration PatientWriter::takeTimeHeld() {
    return std::exchange(held_, Clock::duration{});
}

}  // namespace faceloom
