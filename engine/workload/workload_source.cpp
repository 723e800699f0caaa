#include "engine/workload/workload_source.h"

#include "engine/base/contract.h"
#include "engine/workload/request_check.h"

namespace servesweep::engine {

void WorkloadSource::reset(const Workload& workload) {
  workload_ = &workload;
  was_read_ = false;
  next_leftover_ = 0;
  RequestCheck check(workload.closed_loop);
  for (const Request& request : workload.requests) {
    check.check(request);
    SERVESWEEP_EXPECT(request.slo_class.index() < workload.classes.size());
    SERVESWEEP_EXPECT(request.tenant.index() < workload.tenants.size());
  }
  if (!workload.closed_loop) return;
  const std::size_t requests = workload.requests.size();
  follower_.assign(requests, RequestId());
  here_.assign(requests, false);
  for (std::size_t i = 0; i < requests; ++i) {
    const RequestId earlier = workload.requests[i].follows;
    if (!earlier.valid()) continue;
    follower_[earlier.index()] = RequestId(static_cast<std::int32_t>(i));
    here_[i] = true;
  }
}

std::span<const Request> WorkloadSource::next_batch() {
  if (was_read_) return {};
  was_read_ = true;
  return workload_->requests;
}

NumberedRequest WorkloadSource::take(RequestId id) {
  here_[id.index()] = false;
  return {.id = id, .request = workload_->requests[id.index()]};
}

std::optional<NumberedRequest> WorkloadSource::take_follower(RequestId earlier) {
  const RequestId next = follower_[earlier.index()];
  if (!next.valid() || !here_[next.index()]) return std::nullopt;
  return take(next);
}

std::optional<NumberedRequest> WorkloadSource::take_leftover() {
  if (!workload_->closed_loop) return std::nullopt;
  while (next_leftover_ < here_.size() && !here_[next_leftover_]) ++next_leftover_;
  if (next_leftover_ == here_.size()) return std::nullopt;
  return take(RequestId(static_cast<std::int32_t>(next_leftover_)));
}

}  // namespace servesweep::engine
