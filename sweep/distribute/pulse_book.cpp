#include "sweep/distribute/pulse_book.h"

namespace servesweep::sweep {

PulseBook::PulseBook(int ranks, Clock::time_point now)
    : entries_(static_cast<std::size_t>(ranks), Entry{.pulse = {}, .heard = now}) {}

void PulseBook::complete(DistributionStanding& standing, Clock::time_point now) const {
  for (std::size_t rank = 0; rank < entries_.size() && rank < standing.ranks.size(); ++rank) {
    const Entry& entry = entries_[rank];
    standing.ranks[rank].pulse = entry.pulse;
    standing.ranks[rank].silent_s = std::chrono::duration<double>(now - entry.heard).count();
  }
}

}  // namespace servesweep::sweep
