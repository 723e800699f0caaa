#include "sweep/run/remaining_time.h"

#include <algorithm>
#include <cmath>

#include "sweep/statistics/student_t.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kFewestWindows = 3;
constexpr double kConfidence = 0.95;

struct Rate {
  double mean = 0, deviation = 0;  ///< per window
};

Rate rate_of(const std::vector<std::size_t>& windows) {
  const auto n = static_cast<double>(windows.size());
  Rate rate;
  for (const std::size_t runs : windows) rate.mean += static_cast<double>(runs) / n;
  for (const std::size_t runs : windows) {
    const double difference = static_cast<double>(runs) - rate.mean;
    rate.deviation += difference * difference / (n - 1);
  }
  rate.deviation = std::sqrt(rate.deviation);
  return rate;
}

}  // namespace

std::optional<RemainingTime> remaining_time(std::size_t left_runs, const LiveStanding& standing) {
  const auto left = static_cast<double>(left_runs);
  const std::vector<std::size_t>& windows = standing.windows;
  double tail_s = 0;
  for (const LiveRank& rank : standing.ranks) tail_s = std::max(tail_s, rank.longest_run_s);
  if (windows.size() < kFewestWindows) {
    const double per_s = standing.recent_per_s > 0 ? standing.recent_per_s : standing.overall_per_s;
    if (per_s <= 0) return std::nullopt;
    return RemainingTime{.seconds = left / per_s, .least_s = {}, .most_s = {}};
  }
  const Rate rate = rate_of(windows);
  if (rate.mean <= 0) return std::nullopt;
  const auto n = static_cast<double>(windows.size());
  const double to_come = std::max(1.0, left / rate.mean);
  const double reach = student_t_quantile(kConfidence, windows.size() - 1) * rate.deviation *
                       std::sqrt(1 / n + 1 / to_come);
  const auto seconds_at = [&](double per_window) {
    return left / per_window * LiveMeter::kWindowSeconds;
  };
  RemainingTime time{
      .seconds = seconds_at(rate.mean), .least_s = seconds_at(rate.mean + reach), .most_s = {}};
  if (rate.mean > reach) time.most_s = seconds_at(rate.mean - reach) + tail_s;
  return time;
}

}  // namespace servesweep::sweep
