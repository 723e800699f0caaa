#include "engine/policy/routing/hot_prefixes.h"

#include <algorithm>

namespace servesweep::engine {

bool HotPrefixes::hit(ChainId chain, SessionId session, std::int64_t holders, TimeUs now_us) {
  if (replicate_after_ == 0) return false;
  Place& place = places_[chain.index() % places_.size()];
  if (now_us - place.since_us >= window_us_) place.hits = 0;
  if (place.chain != chain && place.hits > 0) {
    --place.hits;
    return false;
  }
  if (place.hits == 0) {
    place = {.chain = chain, .since_us = now_us};
  } else if (session.valid() && session == place.session) {
    return false;
  }
  place.session = session;
  ++place.hits;
  const std::int64_t expected = std::max(holders, place.promised);
  if (place.hits <= replicate_after_ * expected) return false;
  place.promised = expected + 1;
  return true;
}

}  // namespace servesweep::engine
