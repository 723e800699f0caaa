#include "sweep/ranking/judged_claim.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/contract.h"
#include "sweep/ranking/claim_doubt.h"
#include "sweep/ranking/objective_question.h"
#include "sweep/ranking/served_share.h"
#include "sweep/statistics/interaction.h"

namespace servesweep::sweep {
namespace {

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
  [[nodiscard]] std::int64_t position_of_workload(const std::string& name) const;
  [[nodiscard]] ClaimSide side(const std::string& strategy, const std::string& workload) const;
  [[nodiscard]] SeedValues values(const ClaimSide& side, const std::string& workload,
                                  const std::string& metric) const;
  [[nodiscard]] SeedValues compared_with(const JudgedClaim& judged,
                                         const std::string& metric) const;
  [[nodiscard]] PairedDifference difference(const SeedValues& values, const SeedValues& than) const;
  void take_sides(JudgedClaim& judged) const;
  [[nodiscard]] std::string constraint_reason(const JudgedClaim& judged) const;
  [[nodiscard]] ServiceDoubt service(const JudgedClaim& judged) const;
  void take_service(JudgedClaim& judged) const;

  const Study& study_;
  const io::StudyIndex& index_;
  double confidence_;
  std::vector<Metric> metrics_;
  std::vector<Ranking> rankings_;
};

std::int64_t ClaimJudge::position_of_workload(const std::string& name) const {
  std::int64_t position = 0;
  while (study_.workloads()[static_cast<std::size_t>(position)].name != name) ++position;
  return position;
}

ClaimSide ClaimJudge::side(const std::string& strategy, const std::string& workload) const {
  for (const Ranking& ranking : rankings_) {
    if (ranking.workload != position_of_workload(workload)) continue;
    for (const RankedPoint& row : ranking.rows) {
      if (row.point.strategy != strategy) continue;
      return {.point = row.point.id,
              .points = row.points,
              .seeds = row.seeds,
              .planned_seeds = row.planned_seeds,
              .failed_seeds = row.failed_seeds,
              .breaks_constraints = row.breaks_constraints};
    }
  }
  SERVESWEEP_EXPECT(false);  // every strategy of a study is planned on every workload
  return {};
}

SeedValues ClaimJudge::values(const ClaimSide& side, const std::string& workload_name,
                              const std::string& metric) const {
  const std::vector<double>& column = index_.values[metric_position(metrics_, metric)];
  const std::int64_t workload = position_of_workload(workload_name);
  SeedValues values;
  for (std::size_t row = 0; row < index_.plan.size(); ++row) {
    const io::PlanRow& run = index_.plan[row];
    if (run.point != side.point || run.workload != workload) continue;
    if (run.status == io::RunStatus::done) values.emplace_back(run.seed, column[row]);
  }
  std::sort(values.begin(), values.end());
  return values;
}

/// What the claim's strategy is compared with, by seed.
SeedValues ClaimJudge::compared_with(const JudgedClaim& judged, const std::string& metric) const {
  const Claim& claim = judged.claim;
  if (claim.expectation.effect == Effect::value) {
    SeedValues zeros = values(judged.strategy, claim.workload, metric);
    for (auto& [seed, value] : zeros) value = 0;
    return zeros;
  }
  const SeedValues than = values(judged.than, claim.than_workload, metric);
  if (claim.parts.empty()) return than;
  std::vector<SeedValues> parts;
  for (const ClaimSide& part : judged.parts) {
    parts.push_back(values(part, claim.than_workload, metric));
  }
  return without_interaction(parts, than, claim.scale);
}

PairedDifference ClaimJudge::difference(const SeedValues& values, const SeedValues& than) const {
  return paired_difference(pair_by_seed(values, than), confidence_);
}

void ClaimJudge::take_sides(JudgedClaim& judged) const {
  const Claim& claim = judged.claim;
  judged.strategy = side(claim.strategy, claim.workload);
  if (claim.expectation.effect == Effect::value) return;
  judged.than = side(claim.than, claim.than_workload);
  for (const std::string& part : claim.parts) {
    judged.parts.push_back(side(part, claim.than_workload));
  }
}

/// Why a strategy that keeps the study's constraints at no point has no claim to anything; empty if
/// it keeps them.
std::string ClaimJudge::constraint_reason(const JudgedClaim& judged) const {
  const Effect effect = judged.claim.expectation.effect;
  if (effect == Effect::worse || effect == Effect::value) return "";
  if (!judged.strategy.breaks_constraints || judged.difference.n == 0) return "";
  std::vector<std::string> bounds;
  for (const MetricConstraint& one : study_.constraints()) bounds.push_back(one.text());
  const std::string who = judged.strategy.points == 1
                              ? judged.claim.strategy + " does not keep"
                              : fmt::format("none of the {} points of {} keeps",
                                            judged.strategy.points, judged.claim.strategy);
  return fmt::format("{} the constraints of the study ({}), so it is no solution", who,
                     fmt::join(bounds, ", "));
}

/// The side whose runs failed in part, so that nothing is held about it; empty if none did.
std::string failure_reason(const JudgedClaim& judged) {
  std::vector<std::pair<const ClaimSide*, std::string>> sides{
      {&judged.strategy, judged.claim.strategy}, {&judged.than, judged.claim.than}};
  for (std::size_t i = 0; i < judged.parts.size(); ++i) {
    sides.emplace_back(&judged.parts[i], judged.claim.parts[i]);
  }
  for (const auto& [side, name] : sides) {
    if (side->failed_seeds == 0) continue;
    return fmt::format("{} of {} runs of {} failed, and what went well may have been the easy part",
                       side->failed_seeds, side->planned_seeds, name);
  }
  return "";
}

/// Whether what is better, or as good, may be called so.
ServiceDoubt ClaimJudge::service(const JudgedClaim& judged) const {
  const Claim& claim = judged.claim;
  const Effect effect = claim.expectation.effect;
  if (effect == Effect::worse || effect == Effect::value) return {};
  const double tolerated = effect == Effect::none ? claim.expectation.within : 0;
  return service_doubt(claim.metric, tolerated, [&](const std::string& share) {
    return pair_by_seed(values(judged.strategy, claim.workload, share),
                        values(judged.than, claim.than_workload, share));
  });
}

void ClaimJudge::take_service(JudgedClaim& judged) const {
  const ServiceDoubt doubt = service(judged);
  if (!doubt.falls() || judged.finding == Finding::failed) return;
  const Finding finding = judge(doubt.doubt, confidence_);
  const std::string text = doubt.text(judged.claim.strategy + " serves", judged.claim.than,
                                      judged.claim.metric, confidence_);
  if (finding == Finding::failed || judged.finding == Finding::held) {
    judged.finding = finding;
    judged.reason = text;
  }
}

JudgedClaim ClaimJudge::judged(const Claim& claim) const {
  JudgedClaim judged{.claim = claim,
                     .unit = metrics_[metric_position(metrics_, claim.metric)].column.unit,
                     .strategy = {},
                     .than = {}};
  take_sides(judged);
  judged.difference = difference(values(judged.strategy, claim.workload, claim.metric),
                                 compared_with(judged, claim.metric));
  judged.finding = judge(judged.difference, claim.goal, claim.expectation, confidence_);
  // A ratio to something negative has the wrong sign.
  const bool is_negative = judged.difference.baseline_mean < 0;
  if (is_negative && needs_ratio(claim.expectation)) judged.finding = Finding::undecided;
  if (judged.finding == Finding::undecided) judged.reason = doubt_about(judged);
  if (const std::string reason = constraint_reason(judged); !reason.empty()) {
    judged.finding = Finding::failed;
    judged.reason = reason;
  } else {
    take_service(judged);
  }
  if (judged.finding == Finding::held) {
    judged.reason = failure_reason(judged);
    if (!judged.reason.empty()) judged.finding = Finding::undecided;
  }
  return judged;
}

}  // namespace

std::vector<std::size_t> claim_metrics(const Study& study) {
  const std::vector<Metric> metrics = study.metrics();
  std::set<std::size_t> positions;
  for (const std::size_t column : objective_question(study).columns()) positions.insert(column);
  for (const Claim& claim : study.claims()) {
    positions.insert(metric_position(metrics, claim.metric));
    for (const std::string& share : served_shares(claim.metric)) {
      positions.insert(metric_position(metrics, share));
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
