#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

/// Throws Problem at "`where`.field". `classes` are those that the workload declares.
void validate(const ClientSpec& client, const std::vector<SloClass>& classes,
              const std::string& where);

}  // namespace servesweep::engine
