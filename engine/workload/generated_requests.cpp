#include "engine/workload/generated_requests.h"

namespace servesweep::engine {

GeneratedRequests::GeneratedRequests(const WorkloadSpec& spec) : drawer_(spec) {
  restart(0);
}

void GeneratedRequests::restart(std::uint64_t seed) {
  drawer_.restart(seed);
  drawer_.roster().introduce(seed, header_);
  check_ = RequestCheck(header_.closed_loop);
  next_ = 0;
  followers_.clear();
}

std::span<const Request> GeneratedRequests::next_batch() {
  batch_.clear();
  for (Request request; batch_.size() < kBatch || drawer_.is_followed(); ++next_) {
    if (!drawer_.draw(request)) break;
    request.content = drawer_.segments().at(drawer_.content());
    check_.check(request);
    batch_.push_back(request);
    if (request.follows.valid()) followers_.put(RequestId(next_), request);
  }
  return batch_;
}

std::optional<NumberedRequest> GeneratedRequests::take_follower(RequestId earlier) {
  return followers_.take(earlier);
}

std::optional<NumberedRequest> GeneratedRequests::take_leftover() {
  return followers_.take_last();
}

}  // namespace servesweep::engine
