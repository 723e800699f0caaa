#include "sweep/criteria/criteria_report.h"

#include <doctest/doctest.h>

#include <initializer_list>

#include "tests/sweep/criteria/judged_study.h"

namespace servesweep::sweep::criteria_report_test {
namespace {

using test::JudgedStudy;

using Values = std::vector<double>;

const Values kBase = {100, 101, 102, 100, 101, 102};
const Values kLess = {80, 81, 82, 81, 80, 81};              // 20 % less
const Values kMore = {101, 101.5, 103, 100.5, 102, 102.8};  // 0.8 % more
const Values kBitLess = {95, 96, 98, 96, 95, 97};           // 5 % less

/// Judged on the seeds of the study.
CriteriaReport report_of(const JudgedStudy& bench, const CriteriaQuestion& question = {}) {
  const FinalistSchedule schedule(bench.study, bench.index, question);
  return criteria_report(bench.study, bench.plan, bench.index, question, schedule);
}

const CriteriaCase& case_of(const CriteriaReport& report, const std::string& strategy) {
  for (const CriteriaCase& one : report.cases) {
    if (one.point.point.strategy == strategy) return one;
  }
  throw std::runtime_error("no case of " + strategy);
}

std::vector<Finding> findings(const CriteriaCase& one) {
  std::vector<Finding> list;
  for (const JudgedCriterion& judged : one.judged) list.push_back(judged.finding);
  return list;
}

const std::string kTwo =
    "criteria:\n"
    "  - {criterion: ttft, metric: ttft_p99_ms, better_by: 0.15}\n"
    "  - {criterion: rate, metric: output_tokens_per_s, worse_by_at_most: 0.01}\n"
    "  - {criterion: e2e, metric: e2e_p99_ms, better_by: 0.5, beside: true}\n";

/// All points as the baseline, but for the fourth of `tuned`, and for `other`.
JudgedStudy bench_of(const std::string& criteria) {
  JudgedStudy bench(criteria);
  for (std::int64_t point = 0; point < 7; ++point) {
    bench.set(point, "ttft_p99_ms", kBase);
    bench.set(point, "output_tokens_per_s", point == 4 || point == 5 ? kMore : kBase);
  }
  bench.set(4, "ttft_p99_ms", kLess).set(5, "ttft_p99_ms", kBitLess);
  return bench;
}

}  // namespace

TEST_CASE("every strategy but baseline and bounds is judged at the point that rank shows") {
  const CriteriaReport report = report_of(bench_of(kTwo));
  CHECK(report.baseline == "plain");
  REQUIRE(report.cases.size() == 2);
  const CriteriaCase& tuned = case_of(report, "tuned");
  CHECK(tuned.point.point.id == 4);
  CHECK(tuned.point.points == 4);
  CHECK(tuned.baseline_point == 0);
  CHECK(tuned.is_home);
  CHECK_FALSE(tuned.is_fresh);
  CHECK(tuned.workload == "few");
  CHECK(tuned.chosen_on.empty());
  CHECK(findings(tuned) == std::vector{Finding::held, Finding::held, Finding::failed});
  CHECK(tuned.finding == Finding::held);  // e2e is beside
  const CriteriaCase& other = case_of(report, "other");
  CHECK(findings(other) == std::vector{Finding::failed, Finding::held, Finding::failed});
  CHECK(other.finding == Finding::failed);
}

TEST_CASE("a point of which a run failed does not pass") {
  JudgedStudy bench = bench_of(kTwo);
  REQUIRE(case_of(report_of(bench), "tuned").finding == Finding::held);
  for (io::PlanRow& row : bench.index.plan) {  // one seed of every point of its strategy
    const bool is_tuned = row.point >= 1 && row.point <= 4;
    if (is_tuned && row.seed == 6) row.status = io::RunStatus::failed;
  }
  const CriteriaReport report = report_of(bench);
  CHECK(case_of(report, "tuned").point.failed_seeds == 1);
  CHECK(case_of(report, "tuned").finding == Finding::undecided);
}

TEST_CASE("all criteria together: one that is open leaves it open, one that fails fails it") {
  const std::string judged_by = "  - {criterion: why, judged_by: explain}\n";
  CriteriaQuestion question;
  question.judges["explain"] = [](const OutsideQuestion&) {
    return OutsideVerdict{.reason = "who knows"};
  };
  const CriteriaReport report = report_of(bench_of(kTwo + judged_by), question);
  const CriteriaCase& tuned = case_of(report, "tuned");
  CHECK(tuned.judged.back().finding == Finding::undecided);
  CHECK(tuned.judged.back().reason == "who knows");
  CHECK(tuned.finding == Finding::undecided);
  CHECK(case_of(report, "other").finding == Finding::failed);
}

TEST_CASE("who judges from outside decides") {
  const JudgedStudy bench = bench_of(kTwo + "  - {criterion: why, judged_by: explain}\n");
  CriteriaQuestion question;
  std::vector<std::int32_t> asked;
  for (const Finding finding : {Finding::held, Finding::failed}) {
    asked.clear();
    question.judges["explain"] = [&](const OutsideQuestion& about) {
      asked.push_back(about.point.value());
      CHECK(about.baseline.value() == 0);
      CHECK(about.seeds.size() == 6);
      return OutsideVerdict{.finding = finding, .measured = "90 %", .reason = "because"};
    };
    const CriteriaReport report = report_of(bench, question);
    const CriteriaCase& tuned = case_of(report, "tuned");
    CHECK(tuned.judged.back().finding == finding);
    CHECK(tuned.judged.back().measured.words == "90 %");
    CHECK(tuned.judged.back().reason == "because");
    CHECK(tuned.finding == finding);
    CHECK(asked == std::vector<std::int32_t>{4, 5});
  }
}

TEST_CASE("on the study's own seeds a case has those that strategy and baseline have") {
  // Five seeds for all, and by need two more for the baseline and for point 4, of which one is
  // not done.
  JudgedStudy bench(
      "criteria:\n  - {criterion: ttft, metric: ttft_p99_ms, better_by: 0.15}\n"
      "  - {criterion: why, judged_by: explain}\n",
      "{first: 1, min: 5, max: 9}");
  for (const std::int64_t point : {0, 1, 2, 3, 5, 6}) {
    bench.set(point, "ttft_p99_ms", {100, 101, 102, 100, 101});
  }
  bench.set(4, "ttft_p99_ms", {80, 81, 82, 81, 80});
  for (const std::int64_t point : {0, 4}) {
    for (const std::uint64_t seed : {6, 7}) {
      io::PlanRow row;
      row.point = point;
      row.seed = seed;
      const bool is_done = point == 0 || seed == 6;
      row.status = is_done ? io::RunStatus::done : io::RunStatus::missing;
      bench.index.plan.push_back(row);
      for (std::vector<double>& values : bench.index.values) values.push_back(90);
    }
  }
  using Seeds = std::vector<std::uint64_t>;
  CriteriaQuestion question;
  std::vector<Seeds> asked;
  question.judges["explain"] = [&](const OutsideQuestion& about) {
    asked.emplace_back(about.seeds.begin(), about.seeds.end());
    return OutsideVerdict{.reason = "who knows"};
  };
  const CriteriaReport report = report_of(bench, question);
  const CriteriaCase& tuned = case_of(report, "tuned");
  REQUIRE(tuned.point.point.id == 4);
  CHECK(tuned.seeds == Seeds{1, 2, 3, 4, 5, 6});
  CHECK(tuned.judged[0].seeds.size() == 6);
  CHECK_FALSE(tuned.is_fresh);
  CHECK(asked == std::vector<Seeds>{{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5}});
}

TEST_CASE("strategies that are judged together share one level") {
  // A p-value of 0.0156 passes by itself, but not twice: Holm's first step is 0.0313 > 0.025.
  JudgedStudy bench("criteria: [{criterion: c, metric: completed, at_least: 1}]\n");
  const CriteriaReport report = report_of(bench);
  for (const CriteriaCase& one : report.cases) {
    CHECK(one.judged[0].doubt.not_so == 1.0 / 64);
    CHECK(one.judged[0].finding == Finding::held);
    CHECK(one.adjusted[0] == 2.0 / 64);
    CHECK(one.adjusted_all == 2.0 / 64);
    CHECK(one.finding == Finding::undecided);
  }
}

TEST_CASE("what a bound reaches stands beside each figure that it can bound") {
  JudgedStudy bench = bench_of(kTwo + "  - {criterion: few, metric: steps, at_most: 0.5}\n");
  bench.set(6, "ttft_p99_ms", kBitLess);
  const CriteriaReport report = report_of(bench);
  const CriteriaCase& tuned = case_of(report, "tuned");
  REQUIRE(tuned.bounds.size() == 4);
  REQUIRE(tuned.bounds[0].has_value());
  CHECK(tuned.bounds[0]->strategy == "oracle");
  CHECK(tuned.bounds[0]->measured.change.relative_difference == doctest::Approx(-29.0 / 606));
  CHECK(tuned.bounds[0]->finding == Finding::failed);
  REQUIRE(tuned.bounds[3].has_value());
  CHECK(tuned.bounds[3]->measured.value == 1);
  CHECK_FALSE(report_of(bench_of("")).cases.front().bounds[2].has_value());  // of every class
}

TEST_CASE("fresh seeds bring verdicts of their own, and the chosen figure stays beside") {
  const JudgedStudy bench = bench_of(kTwo);
  CriteriaQuestion question{.fresh_seeds = {101, 102, 103}};
  const FinalistSchedule schedule(bench.study, bench.index, question);
  CHECK(schedule.runs() == 4 * 3);  // the baseline, tuned, other and the bound
  const auto report = [&](int threads) {
    question.threads = threads;
    return criteria_report(bench.study, bench.plan, bench.index, question, schedule);
  };
  const CriteriaReport one = report(1), two = report(2);
  const CriteriaCase& tuned = case_of(one, "tuned");
  CHECK(tuned.is_fresh);
  CHECK(tuned.seeds == std::vector<std::uint64_t>{101, 102, 103});
  CHECK(tuned.chosen_on.size() == 3);
  CHECK(tuned.chosen_on[0].finding == Finding::held);  // as the index was made up
  CHECK(tuned.judged[0].finding != Finding::held);     // as the simulator has it
  REQUIRE(tuned.judged[0].seeds.size() == 3);
  CHECK(tuned.judged[0].seeds[0].seed == 101);
  for (std::size_t i = 0; i < one.cases.size(); ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(one.cases[i].judged[k].doubt == two.cases[i].judged[k].doubt);
    }
  }
}

TEST_CASE("other workloads are judged at the same points") {
  const JudgedStudy bench = bench_of(kTwo + "  - {criterion: why, judged_by: explain}\n");
  WorkloadFile other = bench.study.workloads().front();
  other.name = "other";
  const CriteriaQuestion question{.fresh_seeds = {101, 102}, .also_on = {other}};
  const FinalistSchedule schedule(bench.study, bench.index, question);
  CHECK(schedule.runs() == 2 * 4 * 2);
  const CriteriaReport report =
      criteria_report(bench.study, bench.plan, bench.index, question, schedule);
  REQUIRE(report.cases.size() == 4);
  const CriteriaCase &home = report.cases[0], &away = report.cases[2];
  CHECK(away.workload == "other");
  CHECK_FALSE(away.is_home);
  CHECK(away.point.point.id == home.point.point.id);
  CHECK(away.chosen_on.empty());
  // The same requests, so the same figures; what is asked outside is about the home only.
  CHECK(away.judged[0].measured.change.mean_difference ==
        home.judged[0].measured.change.mean_difference);
  CHECK(away.judged[3].reason == "see few");
}

TEST_CASE("the columns of the index that a report needs") {
  const auto names = [](const Study& study) {
    std::set<std::string> list;
    for (const std::size_t position : criteria_metrics(study)) {
      list.insert(study.metrics()[position].column.name);
    }
    return list;
  };
  CHECK(names(JudgedStudy(kTwo).study) == std::set<std::string>{"ttft_p99_ms",
                                                                "output_tokens_per_s", "e2e_p99_ms",
                                                                "completed_fraction"});
  // Ranking by a latency of a class needs the share of it that was served, whatever the criteria
  // look at.
  const std::string text = example_with("{metric: ttft_p99_ms}", "{metric: ttft_p99_ms.standard}") +
                           "criteria: [{criterion: c, metric: goodput_per_s, at_least: 1}]\n";
  CHECK(names(Study::read(io::Document::parse(text, "s.yaml"))) ==
        std::set<std::string>{"ttft_p99_ms.standard", "goodput_per_s", "completed_fraction",
                              "completed_fraction.standard"});
}

}  // namespace servesweep::sweep::criteria_report_test
