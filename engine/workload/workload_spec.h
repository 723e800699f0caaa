#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/workload/arrival_law.h"
#include "engine/workload/length_law.h"
#include "engine/workload/media_spec.h"
#include "engine/workload/rate_profile.h"
#include "engine/workload/session_spec.h"
#include "engine/workload/slo_class.h"

namespace servesweep::engine {

/// One source of requests. With `session`, each arrival starts a conversation instead of a request.
struct ClientSpec {
  std::string id;  ///< unique; names the client's random numbers, so renaming it redraws them
  std::string tenant = "default";
  std::string slo_class = "standard";
  double rate_fraction = 1.0;  ///< share of requests_per_s; shares need not sum to 1
  ArrivalSpec arrival;
  /// How its rate varies over time; without it, as the workload says.
  std::optional<RateProfile> rate_profile;
  LengthLaw input_tokens;   ///< text of a prompt, without prefix and context
  MediaMix media;           ///< images and the like in each prompt, beside the text
  LengthLaw output_tokens;  ///< answer
  /// Clients that name the same group share its prompt prefix: one stream of tokens, of which each
  /// client puts its own first `prefix_tokens` before every prompt, so that a longer prefix extends
  /// a shorter one. Empty and 0: no shared prefix.
  std::string prefix_group;
  std::int64_t prefix_tokens = 0;
  /// Arrivals outside all windows are dropped, the arrival process runs on; empty = always active.
  /// A conversation that started inside is never cut.
  std::vector<ActivityWindow> windows;
  std::optional<SessionSpec> session;
};

/// A recipe for requests: what a workload file says, field by field (docs/workloads.md).
struct WorkloadSpec {
  double requests_per_s = 0.0;   ///< mean arrivals per second of all clients together
  std::int64_t requests = 0;     ///< at most this many, the first in order; 0 = no cap
  TimeUs horizon_us = kForever;  ///< arrivals lie before it; later turns of a conversation need not
  /// Classes that clients may name. Empty: those they do name, with the conventional names
  /// critical, standard, sheddable, batch, background, without targets.
  std::vector<SloClass> classes;
  std::optional<RateProfile> rate_profile;  ///< how the rate varies; none: it does not
  std::vector<ClientSpec> clients;
};

/// No workload holds more requests, and none lets an arrival process run through more arrivals.
inline constexpr std::int64_t kMostRequests = 100'000'000;

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
