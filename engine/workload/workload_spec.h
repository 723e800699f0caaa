#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/workload/client_spec.h"
#include "engine/workload/rate_profile.h"
#include "engine/workload/slo_class.h"

namespace servesweep::engine {

/// A recipe for requests: what a workload file says, field by field (docs/workloads.md).
struct WorkloadSpec {
  double requests_per_s = 0.0;   ///< mean arrivals per second of all clients together
  std::int64_t requests = 0;     ///< at most this many, the first in order; 0 = no cap
  TimeUs horizon_us = kForever;  ///< arrivals lie before it; later turns of a conversation need not
  /// All of the above, profiles and windows as they are drawn; then time runs so many times as
  /// fast. So another scale gives the same requests in the same order, at arrival times / scale:
  /// common random numbers over loads. Think times stay, so that conversations overlap more.
  double rate_scale = 1.0;
  /// Classes that clients may name. Empty: those they do name, with the conventional names
  /// critical, standard, sheddable, batch, background, without targets.
  std::vector<SloClass> classes;
  std::optional<RateProfile> rate_profile;  ///< how the rate varies; none: it does not
  std::vector<ClientSpec> clients;
};

/// No workload holds more requests, and none lets an arrival process run through more arrivals.
inline constexpr std::int64_t kMostRequests = 100'000'000;

inline constexpr double kLeastRateScale = 1e-6, kMostRateScale = 1e6;

/// Throws Problem at the first field that is out of range, names something unknown, or contradicts
/// another; where = field path such as "clients[2].arrival.cv". A spec that passes always generates
/// in bounded time and memory.
void validate(const WorkloadSpec& spec);

/// Arrivals per microsecond of each client: its share of requests_per_s.
[[nodiscard]] std::vector<double> rates_per_us(const WorkloadSpec& spec);

/// When a client's arrival process stops: the horizon, or the end of its last window if that is
/// earlier.
[[nodiscard]] TimeUs arrival_limit_us(const WorkloadSpec& spec, const ClientSpec& client);

}  // namespace servesweep::engine
