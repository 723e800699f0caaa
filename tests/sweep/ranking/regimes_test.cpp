#include "sweep/ranking/regimes.h"

#include <doctest/doctest.h>

#include "tests/sweep/ranking/claimed_study.h"

namespace servesweep::sweep::test::regimes_test {
namespace {

/// The example with `tuned` at its default, three seeds; every metric is 1.
ClaimedStudy sample(const std::string& lines = "", const std::string& workload = "few") {
  return {"defaults",
          "  - {claim: c, strategy: tuned, metric: ttft_p99_ms, effect: better, "
          "workload: " +
              workload + "}\n" + lines};
}

Regime first_of(const ClaimedStudy& study, const std::string& only = "") {
  const RegimesQuestion question = regimes_question(study.study, 0.95, 0.1);
  const std::vector<Regime> all = regimes(study.study, study.index, question, only);
  REQUIRE(all.size() == 1);
  return all.front();
}

const Comparison& of(const RegimeRow& row, std::size_t metric) {
  return row.ranked.comparisons[metric];
}

constexpr std::size_t kTtft = 0, kE2e = 1, kGoodput = 3, kServed = 4;

}  // namespace

TEST_CASE("regimes: the baseline first, then the others, with verdicts on what is shown") {
  ClaimedStudy study = sample();
  study.set(0, "ttft_p99_ms", {100, 100, 100}).set(1, "ttft_p99_ms", {90, 91, 89});
  study.set(0, "e2e_p99_ms", {100, 100, 100}).set(1, "e2e_p99_ms", {120, 121, 119});
  const Regime regime = first_of(study);
  REQUIRE(regime.rows.size() == 2);
  CHECK(regime.rows[0].ranked.point.strategy == "plain");
  CHECK(regime.rows[0].ranked.comparisons.empty());
  const RegimeRow& tuned = regime.rows[1];
  CHECK(of(tuned, kTtft).verdict == Verdict::better);
  CHECK(of(tuned, kE2e).verdict == Verdict::worse);
  CHECK(of(tuned, kGoodput).verdict == Verdict::equal);
  CHECK(outcome_of(tuned) == RegimeOutcome::trades);
  study.set(1, "e2e_p99_ms", {100, 100, 100});
  CHECK(outcome_of(first_of(study).rows[1]) == RegimeOutcome::wins);
  study.set(1, "ttft_p99_ms", {100, 100, 100});
  CHECK(outcome_of(first_of(study).rows[1]) == RegimeOutcome::untold);
  study.set(1, "goodput_per_s", {0.5, 0.51, 0.5});
  CHECK(outcome_of(first_of(study).rows[1]) == RegimeOutcome::loses);
}

TEST_CASE("regimes: who sheds is better in goodput at most, however short its latencies") {
  ClaimedStudy study = sample();
  study.set(0, "ttft_p99_ms", {100, 100, 100}).set(1, "ttft_p99_ms", {10, 11, 9});
  study.set(1, "completed_fraction", {0.5, 0.51, 0.5}).set(1, "rejected", {10, 11, 9});
  study.set(1, "goodput_per_s", {1.5, 1.51, 1.5});
  const RegimeRow row = first_of(study).rows[1];
  CHECK(row.ranked.serves_less);
  CHECK(of(row, kTtft).verdict == Verdict::undecided);
  CHECK(of(row, kGoodput).verdict == Verdict::better);
  CHECK(of(row, kServed).verdict == Verdict::worse);
  CHECK(outcome_of(row) == RegimeOutcome::trades);
  CHECK(row.unserved.rejected == 10);
}

TEST_CASE("regimes: labels are counted, and of equally many the gravest stands for all") {
  ClaimedStudy study = sample();
  study.set(0, "load_label", {1, 2, 1}).set(1, "load_label", {0, 3, 2});
  const Regime regime = first_of(study);
  CHECK(regime.rows[0].labels.mode() == engine::Saturation::stable);
  CHECK(regime.rows[0].labels.of(engine::Saturation::stable) == 2);
  CHECK(regime.rows[1].labels.mode() == engine::Saturation::unfinished);
  CHECK(regime.rows[1].labels.total() == 3);
  CHECK_FALSE(LabelCounts().mode().has_value());
}

TEST_CASE("regimes: stationary if the halves' change is within the drift, beyond doubt") {
  ClaimedStudy terminating = sample();
  CHECK_FALSE(first_of(terminating).rows[0].halves.has_value());

  ClaimedStudy study = sample("warmup: {s: 0.01}\n");
  study.set(0, "ttft_first_half_mean_ms", {100, 100, 100})
      .set(0, "ttft_second_half_mean_ms", {102, 103, 101});
  study.set(1, "ttft_first_half_mean_ms", {100, 100, 100})
      .set(1, "ttft_second_half_mean_ms", {150, 152, 148});
  const Regime regime = first_of(study);
  CHECK(regime.rows[0].stationary == Finding::held);
  // 2 % on average, standard error 1/√3, t(0.95, 2) = 4.303: ± 2.48.
  CHECK(regime.rows[0].halves->relative.upper == doctest::Approx(0.0448).epsilon(0.001));
  CHECK(regime.rows[1].stationary == Finding::failed);
  study.set(0, "ttft_second_half_mean_ms", {80, 100, 120});
  CHECK(first_of(study).rows[0].stationary == Finding::undecided);
}

TEST_CASE("regimes: only the strategy that is asked for, beside the baseline") {
  ClaimedStudy study = sample();
  CHECK(first_of(study, "tuned").rows.size() == 2);
  CHECK(first_of(study, "plain").rows.size() == 1);
  // Whose p-values are those of the whole study.
  study.set(0, "ttft_p99_ms", {100, 100, 100}).set(1, "ttft_p99_ms", {90, 91, 89});
  CHECK(of(first_of(study, "tuned").rows[1], kTtft).adjusted_p_value ==
        of(first_of(study).rows[1], kTtft).adjusted_p_value);
}

TEST_CASE("regimes: the point that is shown is judged as one of all that it was chosen from") {
  // Differences −10, −9, −11: t = 17.3, p = 0.0033, times the four points of `tuned`.
  ClaimedStudy study{"grid",
                     "  - {claim: c, strategy: tuned, metric: ttft_p99_ms, effect: better}\n"};
  for (const std::int64_t point : {0, 1, 2, 3, 4}) study.set(point, "ttft_p99_ms", {99, 100, 101});
  study.set(3, "ttft_p99_ms", {89, 91, 90});
  const RegimesQuestion question = regimes_question(study.study, 0.99, 0.1);
  CHECK(question.ranking.workloads == 1);
  const std::vector<Regime> all = regimes(study.study, study.index, question, "");
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].rows.size() == 2);
  CHECK(all[0].family == 4);
  CHECK(all[0].rows[1].ranked.point.id == 3);
  const Comparison& best = of(all[0].rows[1], kTtft);
  CHECK(best.difference.p_value == doctest::Approx(0.0033).epsilon(0.02));
  CHECK(best.adjusted_p_value == doctest::Approx(4 * best.difference.p_value));
  CHECK(best.verdict == Verdict::undecided);  // 0.0132, where one alone would be better
  CHECK(of(first_of(study).rows[1], kTtft).verdict == Verdict::better);
}

TEST_CASE("regimes: verdicts are adjusted over all workloads, as one family") {
  // Two workloads of the same figures. Differences −10, −4, −1: mean −5, s = 4.583, t = 1.89,
  // p = 0.199; with −10, −9, −11: t = 17.3, p = 0.0033, doubled by Holm to 0.0066.
  ClaimedStudy study = sample("loads: {factors: [1, 2]}\n", "few@1");
  study.set(0, "ttft_p99_ms", {100, 100, 100}).set(1, "ttft_p99_ms", {90, 91, 89});
  study.set(0, "ttft_p99_ms", {100, 100, 100}, 1).set(1, "ttft_p99_ms", {90, 96, 99}, 1);
  const RegimesQuestion question = regimes_question(study.study, 0.95, 0.1);
  const std::vector<Regime> all = regimes(study.study, study.index, question, "");
  REQUIRE(all.size() == 2);
  const Comparison& sure = of(all[0].rows[1], kTtft);
  CHECK(sure.adjusted_p_value == doctest::Approx(2 * sure.difference.p_value));
  CHECK(sure.difference.p_value == doctest::Approx(0.0033).epsilon(0.02));
  CHECK(sure.verdict == Verdict::better);
  CHECK(all[0].family == 2);
  CHECK(all[1].family == 2);
  CHECK(of(all[1].rows[1], kTtft).verdict == Verdict::undecided);
  // A level that one comparison alone would reach, and two do not.
  const RegimesQuestion strict = regimes_question(study.study, 0.995, 0.1);
  CHECK(of(regimes(study.study, study.index, strict, "")[0].rows[1], kTtft).verdict ==
        Verdict::undecided);
}

}  // namespace servesweep::sweep::test::regimes_test
