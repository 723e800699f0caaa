#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/workload/arrival_sampler.h"
#include "engine/workload/rate_clock.h"
#include "engine/workload/workload_spec.h"

namespace servesweep::engine {

/// The arrivals of one client, one after the other. Its clock starts at 0, and the first arrival
/// comes after one gap. Gap n is drawn from (seed, "workload.gap" of the client, n), whether or not
/// earlier arrivals fell into windows.
class ClientArrivals {
 public:
  /// Precondition: `spec` is valid and `client` one of its clients, of that rate.
  ClientArrivals(const WorkloadSpec& spec, const ClientSpec& client, double rate_per_us);

  /// To the first arrival of that seed.
  void restart(std::uint64_t seed);
  /// To the next one inside a window.
  void advance();

  [[nodiscard]] TimeUs time_us() const { return time_us_; }  ///< kForever: there are no more
  /// Which arrival it is, those outside the windows included.
  [[nodiscard]] std::uint32_t index() const { return drawn_ - 1; }

 private:
  [[nodiscard]] bool is_active();

  ArrivalSampler gap_;
  StreamPurpose purpose_;
  std::optional<RateClock> clock_;
  std::vector<ActivityWindow> windows_;  // in order of start
  TimeUs limit_us_;

  std::uint64_t seed_ = 0;
  TimeUs steady_us_ = 0;  // the arrival under a constant rate
  TimeUs time_us_ = 0;
  std::uint32_t drawn_ = 0;
  std::size_t window_ = 0;  // the first that has not ended
};

}  // namespace servesweep::engine
