#include "engine/policy/routing/slot_wait.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace servesweep::engine {

void SlotWait::reset() {
  *this = SlotWait();
}

void SlotWait::look(const ClusterView& view) {
  const auto since_us = static_cast<double>(view.now_us - last_us_);
  const std::int64_t there = std::accumulate(view.load.begin(), view.load.end(), std::int64_t{0});
  const std::int64_t left = sent_ - there;
  const double keep = std::exp(-since_us / kMemory_us);
  departures_ = keep * departures_ + static_cast<double>(left - left_);
  instance_us_ = keep * instance_us_ + since_us * static_cast<double>(view.instances());
  left_ = left;
  last_us_ = view.now_us;
}

double SlotWait::wait_us(const ClusterView& view, std::size_t instance) const {
  const std::int32_t ahead = std::max(0, view.load[instance] + 1 - view.max_running);
  return departures_ > 0 ? ahead * instance_us_ / departures_ : 0;
}

}  // namespace servesweep::engine
