#include "sweep/criteria/judged_criterion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <map>

#include "engine/base/contract.h"
#include "sweep/ranking/served_share.h"
#include "sweep/statistics/binomial_interval.h"
#include "sweep/statistics/mean_interval.h"
#include "sweep/statistics/moments.h"

namespace servesweep::sweep {
namespace {

using Bound = Threshold::Kind;

/// Figures of one seed.
struct SeedRow {
  std::uint64_t seed = 0;
  double figure = 0, baseline = 0, other = 0;
};

const SeedValues& metric_values_of(const FiguresOfMetrics& figures, const std::string& metric) {
  static const SeedValues none;
  const auto found = figures.find(metric);
  return found == figures.end() ? none : found->second;
}

const double* at_seed(const SeedValues& values, std::uint64_t seed) {
  const auto found = std::ranges::lower_bound(values, seed, {}, &SeedValues::value_type::first);
  return found != values.end() && found->first == seed ? &found->second : nullptr;
}

/// The seeds that all sides have.
std::vector<SeedRow> seed_rows(const Threshold& threshold, const Contest& contest) {
  std::vector<SeedRow> rows;
  const bool compares = threshold.kind == Bound::below;
  const SeedValues& baseline = metric_values_of(contest.baseline, threshold.metric);
  const SeedValues& others = metric_values_of(contest.strategy, threshold.other);
  for (const auto& [seed, figure] : metric_values_of(contest.strategy, threshold.metric)) {
    const double* const of_baseline = at_seed(baseline, seed);
    const double* const other = compares ? at_seed(others, seed) : &figure;
    if (of_baseline == nullptr || other == nullptr) continue;
    rows.push_back({seed, figure, *of_baseline, *other});
  }
  return rows;
}

Measured measured_of(const Threshold& threshold, const std::vector<SeedRow>& rows,
                     double confidence) {
  Measured measured{.kind = Measured::Kind::change, .metric = threshold.metric};
  if (threshold.is_relative() || threshold.kind == Bound::below) {
    std::vector<SeedPair> pairs;
    for (const SeedRow& row : rows) {
      pairs.push_back({row.figure, threshold.is_relative() ? row.baseline : row.other});
    }
    measured.change = paired_difference(pairs, confidence);
    return measured;
  }
  std::vector<double> figures;
  for (const SeedRow& row : rows) figures.push_back(row.figure);
  const MeanInterval mean = mean_interval(figures, confidence);
  measured.kind = Measured::Kind::value;
  measured.value = mean.mean;
  measured.interval = mean.interval();
  return measured;
}

/// How much less of the requests may be served before a figure flatters.
double tolerated(const Threshold& threshold) {
  return threshold.kind == Bound::worse_by_at_most ? threshold.bound : 0;
}

std::vector<SeedRow> share_rows(const std::string& share, const Contest& contest) {
  return seed_rows({.metric = share, .goal = Goal::maximize}, contest);
}

/// A seed that serves less does not hold.
void mark_unserved(const Threshold& threshold, const Contest& contest,
                   std::vector<SeedMark>& marks) {
  for (const std::string& share : served_shares(threshold.metric)) {
    for (const SeedRow& row : share_rows(share, contest)) {
      if (!(row.figure - row.baseline + tolerated(threshold) * row.baseline < 0)) continue;
      for (SeedMark& mark : marks) {
        if (mark.seed == row.seed) mark.held = false;
      }
    }
  }
}

ServiceDoubt service_of(const Threshold& threshold, const Contest& contest) {
  return service_doubt(threshold.metric, tolerated(threshold), [&](const std::string& share) {
    std::vector<SeedPair> pairs;
    for (const SeedRow& row : share_rows(share, contest))
      pairs.push_back({row.figure, row.baseline});
    return pairs;
  });
}

/// Why nothing can be decided, if it is not the width of the interval.
std::string doubt_reason(const Threshold& threshold, const std::vector<double>& margins) {
  if (margins.empty()) return threshold.metric + " is known of no seed on both sides";
  if (std::ranges::any_of(margins, [](double margin) { return !std::isfinite(margin); })) {
    return threshold.metric + " is undefined on some seed";
  }
  if (margins.size() == 1) return "one seed has no interval";
  if (covariance_of(margins, margins) > 0) return "";
  return fmt::format("it is the same on all {} seeds, too few for its side to count",
                     margins.size());
}

/// Seeds that all parts have; held if all of them hold.
std::vector<SeedMark> common_marks(std::span<const JudgedCriterion> parts) {
  std::map<std::uint64_t, std::pair<std::size_t, bool>> marks;
  for (const JudgedCriterion& part : parts) {
    for (const SeedMark& mark : part.seeds) {
      auto& [count, held] = marks.try_emplace(mark.seed, 0, true).first->second;
      ++count;
      held = held && mark.held;
    }
  }
  std::vector<SeedMark> common;
  for (const auto& [seed, mark] : marks) {
    if (mark.first == parts.size()) common.push_back({seed, mark.second});
  }
  return common;
}

/// How little a part of several is sure to hold. A figure that never varies tells least, as its
/// doubt is that of the number of seeds alone.
struct Weakness {
  explicit Weakness(const JudgedCriterion& part)
      : rank(part.finding == Finding::failed      ? 2
             : part.finding == Finding::undecided ? 1
                                                  : 0),
        varies(part.measured.kind == Measured::Kind::change
                   ? part.measured.change.difference.half_width() > 0
                   : part.measured.interval.half_width() > 0),
        not_so(part.doubt.not_so),
        minus_so(-part.doubt.so) {}
  auto operator<=>(const Weakness&) const = default;

  int rank;
  bool varies;
  double not_so, minus_so;
};

JudgedCriterion judge_every_class(const Criterion& criterion, const Contest& contest) {
  std::vector<JudgedCriterion> parts;
  std::vector<TwoSidedDoubt> doubts;
  for (const std::string& one : contest.classes) {
    for (const Threshold& threshold : criterion.thresholds) {
      parts.push_back(judge_threshold(threshold.of_class(one), contest));
      doubts.push_back(parts.back().doubt);
    }
  }
  if (parts.empty()) return {.reason = "the workload has no class"};
  JudgedCriterion judged = *std::ranges::max_element(
      parts, [](const auto& a, const auto& b) { return Weakness(a) < Weakness(b); });
  judged.seeds = common_marks(parts);
  judged.doubt = doubt_of_all(doubts);
  judged.finding = judge(judged.doubt, contest.confidence);
  return judged;
}

bool is_undefined(const Measured& measured) {
  return std::isnan(measured.kind == Measured::Kind::change ? measured.change.mean_difference
                                                            : measured.value);
}

JudgedCriterion judge_each_seed(const Criterion& criterion, const Contest& contest) {
  std::vector<JudgedCriterion> parts;
  for (const Threshold& threshold : criterion.thresholds) {
    parts.push_back(judge_threshold(threshold, contest));
  }
  JudgedCriterion judged{.seeds = common_marks(parts)};
  const std::size_t n = judged.seeds.size(), held = judged.held_seeds();
  judged.measured = {.kind = Measured::Kind::share,
                     .value = static_cast<double>(held) / static_cast<double>(n),
                     .interval = binomial_interval(held, n, contest.confidence)};
  for (const JudgedCriterion& part : parts) {
    if (!is_undefined(part.measured)) continue;
    judged.reason = part.reason;
    return judged;
  }
  judged.doubt = doubt_of_share(held, n, criterion.share);
  judged.finding = judge(judged.doubt, contest.confidence);
  return judged;
}

}  // namespace

std::size_t JudgedCriterion::held_seeds() const {
  return static_cast<std::size_t>(std::ranges::count(seeds, true, &SeedMark::held));
}

JudgedCriterion judge_threshold(const Threshold& threshold, const Contest& contest) {
  const std::vector<SeedRow> rows = seed_rows(threshold, contest);
  JudgedCriterion judged{.measured = measured_of(threshold, rows, contest.confidence)};
  std::vector<double> margins;
  for (const SeedRow& row : rows) {
    margins.push_back(threshold.margin(row.figure, row.baseline, row.other));
    const bool held = threshold.is_strict() ? margins.back() > 0 : margins.back() >= 0;
    judged.seeds.push_back({row.seed, held});
  }
  mark_unserved(threshold, contest, judged.seeds);
  const TwoSidedDoubt of_figure = doubt_of_mean(margins, threshold.is_strict());
  const ServiceDoubt service = service_of(threshold, contest);
  judged.doubt = {.not_so = std::max(of_figure.not_so, service.doubt.not_so),
                  .so = std::min(of_figure.so, service.doubt.so)};
  judged.finding = judge(judged.doubt, contest.confidence);
  if (judge(of_figure, contest.confidence) == Finding::undecided) {
    judged.reason = doubt_reason(threshold, margins);
  }
  const bool is_sure = judge(service.doubt, contest.confidence) == Finding::failed;
  const bool is_open = judged.finding == Finding::undecided && judged.reason.empty();
  if (is_sure || (service.falls() && is_open)) {
    judged.reason =
        service.text("the strategy serves", "the baseline", threshold.metric, contest.confidence);
  }
  return judged;
}

JudgedCriterion judge_criterion(const Criterion& criterion, const Contest& contest) {
  SERVESWEEP_EXPECT(criterion.kind != Criterion::Kind::judged_by);
  switch (criterion.kind) {
    case Criterion::Kind::every_class:
      return judge_every_class(criterion, contest);
    case Criterion::Kind::each_seed:
      return judge_each_seed(criterion, contest);
    default:
      return judge_threshold(criterion.thresholds.front(), contest);
  }
}

Measured measured_part(const Criterion& criterion, const std::string& metric,
                       const Contest& contest) {
  for (const std::string& one : contest.classes) {
    for (const Threshold& threshold : criterion.thresholds) {
      const Threshold part = threshold.of_class(one);
      if (part.metric == metric)
        return measured_of(part, seed_rows(part, contest), contest.confidence);
    }
  }
  return {};
}

}  // namespace servesweep::sweep
