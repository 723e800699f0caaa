#include "sweep/report/thinned_counts.h"

namespace servesweep::sweep {

void ThinnedCounts::double_width() {
  width_us_ *= 2;
  std::vector<std::int64_t> merged((counts_.size() + 1) / 2);
  for (std::size_t i = 0; i < counts_.size(); ++i) merged[i / 2] += counts_[i];
  counts_ = std::move(merged);
}

void ThinnedCounts::widen(engine::TimeUs width_us) {
  while (width_us_ < width_us) double_width();
}

void ThinnedCounts::add(engine::TimeUs time_us) {
  while (static_cast<std::size_t>(time_us / width_us_) >= bins_) double_width();
  const auto stretch = static_cast<std::size_t>(time_us / width_us_);
  if (stretch >= counts_.size()) counts_.resize(stretch + 1);
  ++counts_[stretch];
}

}  // namespace servesweep::sweep
