#include "sweep/ranking/judged_claim.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/base/contract.h"
#include "sweep/ranking/objective_question.h"
#include "sweep/ranking/served_share.h"

namespace servesweep::sweep {
namespace {

std::size_t position_of(const std::vector<Metric>& metrics, const std::string& name) {
  const auto found = std::find_if(metrics.begin(), metrics.end(),
                                  [&](const Metric& m) { return m.column.name == name; });
  SERVESWEEP_EXPECT(found != metrics.end());
  return static_cast<std::size_t>(found - metrics.begin());
}

/// Judges the claims of one study by one index.
class ClaimJudge {
 public:
  ClaimJudge(const Study& study, const io::StudyIndex& index, double confidence)
      : study_(study),
        index_(index),
        confidence_(confidence),
        metrics_(study.metrics()),
        rankings_(rank(index, objective_question(study))) {}

  [[nodiscard]] JudgedClaim judged(const Claim& claim) const;

 private:
  [[nodiscard]] std::int64_t workload_of(const Claim& claim) const;
  [[nodiscard]] ClaimSide side(const Claim& claim, const std::string& strategy) const;
  [[nodiscard]] SeedValues values(const Claim& claim, const ClaimSide& side,
                                  const std::string& metric) const;
  [[nodiscard]] PairedDifference difference(const JudgedClaim& judged,
                                            const std::string& metric) const;
  [[nodiscard]] std::string service_reason(const JudgedClaim& judged) const;
  [[nodiscard]] std::string doubt(const JudgedClaim& judged) const;

  const Study& study_;
  const io::StudyIndex& index_;
  double confidence_;
  std::vector<Metric> metrics_;
  std::vector<Ranking> rankings_;
};

std::int64_t ClaimJudge::workload_of(const Claim& claim) const {
  std::int64_t position = 0;
  while (study_.workloads()[static_cast<std::size_t>(position)].name != claim.workload) ++position;
  return position;
}

ClaimSide ClaimJudge::side(const Claim& claim, const std::string& strategy) const {
  for (const Ranking& ranking : rankings_) {
    if (ranking.workload != workload_of(claim)) continue;
    for (const RankedPoint& row : ranking.rows) {
      if (row.point.strategy != strategy) continue;
      return {.point = row.point.id,
              .points = row.points,
              .seeds = row.seeds,
              .planned_seeds = row.planned_seeds};
    }
  }
  SERVESWEEP_EXPECT(false);  // every strategy of a study is planned on every workload
  return {};
}

SeedValues ClaimJudge::values(const Claim& claim, const ClaimSide& side,
                              const std::string& metric) const {
  const std::vector<double>& column = index_.values[position_of(metrics_, metric)];
  const std::int64_t workload = workload_of(claim);
  SeedValues values;
  for (std::size_t row = 0; row < index_.plan.size(); ++row) {
    const io::PlanRow& run = index_.plan[row];
    if (run.point != side.point || run.workload != workload) continue;
    if (run.status == io::RunStatus::done) values.emplace_back(run.seed, column[row]);
  }
  std::sort(values.begin(), values.end());
  return values;
}

PairedDifference ClaimJudge::difference(const JudgedClaim& judged,
                                        const std::string& metric) const {
  return paired_difference(pair_by_seed(values(judged.claim, judged.strategy, metric),
                                        values(judged.claim, judged.than, metric)),
                           confidence_);
}

/// Why what is better, or as good, must not be called so; empty if nothing speaks against it.
std::string ClaimJudge::service_reason(const JudgedClaim& judged) const {
  const Claim& claim = judged.claim;
  if (claim.expectation.effect == Effect::worse) return "";
  const double tolerated = claim.expectation.effect == Effect::none ? claim.expectation.within : 0;
  for (const std::string& share : served_shares(claim.metric)) {
    const PairedDifference served = difference(judged, share);
    if (!(served.mean_difference < -tolerated * served.baseline_mean)) continue;
    return fmt::format(
        "{} serves a smaller share of the requests than {} ({} {:.4g} instead of {:.4g}), and {} "
        "does not count the others as missed",
        claim.strategy, claim.than, share, served.baseline_mean + served.mean_difference,
        served.baseline_mean, claim.metric);
  }
  return "";
}

/// Why nothing can be decided, if it is not the width of the interval.
std::string ClaimJudge::doubt(const JudgedClaim& judged) const {
  const PairedDifference& difference = judged.difference;
  if (difference.n == 0) return "no seed is done on both sides";
  if (!std::isfinite(difference.mean_difference)) return "the metric is undefined in some run";
  if (difference.n == 1) return "one seed has no interval";
  if (judged.claim.expectation.effect != Effect::none && is_constant_change(difference)) {
    return fmt::format("the change is the same in all {} seeds, too few for its sign to count",
                       difference.n);
  }
  if (judged.claim.expectation.effect != Effect::none && judged.claim.expectation.at_least == 0) {
    return "";  // the direction needs no ratio
  }
  if (difference.baseline_mean == 0) return "a change from 0 has no ratio";
  if (!std::isfinite(difference.relative.upper)) {
    return fmt::format("the mean of {} cannot be told from 0", judged.claim.than);
  }
  return "";
}

JudgedClaim ClaimJudge::judged(const Claim& claim) const {
  JudgedClaim judged{.claim = claim,
                     .unit = metrics_[position_of(metrics_, claim.metric)].column.unit,
                     .strategy = side(claim, claim.strategy),
                     .than = side(claim, claim.than)};
  judged.difference = difference(judged, claim.metric);
  judged.finding = judge(judged.difference, claim.goal, claim.expectation, confidence_);
  if (judged.finding != Finding::failed) judged.reason = service_reason(judged);
  if (!judged.reason.empty()) judged.finding = Finding::failed;
  if (judged.finding == Finding::undecided) judged.reason = doubt(judged);
  return judged;
}

}  // namespace

std::vector<std::size_t> claim_metrics(const Study& study) {
  const std::vector<Metric> metrics = study.metrics();
  std::set<std::size_t> positions;
  for (const std::size_t column : objective_question(study).columns()) positions.insert(column);
  for (const Claim& claim : study.claims()) {
    positions.insert(position_of(metrics, claim.metric));
    for (const std::string& share : served_shares(claim.metric)) {
      positions.insert(position_of(metrics, share));
    }
  }
  return {positions.begin(), positions.end()};
}

std::vector<JudgedClaim> judge_claims(const Study& study, const io::StudyIndex& index,
                                      double confidence) {
  std::vector<JudgedClaim> judged;
  if (study.claims().empty()) return judged;
  const ClaimJudge judge(study, index, confidence);
  for (const Claim& claim : study.claims()) judged.push_back(judge.judged(claim));
  return judged;
}

std::string count_text(const std::vector<JudgedClaim>& claims) {
  std::string text;
  for (const Finding finding : {Finding::held, Finding::failed, Finding::undecided}) {
    const auto count = std::count_if(claims.begin(), claims.end(),
                                     [&](const JudgedClaim& c) { return c.finding == finding; });
    if (count == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name_of(finding));
  }
  return text;
}

}  // namespace servesweep::sweep
