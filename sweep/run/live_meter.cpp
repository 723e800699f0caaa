#include "sweep/run/live_meter.h"

#include <algorithm>

namespace servesweep::sweep {

void LiveMeter::note(double now_s, std::size_t done, const ThreadTime& use) {
  last_.at_s = now_s;
  last_.done = done;
  last_.use.total_s += use.total_s;
  for (std::size_t i = 0; i < kIdleReasons; ++i) last_.use.idle_s[i] += use.idle_s[i];
  if (samples_.empty() || now_s - samples_.back().at_s >= 1) samples_.push_back(last_);
  while (samples_.size() > 2 && now_s - samples_[1].at_s >= kRecentSeconds) samples_.pop_front();
  if (window_ends_.empty()) window_ends_.push_back(last_);
  if (now_s - window_ends_.back().at_s < kWindowSeconds) return;
  window_ends_.push_back(last_);
  if (window_ends_.size() > kWindows + 1) window_ends_.pop_front();
}

const LiveMeter::Sample& LiveMeter::recent_begin() const {
  return samples_.empty() ? last_ : samples_.front();
}

double LiveMeter::recent_per_s() const {
  const double seconds = recent_s();
  const std::size_t before = std::min(recent_begin().done, last_.done);
  return seconds > 0 ? static_cast<double>(last_.done - before) / seconds : 0;
}

double LiveMeter::recent_s() const {
  return last_.at_s - recent_begin().at_s;
}

ThreadTime LiveMeter::recent_use() const {
  const Sample& begin = recent_begin();
  ThreadTime use{.total_s = last_.use.total_s - begin.use.total_s, .idle_s = {}};
  for (std::size_t i = 0; i < kIdleReasons; ++i) {
    use.idle_s[i] = last_.use.idle_s[i] - begin.use.idle_s[i];
  }
  return use;
}

std::vector<std::size_t> LiveMeter::windows() const {
  std::vector<std::size_t> runs;
  for (std::size_t i = 1; i < window_ends_.size(); ++i) {
    // A window may have been noted late: what belongs to ten seconds of it.
    const double seconds = window_ends_[i].at_s - window_ends_[i - 1].at_s;
    const std::size_t before = std::min(window_ends_[i - 1].done, window_ends_[i].done);
    const auto in_it = static_cast<double>(window_ends_[i].done - before);
    runs.push_back(static_cast<std::size_t>(in_it * kWindowSeconds / seconds + 0.5));
  }
  return runs;
}

}  // namespace servesweep::sweep
