#include "sweep/cli/seeds_history.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::seeds_history_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string needy(const std::string& seeds) {
  std::string text = example_with("seeds: [42, 43]", "seeds: " + seeds);
  text.replace(text.find("{law: constant, value: 64}"), 26, "{law: exponential, mean: 300}");
  return text.replace(text.find("requests_per_s: 100"), 19, "requests_per_s: 4000");
}

}  // namespace

TEST_CASE("a round is told by who wanted more, and what they got") {
  const io::Table table = seeds_history_table(
      {{{{PointId(0), 0, 10, 10}, {PointId(1), 0, 10, 4}, {PointId(4), 0, 10, 10}}},
       {{{PointId(1), 0, 14, 3}}}});
  CHECK(table.render(io::TableFormat::csv) ==
        "round,comparisons,runs,baseline_runs,most_seeds\n1,2,14,10,20\n2,1,3,0,17\n");
}

TEST_CASE("plan, status, history and rank tell of seeds by need") {
  const TemporaryFolder folder;
  folder.write("study.yaml", needy("{first: 42, min: 5, max: 7, half_width: 1%}"));
  const Finished plan = servesweep(folder.path(), {"plan", "study.yaml"});
  CHECK(contains(plan.out,
                 "seeds by need: every point gets 5 to 7 seeds, until every objective's "
                 "change is known to +-1 %\n  (95 % interval): 20 runs first, at most "
                 "8 more"));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  const Finished status = servesweep(folder.path(), {"status", "out"});
  CHECK(contains(status.out, "seeds       1 round of further seeds: "));
  CHECK(contains(status.out, "stopped at max 7"));
  CHECK(contains(status.out, " 0 left"));
  const Finished history = servesweep(folder.path(), {"history", "out"});
  CHECK(contains(history.out, "Study example, seeds by need: 1 round of further seeds: "));
  CHECK(contains(servesweep(folder.path(), {"history", "out", "--format", "csv"}).out,
                 "round,comparisons,runs,baseline_runs,most_seeds\n1,"));
  const Finished ranking = servesweep(folder.path(), {"rank", "out", "--points"});
  CHECK(contains(ranking.out, "means over 5 to 7 seeds"));
  CHECK(contains(ranking.out, "max reached: "));  // the cell is broken behind it
  CHECK(contains(unbroken(ranking.out), "5 points screened in pairs over the first 5 seeds"));
  const Finished front = servesweep(folder.path(), {"pareto", "out"});
  CHECK(contains(front.out, "front of 5 points over 5 seeds"));
  CHECK(contains(front.out, "Only the first 5 seeds, with which every point begins"));
  const Finished regimes = servesweep(folder.path(), {"regimes", "out"});
  CHECK(regimes.out.starts_with("Study example: 1 workload, 5 to 7 seeds, against plain"));
  CHECK(contains(ranking.out, "Seeds by need, 5 to 7, for every objective at 95 %: "));
  const auto rows =
      nlohmann::json::parse(servesweep(folder.path(), {"rank", "out", "--format", "json"}).out);
  CHECK(rows.at("rows").back().contains("precision"));
}

TEST_CASE("explain compares on the seeds by which rank does") {
  const TemporaryFolder folder;
  std::string text = needy("{first: 42, min: 5, max: 7, half_width: 0.1%}");
  text.replace(text.find("values: [2048, 512]"), 19, "values: [512, 256]");  // not the baseline's
  folder.write("study.yaml", text);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  CHECK(contains(servesweep(folder.path(), {"rank", "out", "--format", "csv"}).out, ",7,"));
  CHECK(contains(servesweep(folder.path(), {"explain", "out", "tuned"}).out, "over 7 seeds"));
}

}  // namespace servesweep::sweep::test::seeds_history_test
