#include "engine/workload/client_arrivals.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kGap("workload.gap");

/// Latest arrival: leaves room for every later turn of a conversation that starts there.
constexpr TimeUs kEndOfTime_us = TimeUs{1} << 62;

std::optional<RateClock> clock_of(const WorkloadSpec& spec, const ClientSpec& client) {
  const auto& profile = client.rate_profile ? client.rate_profile : spec.rate_profile;
  return profile ? std::optional<RateClock>(*profile) : std::nullopt;
}

}  // namespace

ClientArrivals::ClientArrivals(const WorkloadSpec& spec, const ClientSpec& client,
                               double rate_per_us)
    : gap_(client.arrival, rate_per_us),
      purpose_(kGap.of(client.id)),
      clock_(clock_of(spec, client)),
      windows_(client.windows),
      limit_us_(std::min(arrival_limit_us(spec, client), kEndOfTime_us)) {
  std::sort(windows_.begin(), windows_.end(),
            [](const auto& a, const auto& b) { return a.start_us < b.start_us; });
}

void ClientArrivals::restart(std::uint64_t seed) {
  seed_ = seed;
  steady_us_ = 0;
  drawn_ = 0;
  window_ = 0;
  advance();
}

void ClientArrivals::advance() {
  do {
    Stream stream(seed_, purpose_, drawn_);
    const TimeUs gap_us = gap_(stream);
    if (gap_us >= kEndOfTime_us - steady_us_) {
      time_us_ = kForever;
      return;
    }
    steady_us_ += gap_us;
    ++drawn_;
    time_us_ = clock_ ? clock_->time_us(steady_us_) : steady_us_;
    if (time_us_ >= limit_us_) {
      time_us_ = kForever;
      return;
    }
  } while (!is_active());
}

bool ClientArrivals::is_active() {
  if (windows_.empty()) return true;
  // The last window ends at or after the limit, so some window has not ended.
  while (windows_[window_].end_us <= time_us_) ++window_;
  return windows_[window_].start_us <= time_us_;
}

}  // namespace servesweep::engine
