#include "sweep/study/arrival_span.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "engine/workload/generated_requests.h"
#include "engine/workload/workload_source.h"
#include "sweep/study/make_workload.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

/// Sessions count once, when their first turn arrives.
class SpanCounter {
 public:
  void add(const engine::Request& request) {
    if (request.follows.valid()) return;
    if (request.session.valid()) {
      if (request.session.index() >= seen_.size()) seen_.resize(request.session.index() + 1);
      if (seen_[request.session.index()]) return;
      seen_[request.session.index()] = true;
    }
    if (starts_ == 0) first_us_ = request.arrival_us;
    last_us_ = std::max(last_us_, request.arrival_us);
    ++starts_;
  }
  [[nodiscard]] ArrivalSpan span() const {
    return {.starts = starts_, .length_s = static_cast<double>(last_us_ - first_us_) / 1e6};
  }

 private:
  std::vector<bool> seen_;
  std::int64_t starts_ = 0;
  engine::TimeUs first_us_ = 0, last_us_ = 0;
};

ArrivalSpan counted_arrivals(engine::RequestSource& source) {
  SpanCounter counter;
  for (auto batch = source.next_batch(); !batch.empty(); batch = source.next_batch()) {
    for (const engine::Request& request : batch) counter.add(request);
  }
  return counter.span();
}

}  // namespace

ArrivalSpan arrival_span(const WorkloadFile& file, std::uint64_t seed) {
  if (!file.trace) {
    engine::GeneratedRequests requests(file.spec);
    requests.restart(seed);
    return counted_arrivals(requests);
  }
  const engine::Workload workload = make_workload(file, seed);
  engine::WorkloadSource source;
  source.reset(workload);
  return counted_arrivals(source);
}

double arrivals_end_s(const WorkloadFile& workload) {
  const engine::WorkloadSpec& spec = workload.spec;
  double end_s = std::numeric_limits<double>::infinity();
  if (workload.trace) return end_s;
  const double rate_per_s = spec.requests_per_s * spec.rate_scale;
  if (spec.requests > 0) end_s = static_cast<double>(spec.requests) / rate_per_s;
  if (spec.horizon_us == engine::kForever) return end_s;
  return std::min(end_s, static_cast<double>(spec.horizon_us) / kUsPerS / spec.rate_scale);
}

}  // namespace servesweep::sweep
