#include "engine/metrics/token_gaps.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

void TokenGaps::reset() {
  for (Page& page : pages_) {
    if (page.touched) page = Page{};
  }
  long_gaps_.clear();
  count_ = sum_us_ = 0;
}

void TokenGaps::add_page(std::size_t number) {
  page_of_[number] = static_cast<std::int32_t>(pages_.size());
  pages_.emplace_back();
}

void TokenGaps::add_long(TimeUs gap_us, std::int64_t count) {
  long_gaps_[gap_us] += count;
}

/// Answers "which gap is the k-th shortest?" for ascending k.
class TokenGaps::Cursor {
 public:
  explicit Cursor(const TokenGaps& gaps) : gaps_(gaps), long_gap_(gaps.long_gaps_.begin()) {}

  /// Precondition: k ≥ the k of the call before; k < count().
  [[nodiscard]] double at(std::int64_t k) {
    while (number_ < kPages) {
      const std::int32_t place = gaps_.page_of_[number_];
      const Page* page =
          place == kNoPage ? nullptr : &gaps_.pages_[static_cast<std::size_t>(place)];
      if (page != nullptr && k < before_ + page->total) return in_page(*page, k);
      if (page != nullptr) before_ += page->total;
      ++number_;
    }
    while (k >= before_ + long_gap_->second) {
      before_ += long_gap_->second;
      ++long_gap_;
    }
    return static_cast<double>(long_gap_->first);
  }

 private:
  [[nodiscard]] double in_page(const Page& page, std::int64_t k) const {
    std::int64_t up_to = before_;
    std::size_t i = 0;
    while ((up_to += page.counts[i]) <= k) ++i;
    return static_cast<double>(number_ * kPageSize + i);
  }

  const TokenGaps& gaps_;
  std::map<TimeUs, std::int64_t>::const_iterator long_gap_;
  std::size_t number_ = 0;   ///< of the page
  std::int64_t before_ = 0;  ///< gaps in front of it
};

LatencySummary TokenGaps::describe() const {
  LatencySummary summary;
  summary.count = count_;
  if (count_ == 0) return summary;
  summary.mean_us = static_cast<double>(sum_us_) / static_cast<double>(count_);
  Cursor cursor(*this);
  summary.min_us = cursor.at(0);
  for (const auto& [percent, value_us] : kSummaryPercentiles) {
    const double rank = percent / 100 * static_cast<double>(count_ - 1);
    const double below = std::floor(rank);
    const auto k = static_cast<std::int64_t>(below);
    const double low = cursor.at(k);
    summary.*value_us = low;
    if (below == rank) continue;
    // A cursor goes forwards only, and the next percentile may start at k again.
    Cursor ahead = cursor;
    summary.*value_us += (rank - below) * (ahead.at(k + 1) - low);
  }
  summary.max_us = cursor.at(count_ - 1);
  return summary;
}

}  // namespace servesweep::engine
