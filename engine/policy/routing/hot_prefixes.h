#pragma once

#include <array>
#include <cstdint>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Which prefixes are hit so often that one more instance should hold them: those with more than
/// `replicate_after` hits per holder within a window, which begins with a hit and ends `window_us`
/// later. A holder that was promised counts from then on, since its cache fills later. Turns of one
/// conversation in a row are one hit: it gains nothing from being in two places.
///
/// Memory is bounded: prefixes that share one of the 1024 places fight for it (a majority vote): a
/// hit of another one takes one from the count of the owner, who leaves at 0. So a count is never
/// too high, and a prefix that is hit more often than its rivals stays.
class HotPrefixes {
 public:
  /// replicate_after: 0 = never.
  HotPrefixes(TimeUs window_us, std::int64_t replicate_after)
      : window_us_(window_us), replicate_after_(replicate_after) {}
  void reset() { places_.fill({}); }
  /// A request, of a conversation or none, hits the prefix that ends in `chain`, which `holders`
  /// instances have. True if one more is due, which counts as promised.
  [[nodiscard]] bool hit(ChainId chain, SessionId session, std::int64_t holders, TimeUs now_us);

 private:
  struct Place {
    ChainId chain;
    SessionId session{};  ///< of the last hit
    TimeUs since_us = 0;
    std::int64_t hits = 0, promised = 0;
  };
  TimeUs window_us_;
  std::int64_t replicate_after_;
  std::array<Place, 1024> places_;
};

}  // namespace servesweep::engine
