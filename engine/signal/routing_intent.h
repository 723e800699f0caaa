#pragma once

#include <cstdint>

namespace servesweep::engine {

/// What the router tells the instance about its decision: it travels with the request to the
/// scheduler and the cache. Owner: the router; never stale, since it is part of the request.
struct RoutingIntent {
  /// Why this instance: because it is free, because the prefix should be there, or although the
  /// prefix is elsewhere.
  enum class Reason : std::uint8_t { load, affinity, spill };

  std::int32_t expected_cached_tokens = 0;  ///< prefix that the router believes to be cached there
  float priority_hint = 0;                  ///< larger = more urgent; 0 = none
  Reason reason = Reason::load;
};

}  // namespace servesweep::engine
