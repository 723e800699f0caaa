#pragma once

#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// When the conversations that an instance serves came to it first. Bounded: it remembers at most
/// so many, in sets of eight by id, and forgets who was not seen for longer than the time to live;
/// in a full set the one not seen for longest goes.
class ProgrammeTable {
 public:
  ProgrammeTable(std::int64_t most_sessions, TimeUs ttl_us);

  void clear() { entries_.clear(); }

  /// A turn that arrived at `arrival_us` is seen at `now_us`: the arrival of the first turn that is
  /// remembered, which may be this one. Seeing it twice at one time changes nothing.
  [[nodiscard]] TimeUs first_arrival_us(SessionId session, TimeUs arrival_us, TimeUs now_us);

 private:
  static constexpr std::size_t kWays = 8;
  struct Entry {
    SessionId session;
    TimeUs first_arrival_us = 0, seen_us = kNever;
  };

  std::size_t sets_;
  TimeUs ttl_us_;
  std::vector<Entry> entries_;  ///< empty until a session is seen
};

}  // namespace servesweep::engine
