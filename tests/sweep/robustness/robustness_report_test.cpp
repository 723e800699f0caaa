#include "sweep/robustness/robustness_report.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::robustness_report_test {
namespace {

SeedValues by_seed(const std::vector<double>& values) {
  SeedValues list;
  for (std::size_t i = 0; i < values.size(); ++i) list.emplace_back(i + 1, values[i]);
  return list;
}

/// What becomes of a gain if P99 TTFT is `figures` instead of 100 on three seeds, of which
/// `served` of the requests are completed. By hand: 98, 99, 98.2 is a change of -1.6 ± 1.314 %
/// (standard deviation √0.28, t(0.95, 2) = 4.303).
Endurance endurance(const std::vector<double>& figures, double gain, double served = 1) {
  const FiguresOfMetrics strategy{{"ttft_p99_ms", by_seed(figures)},
                                  {"completed_fraction", by_seed({served, served, served})}};
  const FiguresOfMetrics baseline{{"ttft_p99_ms", by_seed({100, 100, 100})},
                                  {"completed_fraction", by_seed({1, 1, 1})}};
  const std::vector<std::string> classes;
  return endurance_of({.strategy = 1, .than = 0, .metric = "ttft_p99_ms"},
                      {.strategy = strategy, .baseline = baseline, .classes = classes}, gain);
}

}  // namespace

TEST_CASE("a win holds if surely half of it is left, and shrinks if surely less") {
  CHECK(endurance({98, 99, 98.2}, 0.0056) == Endurance::holds);   // half is 0.28 %
  CHECK(endurance({98, 99, 98.2}, 0.006) == Endurance::better);   // 0.3 %
  CHECK(endurance({98, 99, 98.2}, 0.058) == Endurance::better);   // 2.9 %
  CHECK(endurance({98, 99, 98.2}, 0.06) == Endurance::shrinks);   // 3 %
  CHECK(endurance({98, 101, 99}, 0.5) == Endurance::vanishes);    // -4.5 to 3.1 %
  CHECK(endurance({98, 101, 99}, 0.05) == Endurance::undecided);  // 2.5 %
  CHECK(endurance({102, 101, 101.8}, 0.5) == Endurance::reverses);
}

TEST_CASE("where there was no gain nothing holds") {
  CHECK(endurance({98, 99, 98.2}, 0) == Endurance::better);
  CHECK(endurance({98, 101, 99}, 0) == Endurance::undecided);
  CHECK(endurance({102, 101, 101.8}, 0) == Endurance::worse);
}

TEST_CASE("who serves fewer requests has won nothing") {
  CHECK(endurance({48, 49, 48.2}, 0.5, 0.9) != Endurance::holds);
  CHECK(endurance({48, 49, 48.2}, 0.5, 0.9) != Endurance::shrinks);
}

TEST_CASE("a report has every contest in every case, the first one being home") {
  const TemporaryFolder folder;
  // In a burst `tuned` has one prompt of 64 tokens in a step, the baseline many.
  std::string study = example_with("budget: {values: [2048, 512]}", "budget: {values: [72, 512]}");
  study.replace(study.find("requests_per_s: 100"), 19, "requests_per_s: 100000");
  folder.write("study.yaml", study);
  folder.write("r.yaml", R"(robustness: r
study: study.yaml
seeds: {first: 1, count: 6}
contests: [{strategy: tuned}, {strategy: tuned, metric: completed}, {strategy: plain, than: tuned}]
cases:
  - {case: as found}
  - {case: the same}
  - {case: calm, rate: 0.001}
)");
  const RobustnessStudy robustness = RobustnessStudy::read_file(folder.path() / "r.yaml");
  const RobustnessReport report = robustness_report(robustness, 0.95, 1);
  CHECK(report.simulations == 36);  // two strategies, three cases, six seeds
  REQUIRE(report.rows.size() == 9);
  CHECK(report.rows[0].endurance == Endurance::home);
  CHECK(report.rows[0].change.relative_difference > 0.5);  // one prompt per step instead of many
  CHECK(report.rows[2].change.relative_difference < -0.3);
  CHECK(report.rows[3].endurance == Endurance::unaffected);
  CHECK(report.rows[4].endurance == Endurance::unaffected);
  CHECK(report.rows[5].endurance == Endurance::unaffected);
  CHECK(report.rows[5].change.relative_difference == report.rows[2].change.relative_difference);
  CHECK(report.rows[8].endurance == Endurance::vanishes);  // one prompt at a time
  CHECK(report.rows[8].one == 2);
  CHECK(report.rows[8].contest == 2);
  CHECK(robustness_report(robustness, 0.95, 2).rows[2].change.relative.upper ==
        report.rows[2].change.relative.upper);
}

}  // namespace servesweep::sweep::test::robustness_report_test
