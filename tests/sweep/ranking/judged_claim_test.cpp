#include "sweep/ranking/judged_claim.h"

#include <doctest/doctest.h>

#include "tests/sweep/ranking/claimed_study.h"

namespace servesweep::sweep::test::judged_claim_test {
namespace {

/// A claim on `tuned` in a metric, with its effect and margin.
std::string claim(const std::string& metric, const std::string& effect,
                  const std::string& more = "") {
  return "  - {claim: c, strategy: tuned, metric: " + metric + ", effect: " + effect + more + "}\n";
}

JudgedClaim judged(const ClaimedStudy& study) {
  return judge_claims(study.study, study.index, 0.95).front();
}

/// P99 TTFT falls by 2, 1 and 1.8 of 100: [-2.91, -0.29] %, as in the tests of judge().
ClaimedStudy small_fall(const std::string& claims) {
  ClaimedStudy study("defaults", claims);
  study.set(0, "ttft_p99_ms", {100, 100, 100}).set(1, "ttft_p99_ms", {98, 99, 98.2});
  return study;
}

}  // namespace

TEST_CASE("each claim is judged over paired seeds, in the order of the study") {
  const ClaimedStudy study = small_fall(
      claim("ttft_p99_ms", "none", ", within: 0.001") +
      claim("ttft_p99_ms", "better", ", at_least: 0.002") +
      "  - {claim: d, strategy: plain, than: tuned, metric: ttft_p99_ms, effect: worse}\n" +
      claim("ttft_p99_ms", "better", ", at_least: 0.02"));
  const std::vector<JudgedClaim> claims = judge_claims(study.study, study.index, 0.95);
  REQUIRE(claims.size() == 4);
  CHECK(claims[0].finding == Finding::failed);
  CHECK(claims[1].finding == Finding::held);
  CHECK(claims[1].difference.n == 3);
  CHECK(claims[1].difference.baseline_mean == 100);
  CHECK(claims[1].difference.relative_difference == doctest::Approx(-0.016));
  CHECK(claims[1].unit == "ms");
  CHECK(claims[1].reason.empty());
  CHECK(claims[2].finding == Finding::held);  // the other way round
  CHECK(claims[2].difference.mean_difference == doctest::Approx(1.6));
  CHECK(claims[3].finding == Finding::undecided);
  CHECK(claims[3].reason.empty());  // the interval says it
  CHECK(count_text(claims) == "2 held, 1 failed, 1 undecided");
}

TEST_CASE("the direction is that of the objective, else the metric's own") {
  ClaimedStudy study("defaults", claim("output_tokens_per_s", "better"));
  study.set(0, "output_tokens_per_s", {100, 100, 100})
      .set(1, "output_tokens_per_s", {102, 101, 101.8});
  CHECK(judged(study).finding == Finding::held);
  CHECK(count_text(judge_claims(study.study, study.index, 0.95)) == "1 held");
}

TEST_CASE("what a claim rests on may not have failed in part") {
  for (const std::int64_t point : {0, 1}) {
    ClaimedStudy study = small_fall(claim("ttft_p99_ms", "better"));
    study.set(0, "ttft_p99_ms", {100, 101, 100}).set(1, "ttft_p99_ms", {90, 91.5, 90.1});
    CHECK(judged(study).finding == Finding::held);
    for (io::PlanRow& row : study.index.plan) {
      if (row.point == point && row.seed == 3) row.status = io::RunStatus::failed;
    }
    const JudgedClaim doubtful = judged(study);
    CHECK(doubtful.finding == Finding::undecided);
    CHECK(doubtful.reason == std::string("1 of 3 runs of ") + (point == 0 ? "plain" : "tuned") +
                                 " failed, and what went well may have been the easy part");
  }
}

TEST_CASE("what does not count the unserved is not better of a strategy that serves less") {
  ClaimedStudy study = small_fall(claim("ttft_p99_ms", "better"));
  study.set(1, "completed_fraction", {0.9, 0.91, 0.9});
  const JudgedClaim latency = judged(study);
  CHECK(latency.finding == Finding::failed);
  CHECK(latency.reason ==
        "tuned serves a smaller share of the requests than plain (completed_fraction 0.9033 "
        "instead of 1), and ttft_p99_ms does not count the others as missed");

  study.set(0, "completed_fraction", {0.9, 0.9, 0.9});  // now it serves more
  CHECK(judged(study).finding == Finding::held);
}

TEST_CASE("that it serves less by chance, perhaps, leaves a claim open") {
  ClaimedStudy study = small_fall(claim("ttft_p99_ms", "better"));
  study.set(1, "completed_fraction", {1, 0.9, 1});  // −0.033 ± 0.143
  const JudgedClaim open = judged(study);
  CHECK(open.finding == Finding::undecided);
  CHECK(open.reason ==
        "tuned serves a smaller share of the requests than plain (completed_fraction 0.9667 "
        "instead of 1, which may be chance), and ttft_p99_ms does not count the others as missed");
  // Three equal differences are too few for their sign: (1/2)^3.
  CHECK(judged(study.set(1, "completed_fraction", {0.9, 0.9, 0.9})).finding == Finding::undecided);
  // What fails anyway needs no such reason.
  study.set(1, "ttft_p99_ms", {102, 101, 101.8});
  CHECK(judged(study).finding == Finding::failed);
  CHECK(judged(study).reason.empty());
}

TEST_CASE("nor is it as good, if it serves less than the tolerance allows") {
  ClaimedStudy study = small_fall(claim("ttft_p99_ms", "none", ", within: 0.04"));
  CHECK(judged(study).finding == Finding::held);
  study.set(1, "completed_fraction", {0.97, 0.97, 0.97});
  CHECK(judged(study).finding == Finding::held);
  study.set(1, "completed_fraction", {0.9, 0.91, 0.9});
  CHECK(judged(study).finding == Finding::failed);
}

TEST_CASE("a strategy that keeps the constraints of the study nowhere has no claim to be better") {
  const auto finding = [](const std::string& search, const std::string& effect, double steps) {
    ClaimedStudy study(search, claim("ttft_p99_ms", effect, "") +
                                   "constraints:\n  - {metric: steps, at_most: 3}\n");
    study.set(0, "ttft_p99_ms", {100, 100, 100});
    const auto points = static_cast<std::int64_t>(study.plan.points().size());
    for (std::int64_t point = 1; point < points; ++point) {
      study.set(point, "ttft_p99_ms", {98, 99, 98.2}).set(point, "steps", {4, 4, 4});
    }
    study.set(1, "steps", {steps, steps, steps});
    return judged(study);
  };
  CHECK(finding("defaults", "better", 3).finding == Finding::held);
  const JudgedClaim one = finding("defaults", "better", 4);
  CHECK(one.finding == Finding::failed);
  CHECK(one.reason ==
        "tuned does not keep the constraints of the study (steps at most 3), so it is no solution");
  CHECK(finding("grid", "better", 3).finding == Finding::held);  // at that point
  const JudgedClaim many = finding("grid", "better", 4);
  CHECK(many.finding == Finding::failed);
  CHECK(many.reason.starts_with("none of the 4 points of tuned keeps the constraints"));
  CHECK(finding("defaults", "none", 4).finding == Finding::failed);
  CHECK(finding("defaults", "worse", 4).reason.empty());  // it is judged by its figures
}

TEST_CASE("a class that is served less makes its own latencies suspect") {
  const auto study_of = [](const std::string& metric) {
    ClaimedStudy study("defaults", claim(metric, "better"));
    study.set(0, metric, {100, 100, 100}).set(1, metric, {98, 99, 98.2});
    study.set(1, "completed_fraction.standard", {0.9, 0.91, 0.9});
    return study;
  };
  CHECK(judged(study_of("e2e_p99_ms.standard")).finding == Finding::failed);
  CHECK(judged(study_of("e2e_p99_ms")).finding == Finding::held);
}

TEST_CASE("goodput and shares, and whatever is not 'better', may come with less service") {
  const auto finding = [](const std::string& metric, const std::string& effect, bool falls) {
    ClaimedStudy study("defaults", claim(metric, effect));
    study.set(0, metric, {100, 100, 100});
    study.set(1, metric,
              falls ? std::vector<double>{98, 99, 98.2} : std::vector<double>{102, 101, 101.8});
    return judged(study.set(1, "completed_fraction", {0.9, 0.91, 0.9})).finding;
  };
  CHECK(finding("goodput_per_s", "better", false) == Finding::held);
  CHECK(finding("slo_met_fraction", "better", false) == Finding::held);
  CHECK(finding("slo_met_fraction.standard", "better", false) == Finding::held);
  CHECK(finding("completed_fraction.standard", "better", false) == Finding::held);
  CHECK(finding("preemptions", "better", true) == Finding::failed);
  CHECK(finding("output_tokens_per_s", "better", false) == Finding::failed);
  CHECK(finding("ttft_p99_ms", "worse", false) == Finding::held);
  CHECK(finding("end_s", "better", true) == Finding::failed);
}

TEST_CASE("a strategy with several points is judged at the one that a ranking shows") {
  ClaimedStudy study("grid", claim("steps", "better"));
  study.set(0, "ttft_p99_ms", {100, 100, 100}).set(0, "steps", {100, 100, 100});
  for (const std::int64_t point : {1, 2, 4}) {
    study.set(point, "ttft_p99_ms", {90, 91, 92}).set(point, "steps", {50, 51, 52});
  }
  study.set(3, "ttft_p99_ms", {80, 81, 82}).set(3, "steps", {110, 111, 112});  // by the objective
  const JudgedClaim claim = judged(study);
  CHECK(claim.strategy.point == 3);
  CHECK(claim.strategy.points == 4);
  CHECK(claim.than.points == 1);
  CHECK(claim.finding == Finding::failed);

  const JudgedClaim fixed = judged(small_fall(judged_claim_test::claim("ttft_p99_ms", "better")));
  CHECK(fixed.strategy.points == 1);
}

TEST_CASE("what cannot be decided says why") {
  ClaimedStudy study = small_fall(claim("ttft_p99_ms", "better", ", at_least: 0.01"));
  const auto only_done = [&](std::vector<std::uint64_t> plain, std::vector<std::uint64_t> tuned) {
    for (io::PlanRow& row : study.index.plan) {
      const std::vector<std::uint64_t>& done = row.point == 0 ? plain : tuned;
      const bool is_done = std::find(done.begin(), done.end(), row.seed) != done.end();
      row.status = is_done ? io::RunStatus::done : io::RunStatus::missing;
    }
  };
  only_done({1}, {2, 3});
  CHECK(judged(study).reason == "no seed is done on both sides");
  CHECK(judged(study).strategy.seeds == 2);
  CHECK(judged(study).strategy.planned_seeds == 3);
  only_done({1, 2}, {2, 3});
  CHECK(judged(study).reason == "one seed has no interval");
  only_done({1, 2, 3}, {1, 2, 3});
  study.set(1, "ttft_p99_ms", {90, 90, 90});
  CHECK(judged(study).finding == Finding::undecided);
  CHECK(judged(study).reason ==
        "the change is the same in all 3 seeds, too few for its sign to count");
  study.set(1, "ttft_p99_ms", {90, 91, std::numeric_limits<double>::quiet_NaN()});
  CHECK(judged(study).reason == "the metric is undefined in some run");
  study.set(0, "ttft_p99_ms", {0, 0, 30}).set(1, "ttft_p99_ms", {0, 0, 10});
  CHECK(judged(study).reason == "the mean of plain cannot be told from 0");

  ClaimedStudy from_zero("defaults", claim("preemptions", "worse", ", at_least: 0.1"));
  from_zero.set(0, "preemptions", {0, 0, 0}).set(1, "preemptions", {5, 6, 7});
  CHECK(judged(from_zero).reason == "a change from 0 has no ratio");
}

TEST_CASE("a value is judged by its own interval") {
  ClaimedStudy study("defaults", claim("ttft_p99_ms", "value", ", at_most: 100"));
  study.set(1, "ttft_p99_ms", {98, 99, 98.2});
  const JudgedClaim value = judged(study);
  CHECK(value.finding == Finding::held);
  CHECK(value.difference.baseline_mean == 0);
  CHECK(value.difference.mean_difference == doctest::Approx(98.4));
  study.set(1, "completed_fraction", {0.5, 0.5, 0.5});  // says nothing of another strategy
  CHECK(judged(study).finding == Finding::held);
  study.set(1, "ttft_p99_ms", {98, 99, 104});
  CHECK(judged(study).finding == Finding::undecided);
}

/// Baseline `plain` (point 0), `a` (1), `b` (2) and `both` (3) on `few` (0) and `many` (1), 3
/// seeds.
ClaimedStudy four_by_two(const std::string& claims) {
  std::string text = example_with("seeds: [42, 43]", "seeds: [1, 2, 3]");
  text.replace(text.find("method: grid"), 12, "method: defaults");
  const std::size_t tuned = text.find("  - strategy: tuned");
  text.replace(tuned, text.find("search:") - tuned,
               "  - {strategy: a, policies: {}, limits: {max_running: 1}}\n"
               "  - {strategy: b, policies: {}, limits: {max_running: 2}}\n"
               "  - {strategy: both, policies: {}, limits: {max_running: 3}}\n");
  text.insert(text.find("seeds:"),
              "  - {workload: many, requests_per_s: 200, requests: 20, clients: [{id: all, "
              "arrival: {process: poisson}, input_tokens: {law: constant, value: 64}, "
              "output_tokens: {law: constant, value: 8}}]}\n");
  return ClaimedStudy(text + "claims:\n" + claims);
}

TEST_CASE("a claim across workloads pairs them by seed") {
  ClaimedStudy study = four_by_two(
      "  - {claim: c, strategy: a, workload: many, than_workload: few, metric: steps,\n"
      "     effect: worse, at_least: 0.05}\n");
  study.set(1, "steps", {190, 200, 210}).set(1, "steps", {210, 221, 232}, 1);
  const JudgedClaim claim = judged(study);
  CHECK(claim.difference.baseline_mean == 200);
  CHECK(claim.difference.mean_difference == 21);  // 20, 21, 22
  CHECK(claim.finding == Finding::held);
  CHECK(claim.than.point == 1);
}

/// Per seed 100, 200, 400; a adds 10, 20, 30 and b 30, 30, 50: sums 140, 250, 480.
TEST_CASE("an interaction is the difference to what the parts add up to") {
  const std::string claim =
      "  - {claim: c, strategy: both, parts: [a, b], workload: many, metric: steps, effect: worse";
  const auto values = [](ClaimedStudy study, const std::vector<double>& both) {
    study.set(0, "steps", {100, 200, 400}, 1).set(1, "steps", {110, 220, 430}, 1);
    study.set(2, "steps", {130, 230, 450}, 1).set(3, "steps", both, 1);
    return judged(study);
  };
  const JudgedClaim more = values(four_by_two(claim + "}\n"), {150, 261, 492});
  CHECK(more.difference.baseline_mean == doctest::Approx(290));  // (140 + 250 + 480) / 3
  CHECK(more.difference.mean_difference == doctest::Approx(11));
  CHECK(more.finding == Finding::held);
  REQUIRE(more.parts.size() == 2);
  CHECK(more.parts[1].point == 2);
  CHECK(values(four_by_two(claim + "}\n"), {130, 239, 470}).finding == Finding::failed);

  // As ratios: 143, 253, 483.75.
  const JudgedClaim ratio =
      values(four_by_two(claim + ", scale: multiplicative}\n"), {143, 253, 483.75});
  CHECK(ratio.difference.mean_difference == doctest::Approx(0));
}

TEST_CASE("there is no ratio to parts that add up to less than 0, or to nothing") {
  const std::string claim =
      "  - {claim: c, strategy: both, parts: [a, b], workload: few, metric: steps, effect: worse, ";
  ClaimedStudy study = four_by_two(claim + "at_least: 0.1}\n");
  study.set(0, "steps", {100, 100, 100}).set(1, "steps", {10, 11, 12}).set(2, "steps", {9, 8, 7});
  study.set(3, "steps", {5, 6, 8});
  CHECK(judged(study).finding == Finding::undecided);
  CHECK(judged(study).reason ==
        "the parts add up to less than 0, so that there is no ratio to them");
  ClaimedStudy zero = four_by_two(claim + "scale: multiplicative}\n");
  zero.set(0, "steps", {100, 0, 100});
  CHECK(judged(zero).reason ==
        "the metric is 0 or undefined in some run, so that there is no ratio to it");
}

TEST_CASE("an optional metric that was not asked for says so") {
  ClaimedStudy study("defaults", claim("routing_regret_max", "value", ", at_most: 0"));
  study.set(1, "routing_regret_max", {0, 0, std::numeric_limits<double>::quiet_NaN()});
  CHECK(judged(study).reason ==
        "the metric was not asked for when these runs were made; run the study into a new folder");
}

TEST_CASE("the metrics that claims need are named, each once") {
  const ClaimedStudy study(
      "defaults",
      claim("steps", "better") + claim("tpot_p99_ms.standard", "better") + claim("steps", "none"));
  std::vector<std::string> names;
  for (const std::size_t position : claim_metrics(study.study)) {
    names.push_back(study.study.metrics()[position].column.name);
  }
  CHECK(names == std::vector<std::string>{"ttft_p99_ms", "completed_fraction", "steps",
                                          "tpot_p99_ms.standard", "completed_fraction.standard"});
}

TEST_CASE("a study without claims has none to judge") {
  ClaimedStudy study = small_fall(claim("steps", "better"));
  const Study plain = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  CHECK(judge_claims(plain, study.index, 0.95).empty());
}

}  // namespace servesweep::sweep::test::judged_claim_test
