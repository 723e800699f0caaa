#include "engine/policy/scheduling/programme_table.h"

#include <algorithm>
#include <span>

namespace servesweep::engine {

ProgrammeTable::ProgrammeTable(std::int64_t most_sessions, TimeUs ttl_us)
    : sets_((static_cast<std::size_t>(most_sessions) + kWays - 1) / kWays), ttl_us_(ttl_us) {}

TimeUs ProgrammeTable::first_arrival_us(SessionId session, TimeUs arrival_us, TimeUs now_us) {
  if (entries_.empty()) entries_.resize(sets_ * kWays);
  const std::span set(entries_.data() + session.index() % sets_ * kWays, kWays);
  const auto found = std::ranges::find(set, session, &Entry::session);
  if (found != set.end() && now_us - found->seen_us <= ttl_us_) {
    found->seen_us = now_us;
    return found->first_arrival_us;
  }
  const auto free = found != set.end() ? found : std::ranges::min_element(set, {}, &Entry::seen_us);
  if (free->seen_us == now_us) return arrival_us;  // everybody in the set is waiting now
  *free = {.session = session, .first_arrival_us = arrival_us, .seen_us = now_us};
  return arrival_us;
}

}  // namespace servesweep::engine
