#include "sweep/report/latency_sides.h"

#include <fmt/format.h>

#include "sweep/cli/strategy_label.h"
#include "sweep/report/left_out.h"

namespace servesweep::sweep {
namespace {

/// Leaves only the seeds of which both sides have a table; how many those are.
std::size_t keep_common(LatencySide& first, LatencySide& second) {
  for (std::size_t k = 0; k < first.latencies.size(); ++k) {
    std::erase_if(first.latencies[k],
                  [&](const auto& one) { return !second.latencies[k].contains(one.first); });
    std::erase_if(second.latencies[k],
                  [&](const auto& one) { return !first.latencies[k].contains(one.first); });
  }
  return first.latencies.front().size();
}

}  // namespace

LatencySides latency_sides(const ReportSubject& subject, const std::vector<LatencyGroup>& groups) {
  KeptLatencies kept(subject.results);
  LatencySides sides;
  const std::array<const RankedPoint*, 2> points{&subject.baseline, &subject.chosen_point()};
  for (std::size_t i = 0; i < sides.size(); ++i) {
    sides[i].name = strategy_label(subject.results.study, points[i]->point.strategy);
    sides[i].latencies =
        kept.of(static_cast<std::int64_t>(subject.workload), points[i]->point.id, groups);
  }
  if (keep_common(sides[0], sides[1]) > 0) return sides;
  throw LeftOut(
      fmt::format("Request tables of {} and {} under a common seed are needed, and the folder has "
                  "none; run the "
                  "study with keep_requests: all, sample or finalists into another folder.",
                  sides[0].name, sides[1].name));
}

std::vector<double> pooled_of(const LatenciesBySeed& by_seed) {
  std::vector<double> all;
  for (const auto& [seed, latencies] : by_seed)
    all.insert(all.end(), latencies.begin(), latencies.end());
  return all;
}

}  // namespace servesweep::sweep
