#include "sweep/ranking/regimes.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <span>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/ranking/objective_question.h"
#include "sweep/ranking/served_share.h"

namespace servesweep::sweep {
namespace {

struct RegimeMetric {
  const char *name, *label;
};

/// The shown ones first.
constexpr std::array<RegimeMetric, 12> kWanted{{{"ttft_p99_ms", "TTFT p99"},
                                                {"e2e_p99_ms", "E2E p99"},
                                                {"output_tokens_per_s", "tokens/s"},
                                                {"goodput_per_s", "goodput/s"},
                                                {kServedShare, "served"},
                                                {"load_label", ""},
                                                {"rejected", ""},
                                                {"dropped", ""},
                                                {"unfinished", ""},
                                                {"warm_up_fraction", ""},
                                                {"ttft_first_half_mean_ms", ""},
                                                {"ttft_second_half_mean_ms", ""}}};

std::size_t shown_position(const RankingQuestion& question, const std::string& name) {
  const auto found = std::ranges::find_if(
      question.metrics, [&](const RankedMetric& one) { return one.column.name == name; });
  SERVESWEEP_EXPECT(found != question.metrics.end());
  return static_cast<std::size_t>(found - question.metrics.begin());
}

/// Adds what the tables need to the ranking of one workload.
class RegimeReader {
 public:
  RegimeReader(const Study& study, const io::StudyIndex& index, const RegimesQuestion& question,
               const std::vector<Ranking>& rankings)
      : study_(study), index_(index), question_(question) {
    collect_runs(rankings);
  }

  [[nodiscard]] Regime read(Ranking ranking) const;

 private:
  void collect_runs(const std::vector<Ranking>& rankings);
  [[nodiscard]] RegimeRow row(RankedPoint ranked, std::int64_t workload) const;
  [[nodiscard]] SeedValues values(const RankedPoint& ranked, std::int64_t workload,
                                  const std::string& metric) const;
  [[nodiscard]] double mean(const RankedPoint& ranked, const std::string& metric) const {
    return ranked.values[shown_position(question_.ranking, metric)].mean;
  }
  [[nodiscard]] std::size_t order(const RegimeRow& row) const;

  const Study& study_;
  const io::StudyIndex& index_;
  const RegimesQuestion& question_;
  /// Done runs of the points that are shown, by point and workload.
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> runs_;
};

void RegimeReader::collect_runs(const std::vector<Ranking>& rankings) {
  for (const Ranking& ranking : rankings) {
    for (const RankedPoint& row : ranking.rows) runs_[{row.point.id, ranking.workload}] = {};
  }
  for (std::size_t i = 0; i < index_.plan.size(); ++i) {
    const io::PlanRow& run = index_.plan[i];
    if (run.status != io::RunStatus::done) continue;
    const auto found = runs_.find({run.point, run.workload});
    if (found != runs_.end()) found->second.push_back(i);
  }
}

SeedValues RegimeReader::values(const RankedPoint& ranked, std::int64_t workload,
                                const std::string& metric) const {
  const RankingQuestion& question = question_.ranking;
  const std::size_t position = question.metrics[shown_position(question, metric)].position;
  const std::vector<double>& column = index_.values[position];
  SeedValues values;
  for (const std::size_t run : runs_.at({ranked.point.id, workload})) {
    values.emplace_back(index_.plan[run].seed, column[run]);
  }
  std::ranges::sort(values);
  return values;
}

RegimeRow RegimeReader::row(RankedPoint ranked, std::int64_t workload) const {
  RegimeRow row;
  for (const auto& [seed, label] : values(ranked, workload, "load_label")) {
    const bool is_known = label >= 0 && label < 4;  // NaN in shards of an earlier version
    if (is_known) ++row.labels.runs[static_cast<std::size_t>(label)];
  }
  row.unserved = {.rejected = mean(ranked, "rejected"),
                  .dropped = mean(ranked, "dropped"),
                  .unfinished = mean(ranked, "unfinished")};
  row.warm_up_fraction = mean(ranked, "warm_up_fraction");
  if (study_.workloads()[static_cast<std::size_t>(workload)].measure_from_us) {
    const double confidence = question_.ranking.confidence;
    row.halves =
        paired_difference(pair_by_seed(values(ranked, workload, "ttft_second_half_mean_ms"),
                                       values(ranked, workload, "ttft_first_half_mean_ms")),
                          confidence);
    row.stationary = judge(*row.halves, Goal::minimize,
                           {.effect = Effect::none, .within = question_.drift}, confidence);
  }
  row.ranked = std::move(ranked);
  std::vector<Comparison>& comparisons = row.ranked.comparisons;
  if (comparisons.size() > question_.shown) {
    comparisons.erase(comparisons.begin() + static_cast<std::ptrdiff_t>(question_.shown),
                      comparisons.end());
  }
  return row;
}

/// Position of its strategy in the study.
std::size_t RegimeReader::order(const RegimeRow& row) const {
  std::size_t position = 0;
  while (study_.strategies()[position].name() != row.ranked.point.strategy) ++position;
  return position;
}

Regime RegimeReader::read(Ranking ranking) const {
  Regime regime{.workload = ranking.workload, .rows = {}, .family = ranking.family};
  for (RankedPoint& ranked : ranking.rows) {
    regime.rows.push_back(row(std::move(ranked), ranking.workload));
  }
  std::ranges::stable_sort(regime.rows, {}, [this](const RegimeRow& row) { return order(row); });
  return regime;
}

}  // namespace

std::size_t LabelCounts::total() const {
  return std::accumulate(runs.begin(), runs.end(), std::size_t{0});
}

std::optional<engine::Saturation> LabelCounts::mode() const {
  if (total() == 0) return std::nullopt;
  std::size_t mode = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i] >= runs[mode]) mode = i;
  }
  return static_cast<engine::Saturation>(mode);
}

RegimesQuestion regimes_question(const Study& study, double confidence, double drift) {
  const std::vector<Metric> metrics = study.metrics();
  const std::string& by = study.objectives().front().metric;
  RegimesQuestion question;
  question.drift = drift;
  RankingQuestion& ranking = question.ranking;
  ranking.baseline = study.strategies().front().name();
  ranking.workloads = static_cast<std::int64_t>(study.workloads().size());
  ranking.across_workloads = true;
  ranking.confidence = confidence;
  const auto add = [&](const std::string& name, const std::string& label) {
    const auto metric =
        std::ranges::find_if(metrics, [&](const Metric& one) { return one.column.name == name; });
    SERVESWEEP_EXPECT(metric != metrics.end());
    ranking.metrics.push_back({.column = metric->column,
                               .label = label,
                               .goal = goal_of(*metric, study.objectives()),
                               .position = static_cast<std::size_t>(metric - metrics.begin())});
  };
  const auto add_new = [&](const std::string& name, const std::string& label) {
    const auto is_there = [&](const RankedMetric& one) { return one.column.name == name; };
    if (std::ranges::none_of(ranking.metrics, is_there)) add(name, label);
  };
  const std::span wanted(kWanted);
  for (const RegimeMetric& one : wanted.first(RegimesQuestion::kUsual)) add(one.name, one.label);
  for (const Objective& one : study.objectives()) add_new(one.metric, one.metric);
  question.shown = ranking.metrics.size();
  for (const RegimeMetric& one : wanted.subspan(RegimesQuestion::kUsual))
    add_new(one.name, one.label);
  ranking.by = shown_position(ranking, by);
  add_constraints(study, ranking);
  add_class_shares(study, ranking);
  return question;
}

std::vector<Regime> regimes(const Study& study, const io::StudyIndex& index,
                            const RegimesQuestion& question, const std::string& only) {
  std::vector<Ranking> rankings = rank(index, question.ranking);
  const RegimeReader reader(study, index, question, rankings);
  std::vector<Regime> all;
  for (Ranking& ranking : rankings) {
    all.push_back(reader.read(std::move(ranking)));
  }
  if (only.empty()) return all;
  for (Regime& regime : all) {
    std::erase_if(regime.rows, [&](const RegimeRow& row) {
      const std::string& strategy = row.ranked.point.strategy;
      return strategy != only && strategy != question.ranking.baseline;
    });
  }
  return all;
}

RegimeOutcome outcome_of(const RegimeRow& row) {
  bool better = false, worse = false;
  for (const Comparison& comparison : row.ranked.comparisons) {
    better = better || comparison.verdict == Verdict::better;
    worse = worse || comparison.verdict == Verdict::worse;
  }
  if (better) return worse ? RegimeOutcome::trades : RegimeOutcome::wins;
  return worse ? RegimeOutcome::loses : RegimeOutcome::untold;
}

const char* name_of(RegimeOutcome outcome) {
  switch (outcome) {
    case RegimeOutcome::wins:
      return "wins";
    case RegimeOutcome::trades:
      return "trades";
    case RegimeOutcome::loses:
      return "loses";
    case RegimeOutcome::untold:
      return "untold";
  }
  return "unknown";
}

}  // namespace servesweep::sweep
