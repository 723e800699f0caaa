#include "sweep/explanation/percentile_path.h"

#include <algorithm>
#include <cmath>

#include "sweep/explanation/level_path.h"

namespace servesweep::sweep {
namespace {

void add_weighted(PartTimes& sum, const PartTimes& times, double weight) {
  for (std::size_t i = 0; i < kLatencyParts; ++i) sum[i] += weight * times[i];
}

}  // namespace

PartTimes attribute_mean(std::span<const PairedLatency> requests) {
  PartTimes sum{};
  for (const PairedLatency& request : requests) add_weighted(sum, request.change_us, 1);
  if (requests.empty()) return sum;
  for (double& part : sum) part /= static_cast<double>(requests.size());
  return sum;
}

PartTimes attribute_percentile(std::span<const PairedLatency> requests, double percent) {
  PartTimes sum{};
  if (requests.empty()) return sum;
  std::vector<std::size_t> order(requests.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto latencies = [&](std::size_t i) {
    return std::pair(requests[i].from_us, requests[i].to_us);
  };
  std::ranges::stable_sort(order, {}, latencies);
  std::vector<MovingValue> values;  // distinct ones
  std::vector<std::size_t> begins;  // of each in `order`
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && latencies(order[i]) == latencies(order[i - 1])) {
      ++values.back().count;
      continue;
    }
    const auto [from, to] = latencies(order[i]);
    values.push_back({.from = from, .to = to});
    begins.push_back(i);
  }
  begins.push_back(order.size());

  const double rank = percent / 100 * static_cast<double>(requests.size() - 1);
  const double below = std::floor(rank);
  const auto add_level = [&](std::int64_t level, double weight) {
    for (const auto& [value, share] : level_path(values, level)) {
      const double each = weight * share / static_cast<double>(values[value].count);
      for (std::size_t i = begins[value]; i < begins[value + 1]; ++i) {
        add_weighted(sum, requests[order[i]].change_us, each);
      }
    }
  };
  add_level(static_cast<std::int64_t>(below), 1 - (rank - below));
  if (rank > below) add_level(static_cast<std::int64_t>(below) + 1, rank - below);
  return sum;
}

}  // namespace servesweep::sweep
