#include "sweep/saturation/arrival_watch.h"

namespace servesweep::sweep {

std::span<const engine::Request> ArrivalWatch::next_batch() {
  const std::span<const engine::Request> batch = source_.next_batch();
  for (const engine::Request& request : batch) {
    if (!request.follows.valid()) note(request);
  }
  return batch;
}

std::optional<engine::NumberedRequest> ArrivalWatch::take_follower(engine::RequestId earlier) {
  std::optional<engine::NumberedRequest> follower = source_.take_follower(earlier);
  if (follower) pauses_us_ += static_cast<double>(follower->request.arrival_us);
  return follower;
}

void ArrivalWatch::note(const engine::Request& request) {
  bool is_start = true;
  if (request.session.valid()) {
    const std::size_t session = request.session.index();
    if (session >= last_turn_us_.size()) last_turn_us_.resize(session + 1, engine::kNever);
    engine::TimeUs& last_us = last_turn_us_[session];
    is_start = last_us == engine::kNever;
    if (!is_start) pauses_us_ += static_cast<double>(request.arrival_us - last_us);
    last_us = request.arrival_us;
  }
  if (!is_start) return;
  if (starts_++ == 0) first_start_us_ = request.arrival_us;
  last_start_us_ = request.arrival_us;
}

}  // namespace servesweep::sweep
