#include "sweep/ranking/ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/ranking/served_share.h"
#include "sweep/statistics/holm.h"
#include "sweep/statistics/moments.h"

namespace servesweep::sweep {
namespace {

/// The done runs of one point on one workload.
struct Sample {
  const io::PointRow* point = nullptr;
  std::vector<std::size_t> rows{};  ///< of the plan, in order of seeds
  std::size_t planned = 0, failed = 0;

  /// Whether it is compared with the baseline of that name.
  [[nodiscard]] bool faces(const std::string& baseline) const {
    return planned > 0 && point->strategy != baseline;
  }
};

using PValues = std::vector<std::vector<double>>;

/// Ranks one workload of an index.
class WorkloadRanking {
 public:
  WorkloadRanking(const io::StudyIndex& index, const RankingQuestion& question,
                  std::int64_t workload)
      : index_(index), question_(question), workload_(workload) {
    collect();
  }

  /// By metric, of all samples that face the baseline, in their order.
  [[nodiscard]] PValues p_values() const;
  /// Of these, adjusted.
  [[nodiscard]] Ranking ranking(const PValues& adjusted) const;

 private:
  void collect();
  [[nodiscard]] SeedValues values(const Sample& sample, const RankedMetric& metric) const;
  [[nodiscard]] SeedValues values(const Sample& sample, std::size_t metric) const {
    return values(sample, question_.metrics[metric]);
  }
  [[nodiscard]] MeanInterval mean(const Sample& sample, std::size_t metric) const;
  [[nodiscard]] std::vector<const Sample*> of(const std::string& strategy) const;
  [[nodiscard]] const Sample& baseline() const;
  [[nodiscard]] PairedDifference difference(const Sample& sample, const Sample& baseline,
                                            std::size_t metric) const;
  [[nodiscard]] bool better(const PairedDifference& a, const PairedDifference& b) const;
  [[nodiscard]] bool serves_less(const Sample& sample, const Sample& baseline,
                                 const std::string& share) const;
  [[nodiscard]] bool is_flattered(const Sample& sample, const Sample& baseline,
                                  std::size_t metric) const;
  [[nodiscard]] bool breaks_constraints(const Sample& sample, const Sample& baseline) const;
  [[nodiscard]] std::vector<const Sample*> challengers(const Sample& baseline) const;
  [[nodiscard]] RankedPoint describe(const Sample& sample) const;
  void judge(RankedPoint& row, std::size_t metric) const;

  const io::StudyIndex& index_;
  const RankingQuestion& question_;
  std::int64_t workload_;
  std::vector<Sample> samples_;  // in order of points
};

void WorkloadRanking::collect() {
  std::map<std::int64_t, std::size_t> position;
  for (const io::PointRow& point : index_.points) {
    position.emplace(point.id, samples_.size());
    samples_.push_back({.point = &point});
  }
  for (std::size_t row = 0; row < index_.plan.size(); ++row) {
    const io::PlanRow& run = index_.plan[row];
    if (run.workload != workload_) continue;
    Sample& sample = samples_[position.at(run.point)];
    ++sample.planned;
    if (run.status == io::RunStatus::done) sample.rows.push_back(row);
    if (run.status == io::RunStatus::failed) ++sample.failed;
  }
  const auto seed = [this](std::size_t row) { return index_.plan[row].seed; };
  for (Sample& sample : samples_) std::ranges::sort(sample.rows, {}, seed);
}

SeedValues WorkloadRanking::values(const Sample& sample, const RankedMetric& metric) const {
  const std::vector<double>& column = index_.values[metric.position];
  SERVESWEEP_EXPECT(column.size() == index_.plan.size());  // see RankingQuestion::columns()
  SeedValues values;
  values.reserve(sample.rows.size());
  for (const std::size_t row : sample.rows) values.emplace_back(index_.plan[row].seed, column[row]);
  return values;
}

MeanInterval WorkloadRanking::mean(const Sample& sample, std::size_t metric) const {
  std::vector<double> list;
  for (const auto& [seed, value] : values(sample, metric)) list.push_back(value);
  return mean_interval(list, question_.confidence);
}

std::vector<const Sample*> WorkloadRanking::of(const std::string& strategy) const {
  std::vector<const Sample*> found;
  for (const Sample& sample : samples_) {
    if (sample.point->strategy == strategy) found.push_back(&sample);
  }
  return found;
}

/// Whether value a is better than b; NaN is worse than everything.
bool better_value(double a, double b, Goal goal) {
  if (std::isnan(a) || std::isnan(b)) return !std::isnan(a) && std::isnan(b);
  return goal == Goal::minimize ? a < b : a > b;
}

const Sample& WorkloadRanking::baseline() const {
  const std::vector<const Sample*> points = of(question_.baseline);
  SERVESWEEP_EXPECT(!points.empty());
  const Goal goal = question_.metrics[question_.by].goal;
  const Sample* best = points.front();
  double best_mean = mean(*best, question_.by).mean;
  for (const Sample* sample : points) {
    const double other_mean = mean(*sample, question_.by).mean;
    if (!better_value(other_mean, best_mean, goal)) continue;
    best = sample;
    best_mean = other_mean;
  }
  return *best;
}

PairedDifference WorkloadRanking::difference(const Sample& sample, const Sample& baseline,
                                             std::size_t metric) const {
  return paired_difference(pair_by_seed(values(sample, metric), values(baseline, metric)),
                           question_.confidence);
}

bool WorkloadRanking::better(const PairedDifference& a, const PairedDifference& b) const {
  return better_value(a.mean_difference, b.mean_difference, question_.metrics[question_.by].goal);
}

/// Whether a point completes less than the baseline, on their seeds, by a share of the question.
bool WorkloadRanking::serves_less(const Sample& sample, const Sample& baseline,
                                  const std::string& share) const {
  for (const std::vector<RankedMetric>* metrics : {&question_.metrics, &question_.shares}) {
    const auto found = std::ranges::find_if(
        *metrics, [&](const RankedMetric& one) { return one.column.name == share; });
    if (found == metrics->end()) continue;
    std::vector<double> changes;
    for (const auto& [mine, others] :
         pair_by_seed(values(sample, *found), values(baseline, *found))) {
      changes.push_back(mine - others);
    }
    return mean_of(changes) < 0;
  }
  return false;
}

/// See Comparison::is_flattered.
bool WorkloadRanking::is_flattered(const Sample& sample, const Sample& baseline,
                                   std::size_t metric) const {
  return std::ranges::any_of(
      served_shares(question_.metrics[metric].column.name),
      [&](const std::string& share) { return serves_less(sample, baseline, share); });
}

bool WorkloadRanking::breaks_constraints(const Sample& sample, const Sample& baseline) const {
  return std::ranges::any_of(question_.constraints, [&](const MetricConstraint& constraint) {
    std::size_t m = 0;
    while (question_.metrics[m].column.name != constraint.metric) ++m;
    // Of the baseline, on the seeds of the sample: it may have more.
    const double of_baseline = difference(sample, baseline, m).baseline_mean;
    return !(constraint.excess(mean(sample, m).mean, of_baseline) <= 0);
  });
}

/// The points that face the baseline, best first.
std::vector<const Sample*> WorkloadRanking::challengers(const Sample& baseline) const {
  struct Candidate {
    const Sample* sample;
    PairedDifference difference;
    bool breaks_constraints;
    bool serves_less;  ///< and is flattered by that in the metric that orders

    [[nodiscard]] bool fails() const { return sample->failed > 0; }
  };
  std::vector<Candidate> candidates;
  for (const Sample& sample : samples_) {
    if (!sample.faces(question_.baseline)) continue;
    candidates.push_back({&sample, difference(sample, baseline, question_.by),
                          breaks_constraints(sample, baseline),
                          is_flattered(sample, baseline, question_.by)});
  }
  if (!question_.every_point) {  // within a strategy, more pairs and full service go first
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const Candidate& a, const Candidate& b) {
                       const auto pairs = [&](const Candidate& one) {
                         return std::min(one.difference.n, question_.enough_pairs);
                       };
                       if (pairs(a) != pairs(b)) return pairs(a) > pairs(b);
                       if (a.breaks_constraints != b.breaks_constraints) {
                         return b.breaks_constraints;
                       }
                       if (a.fails() != b.fails()) return b.fails();
                       if (a.serves_less != b.serves_less) return b.serves_less;
                       return better(a.difference, b.difference);
                     });
    std::set<std::string> seen;
    std::erase_if(candidates, [&](const Candidate& candidate) {
      return !seen.insert(candidate.sample->point->strategy).second;
    });
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const Candidate& a, const Candidate& b) {
                     if (a.breaks_constraints != b.breaks_constraints) return b.breaks_constraints;
                     if (a.fails() != b.fails()) return b.fails();
                     if (a.serves_less != b.serves_less) return b.serves_less;
                     return better(a.difference, b.difference);
                   });
  std::vector<const Sample*> samples;
  samples.reserve(candidates.size());
  for (const Candidate& candidate : candidates) samples.push_back(candidate.sample);
  return samples;
}

RankedPoint WorkloadRanking::describe(const Sample& sample) const {
  RankedPoint row;
  row.point = *sample.point;
  row.points = of(sample.point->strategy).size();
  row.seeds = sample.rows.size();
  row.planned_seeds = sample.planned;
  row.failed_seeds = sample.failed;
  for (std::size_t m = 0; m < question_.metrics.size(); ++m) row.values.push_back(mean(sample, m));
  return row;
}

PValues WorkloadRanking::p_values() const {
  const Sample& base = baseline();
  PValues by_metric(question_.metrics.size());
  for (std::size_t m = 0; m < by_metric.size(); ++m) {
    const SeedValues of_base = values(base, m);
    for (const Sample& sample : samples_) {
      if (!sample.faces(question_.baseline)) continue;
      by_metric[m].push_back(paired_p_value(pair_by_seed(values(sample, m), of_base)));
    }
  }
  return by_metric;
}

/// A width of 0 takes two pairs, and differences that are the same in all of them.
bool is_exactly_zero(const Interval& difference) {
  return difference.lower == 0 && difference.upper == 0;
}

void WorkloadRanking::judge(RankedPoint& row, std::size_t metric) const {
  Comparison& comparison = row.comparisons[metric];
  if (is_exactly_zero(comparison.difference.difference)) {
    comparison.verdict = Verdict::equal;
    return;
  }
  // A p-value below the level means that the interval excludes 0, so its side is the answer.
  if (comparison.adjusted_p_value < 1 - question_.confidence) {
    comparison.verdict =
        verdict_of(comparison.difference.difference, question_.metrics[metric].goal);
  }
  const bool is_doubtful = comparison.is_flattered || row.failed_seeds > 0;
  if (is_doubtful && comparison.verdict == Verdict::better) {
    comparison.verdict = Verdict::undecided;
  }
}

Ranking WorkloadRanking::ranking(const PValues& adjusted) const {
  const Sample& base = baseline();
  Ranking ranking{.workload = workload_, .rows = {describe(base)}};
  ranking.rows.front().breaks_constraints = breaks_constraints(base, base);
  std::map<const Sample*, std::size_t> place;  // in the families
  for (const Sample& sample : samples_) {
    if (sample.faces(question_.baseline)) place.emplace(&sample, place.size());
  }
  for (const Sample* sample : challengers(base)) {
    RankedPoint row = describe(*sample);
    row.serves_less = serves_less(*sample, base, kServedShare);
    row.breaks_constraints = breaks_constraints(*sample, base);
    for (std::size_t m = 0; m < question_.metrics.size(); ++m) {
      row.comparisons.push_back({.difference = difference(*sample, base, m),
                                 .adjusted_p_value = adjusted[m][place.at(sample)],
                                 .is_flattered = is_flattered(*sample, base, m)});
      judge(row, m);
    }
    ranking.rows.push_back(std::move(row));
  }
  return ranking;
}

/// Adjusts p-values, by workload, each in its family; returns the size of each workload's families.
std::vector<std::size_t> adjust_p_values(std::vector<PValues>& all,
                                         const RankingQuestion& question) {
  const auto family_of = [&](std::size_t workload, std::size_t metric) {
    return std::pair(question.across_workloads ? 0 : workload, question.one_family ? 0 : metric);
  };
  std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> families;
  for (std::size_t w = 0; w < all.size(); ++w) {
    for (std::size_t m = 0; m < all[w].size(); ++m) {
      std::vector<double>& family = families[family_of(w, m)];
      family.insert(family.end(), all[w][m].begin(), all[w][m].end());
    }
  }
  for (auto& [key, family] : families) family = holm(family);
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> used;
  std::vector<std::size_t> sizes;
  for (std::size_t w = 0; w < all.size(); ++w) {
    sizes.push_back(families.at(family_of(w, 0)).size());
    for (std::size_t m = 0; m < all[w].size(); ++m) {
      std::size_t& from = used[family_of(w, m)];
      for (double& p_value : all[w][m]) p_value = families.at(family_of(w, m))[from++];
    }
  }
  return sizes;
}

}  // namespace

std::vector<std::size_t> RankingQuestion::columns() const {
  std::vector<std::size_t> columns;
  for (const RankedMetric& metric : metrics) columns.push_back(metric.position);
  for (const RankedMetric& share : shares) columns.push_back(share.position);
  return columns;
}

std::vector<Ranking> rank(const io::StudyIndex& index, const RankingQuestion& question) {
  SERVESWEEP_EXPECT(question.by < question.metrics.size());
  SERVESWEEP_EXPECT(question.workloads > 0);
  std::set<std::int64_t> workloads;
  for (const io::PlanRow& run : index.plan) {
    if (run.workload < question.workloads) workloads.insert(run.workload);
  }
  std::vector<WorkloadRanking> builders;
  std::vector<PValues> p_values;
  for (const std::int64_t workload : workloads) {
    builders.emplace_back(index, question, workload);
    p_values.push_back(builders.back().p_values());
  }
  const std::vector<std::size_t> families = adjust_p_values(p_values, question);
  std::vector<Ranking> rankings;
  rankings.reserve(builders.size());
  for (std::size_t i = 0; i < builders.size(); ++i) {
    rankings.push_back(builders[i].ranking(p_values[i]));
    rankings.back().family = families[i];
  }
  return rankings;
}

}  // namespace servesweep::sweep
