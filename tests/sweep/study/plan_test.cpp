#include "sweep/study/plan.h"

#include <doctest/doctest.h>

#include <array>
#include <set>

#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::plan_test {
namespace {

Plan plan_of(const std::string& text) {
  return Plan::of(Study::read(io::Document::parse(text, "s.yaml")));
}

}  // namespace

TEST_CASE("a plan holds every run in a fixed order") {
  const Plan plan = plan_of(kExampleStudy);
  REQUIRE(plan.points().size() == 5);
  REQUIRE(plan.runs().size() == 10);
  CHECK(plan.label(RunId(0)) == "plain | few | seed 42");
  CHECK(plan.label(RunId(1)) == "plain | few | seed 43");
  CHECK(plan.label(RunId(2)) == "tuned order=fcfs budget=2048 | few | seed 42");
  CHECK(plan.label(RunId(4)) == "tuned order=fcfs budget=512 | few | seed 42");
  CHECK(plan.label(RunId(9)) == "tuned order=sjf budget=512 | few | seed 43");
  CHECK(plan.points()[4].scenario.batch.max_tokens_per_step == 512);
}

TEST_CASE("two points that are one scenario are simulated once") {
  const Plan plan = plan_of(kExampleStudy);  // tuned at fcfs and 2048 is what plain is by default
  CHECK(plan.runs()[2].key == plan.runs()[0].key);
  CHECK(plan.runs()[2].same_as == RunId(0));
  CHECK(plan.runs()[3].same_as == RunId(1));
  CHECK(plan.runs()[4].same_as == RunId(4));
  const std::vector<RunId> distinct = plan.distinct_runs();
  REQUIRE(distinct.size() == 8);
  CHECK(plan.distinct_count() == 8);
  CHECK(distinct[2] == RunId(4));
  std::set<io::RunKey> keys;
  for (const RunId run : distinct) keys.insert(plan.runs()[run.index()].key);
  CHECK(keys.size() == distinct.size());
}

TEST_CASE("costs count what is simulated") {
  const Plan plan = plan_of(kExampleStudy);
  CHECK(plan.core_seconds(std::array{0.25}) == 2.0);
}

TEST_CASE("a plan describes itself") {
  CHECK(plan_of(kExampleStudy).describe() ==
        "study example: 5 points x 1 workload x 2 seeds = 10 runs, 8 distinct\n"
        "  plain (baseline): 1 point\n"
        "  tuned: 4 points\n"
        "    first: order=fcfs budget=2048\n"
        "    last:  order=sjf budget=512\n");
}

TEST_CASE("fingerprint and keys change with what fixes results, and with nothing else") {
  const std::string fingerprint = plan_of(kExampleStudy).fingerprint();
  CHECK(fingerprint.size() == 32);
  CHECK(plan_of(example_with("who wins", "who loses")).fingerprint() == fingerprint);
  CHECK(plan_of(example_with("strategy: tuned", "strategy: other")).fingerprint() == fingerprint);
  CHECK(plan_of(example_with("workload: few", "workload: some")).fingerprint() == fingerprint);
  CHECK(plan_of(example_with("value: 8", "value: 9")).fingerprint() != fingerprint);
  CHECK(plan_of(example_with("instances: 2", "instances: 3")).fingerprint() != fingerprint);
  CHECK(plan_of(example_with("[42, 43]", "[42, 44]")).fingerprint() != fingerprint);
  CHECK(plan_of(example_with("alpha: [100,", "alpha: [101,")).fingerprint() != fingerprint);
}

TEST_CASE("the resolved text plans the same runs on every rank") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  CHECK(Plan::of(Study::from_resolved(study.resolved_text())).fingerprint() ==
        Plan::of(study).fingerprint());
}

TEST_CASE("one invalid point anywhere and nothing is planned") {
  CHECK(problem_of([] { (void)plan_of(example_with("[2048, 512]", "[2048, 0]")); }) ==
        "s.yaml:26: strategies[0].limits.max_tokens_per_step: 0 is out of range (token budget of a "
        "step, at budget = 0); give a value from 1 to 16777216");
}

TEST_CASE("a plan that would not fit into memory is refused") {
  const std::string parameters =
      "budget: {range: [1, 20000], type: integer, grid: 10000}\n"
      "      most: {range: [1, 256], type: integer, grid: 11}";
  std::string text = example_with("budget: {values: [2048, 512]}", parameters);
  const std::string limits = "max_tokens_per_step: $budget";
  text.replace(text.find(limits), limits.size(), limits + ", max_running: $most");
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  CHECK_THROWS_WITH_AS(static_cast<void>(Plan::of(study)),
                       "study example: has 220001 points (at most 200000 fit into a plan); use "
                       "smaller grids",
                       engine::Problem);
}

TEST_CASE("a plan tells how many points the constraints of a strategy leave out") {
  const std::string parameters =
      "budget: {values: [2048, 512]}\n"
      "      most: {values: [256, 1024], meaning: requests}\n"
      "    constraints: [most <= budget]";
  std::string text = example_with("budget: {values: [2048, 512]}", parameters);
  const std::string limits = "max_tokens_per_step: $budget";
  text.replace(text.find(limits), limits.size(), limits + ", max_running: $most");
  const Plan plan = plan_of(text);
  // 2 orders × 2 budgets × 2 sizes, without 1024 requests in 512 tokens.
  CHECK(plan.points().size() == 1 + 6);
  CHECK(plan.left_out() == 2);
  CHECK(plan.describe().find("  tuned: 6 points (2 left out by constraints)\n") !=
        std::string::npos);
  CHECK(plan_of(kExampleStudy).left_out() == 0);
}

TEST_CASE("a plan tells how many points are random, and when there are no more") {
  const auto text_of = [](const std::string& search) {
    return plan_of(example_with("method: grid", search)).describe();
  };
  CHECK(text_of("method: random, points: 3, seed: 7")
            .find("  plain (baseline): 1 point\n"
                  "  tuned: 3 points (the default and 2 random, seed 7)\n"
                  "    first: order=fcfs budget=2048\n") != std::string::npos);
  // Two orders and two budgets are four points.
  CHECK(text_of("method: random, points: 20")
            .find("  tuned: 4 points (the default and 3 random, seed 0; there are no more)\n") !=
        std::string::npos);
}

TEST_CASE("what a strategy says for people changes no run key") {
  const std::string facts =
      "strategy: tuned\n    kind: joint\n    opportunities: [cross-layer]\n    hook: vLLM\n    "
      "claim: c";
  const std::string text = example_with("strategy: tuned", facts);
  CHECK(plan_of(text).fingerprint() == plan_of(kExampleStudy).fingerprint());
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  const Study again = Study::from_resolved(study.resolved_text());
  CHECK(again.resolved_text() == study.resolved_text());
  CHECK(again.strategies()[1].facts().kind == StrategyKind::joint);
  CHECK(again.strategies()[1].facts().opportunities == std::vector<std::string>{"cross-layer"});
  CHECK(again.strategies()[1].facts().hook == "vLLM");
}

TEST_CASE("a strategy's signals change run keys and survive the resolved text") {
  const std::string text =
      example_with("strategy: tuned", "strategy: tuned\n    signals: {signal_refresh_us: 50000}");
  CHECK(plan_of(text).fingerprint() != plan_of(kExampleStudy).fingerprint());
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  const Plan again = Plan::of(Study::from_resolved(study.resolved_text()));
  CHECK(again.points()[0].scenario.signal_refresh_us == 0);
  CHECK(again.points()[1].scenario.signal_refresh_us == 50000);
}

TEST_CASE("a baseline whose parameters stay at their defaults is one point") {
  const Study study = Study::read(io::Document::parse(
      example_with("strategy: plain, policies: {scheduling: {policy: fcfs}}",
                   "strategy: plain, policies: {}, limits: {max_running: $most}, "
                   "parameters: {most: {range: [1, 512], type: integer, default: 128}}"),
      "s.yaml"));
  CHECK(Plan::of(study).points()[0].scenario.batch.max_running == 128);
}

TEST_CASE("a search that learns plans its baseline, and the rest as it decides") {
  const Study study = Study::read(
      io::Document::parse(example_with("method: grid", "method: bayes, points: 9"), "s.yaml"));
  Plan plan = Plan::of(study);
  CHECK(plan.describe() ==
        "study example: 1 point x 1 workload x 2 seeds = 2 runs, 2 distinct\n"
        "  plain (baseline): 1 point\n"
        "  tuned: 0 points of at most 9, chosen by bayes as results come in (seed 0)\n");
  const ParameterSpace& space = study.strategies()[1].space();
  const PointId same = plan.add_point(study, 1, space.grid_point(0));
  const PointId other = plan.add_point(study, 1, space.grid_point(3));
  CHECK(same == PointId(1));
  CHECK(other == PointId(2));
  CHECK(plan.add_point(study, 1, space.grid_point(0)) == same);
  CHECK(plan.points().size() == 3);
  // On the second seed only, then on the first.
  CHECK(plan.add_runs(study, other, 1, 1) == std::vector{RunId(2)});
  CHECK(plan.add_runs(study, same, 0, 2) == std::vector{RunId(3), RunId(4)});
  CHECK(plan.runs()[2].seed == 43);
  CHECK(plan.runs()[2].replication == 1);
  CHECK(plan.label(RunId(2)) == "tuned order=sjf budget=512 | few | seed 43");
  CHECK(plan.runs()[2].same_as == RunId(2));
  CHECK(plan.runs()[3].same_as == RunId(0));  // the baseline's scenario
  CHECK(plan.runs()[4].same_as == RunId(1));
  CHECK(plan.add_runs(study, other, 0, 1) == std::vector{RunId(5)});
  CHECK(plan.distinct_count() == plan.distinct_runs().size());
  const Plan whole = plan_of(kExampleStudy);
  CHECK(plan.runs()[2].key == whole.runs()[9].key);
  CHECK(plan.runs()[5].key == whole.runs()[8].key);
}

TEST_CASE("a race with a horizon plans the baseline on first parts too, and says what is one") {
  const Study study = Study::read(io::Document::parse(
      example_with("method: grid", "method: race, points: 9, horizon: 0.25"), "s.yaml"));
  Plan plan = Plan::of(study);
  CHECK(plan.describe().starts_with(
      "study example: 1 point x 1 workload x 2 seeds = 2 runs, 4 distinct\n"
      "  and 2 runs on the first part of the requests, for the first heats\n"));
  REQUIRE(plan.runs().size() == 4);
  CHECK_FALSE(plan.is_shortened(plan.runs()[1]));
  CHECK(plan.is_shortened(plan.runs()[2]));
  CHECK(plan.label(RunId(2)) == "plain | few@first-0.25 | seed 42");
  const PointId point = plan.add_point(study, 1, study.strategies()[1].space().grid_point(3));
  CHECK(plan.add_runs(study, point, 1, 1, true) == std::vector{RunId(4)});
  CHECK(plan.add_runs(study, point, 1, 1) == std::vector{RunId(5)});
  CHECK(plan.is_shortened(plan.runs()[4]));
  CHECK_FALSE(plan.is_shortened(plan.runs()[5]));
  CHECK(plan.runs()[4].workload == 1);
  // The keys are those of a study that states so many requests.
  std::string few = kExampleStudy;
  few.replace(few.find("requests: 20"), 12, "requests: 5");
  CHECK(plan.runs()[2].key == plan_of(few).runs()[0].key);
  CHECK(plan.runs()[4].key == plan_of(few).runs()[9].key);
  CHECK(plan.runs()[5].key == plan_of(kExampleStudy).runs()[9].key);
}

TEST_CASE("a plan grows by further seeds of a point on one workload") {
  const Study study = Study::read(io::Document::parse(
      example_with("seeds: [42, 43]", "seeds: {first: 42, min: 5, max: 7}"), "s.yaml"));
  Plan plan = Plan::of(study);
  CHECK(plan.runs().size() == 5 * 5);
  CHECK(plan.seeds_of(PointId(4), 0) == 5);
  CHECK(plan.add_runs_on(study, PointId(4), 0, 5, 2) == std::vector{RunId(25), RunId(26)});
  CHECK(plan.runs()[26].seed == 48);
  CHECK(plan.runs()[26].replication == 6);
  CHECK(plan.seeds_of(PointId(4), 0) == 7);
  CHECK(plan.seeds_of(PointId(3), 0) == 5);
  CHECK(plan.seeds_of(PointId(3), 1) == 0);
  CHECK(plan.distinct_count() == plan.distinct_runs().size());
  const Plan whole = plan_of(example_with("seeds: [42, 43]", "seeds: {first: 42, count: 7}"));
  CHECK(plan.runs()[26].key == whole.runs().back().key);
  CHECK(whole.describe().starts_with("study example: 5 points x 1 workload x 7 seeds = 35 runs"));
}

TEST_CASE("a point that the engine refuses is not added") {
  const Study study = Study::read(io::Document::parse(
      example_with("budget: {values: [2048, 512]}",
                   "budget: {range: [-64, 512], default: 512, grid: 2, type: integer}"),
      "s.yaml"));
  std::string text = study.resolved_text();
  text.replace(text.find("method: grid"), 12, "method: bayes, points: 9");
  const Study learning = Study::from_resolved(text);
  Plan plan = Plan::of(learning);
  const Point bad = learning.strategies()[1].space().grid_point(0);
  CHECK_THROWS_AS(plan.add_point(learning, 1, bad), engine::Problem);
  CHECK(plan.points().size() == 1);
}

TEST_CASE("what a random search may choose is checked, whether or not it does") {
  std::string text = kExampleStudy;
  const auto replace = [&](const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    text.replace(text.find(from), from.size(), to);
  };
  replace("[fcfs, sjf]", "[fcfs, sjff]");
  replace("{method: grid}", "{method: random, points: 1}");  // the default alone, which is fcfs
  CHECK(problem_of([&] { (void)plan_of(text); }).find("unknown policy 'sjff'") !=
        std::string::npos);
}

}  // namespace servesweep::sweep::plan_test
