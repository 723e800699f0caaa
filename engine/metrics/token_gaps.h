#pragma once

#include <array>
#include <map>
#include <vector>

#include "engine/base/contract.h"
#include "engine/base/ids.h"
#include "engine/metrics/latency_summary.h"

namespace servesweep::engine {

/// Exact distribution of inter-token latencies, µs, each with its number of occurrences: a step
/// gives all its decoding requests the same gap, so a run has few different ones.
///
/// Gaps below 2^18 µs are counted in an array of pages, which makes add() O(1) and reset() cost
/// what was touched; longer ones (resumed requests) in an ordered map.
class TokenGaps {
 public:
  TokenGaps() { page_of_.fill(kNoPage); }

  /// Forgets everything, keeps the memory.
  void reset();

  /// `count` further gaps of this length; negative takes gaps back that were added before.
  void add(TimeUs gap_us, std::int64_t count) {
    SERVESWEEP_EXPECT(gap_us >= 0);
    count_ += count;
    sum_us_ += gap_us * count;
    const auto number = static_cast<std::size_t>(gap_us) / kPageSize;
    if (number >= kPages) return add_long(gap_us, count);
    if (page_of_[number] == kNoPage) add_page(number);
    Page& page = pages_[static_cast<std::size_t>(page_of_[number])];
    page.touched = true;
    page.total += count;
    page.counts[static_cast<std::size_t>(gap_us) % kPageSize] += count;
  }

  [[nodiscard]] std::int64_t count() const { return count_; }

  /// The percentile rule on the multiset of all gaps. Precondition: nothing was taken back that had
  /// not been added.
  [[nodiscard]] LatencySummary describe() const;

 private:
  static constexpr std::size_t kPageSize = 256, kPages = 1024;
  static constexpr std::int32_t kNoPage = -1;
  struct Page {
    bool touched = false;  ///< since the last reset
    std::int64_t total = 0;
    std::array<std::int64_t, kPageSize> counts{};
  };
  /// Walks the gaps in ascending order.
  class Cursor;

  void add_page(std::size_t number);
  void add_long(TimeUs gap_us, std::int64_t count);

  std::array<std::int32_t, kPages> page_of_;  ///< position in pages_, kNoPage if there is none
  std::vector<Page> pages_;                   ///< kept over runs
  std::map<TimeUs, std::int64_t> long_gaps_;
  std::int64_t count_ = 0;
  TimeUs sum_us_ = 0;
};

}  // namespace servesweep::engine
