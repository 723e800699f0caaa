#include "sweep/cli/chosen_point.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::chosen_point_test {
namespace {

using Words = std::vector<std::string>;

CommandLine line_of(const Words& words) {
  CommandLine line(
      {.name = "choose", .purpose = "chooses", .details = "", .examples = {}, .exit_codes = {}});
  line.value("--strategy", "NAME", "a strategy")
      .values("--set", "NAME=VALUE", "a parameter")
      .value("--workload", "NAME", "a workload");
  line.parse(words);
  return line;
}

Study study() {
  return Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
}

std::string problem(const Words& words) {
  return problem_of([&] {
    const CommandLine line = line_of(words);
    (void)chosen_workload(line, study().workloads());
    (void)chosen_point(line, study(), chosen_strategy(line, study()));
  });
}

}  // namespace

TEST_CASE("chosen point: the baseline, the first workload and defaults unless told otherwise") {
  const CommandLine nothing = line_of({});
  CHECK(chosen_strategy(nothing, study()) == 0);
  CHECK(chosen_workload(nothing, study().workloads()) == 0);
  const CommandLine line = line_of({"--strategy", "tuned", "--set", "budget=512"});
  CHECK(chosen_strategy(line, study()) == 1);
  CHECK(chosen_point(line, study(), 1).label() == "order=fcfs budget=512");
}

TEST_CASE("chosen point: a wrong setting is told with the strategy that has it not") {
  CHECK(problem({"--strategy", "tuned", "--set", "bugdet=512"}) ==
        "--set of tuned: no parameter 'bugdet'; did you mean 'budget'?");
  CHECK(problem({"--set", "budget=512"}) ==
        "--set of plain: no parameter 'budget'; the strategy has no parameters");
  CHECK(problem({"--set", "budget"}) ==
        "--set: 'budget' is no setting (it must be NAME=VALUE); for example --set "
        "step_budget=2048");
  CHECK(problem({"--strategy", "tuned", "--set", "budget=512", "--set", "budget=2048"}) ==
        "--set: sets 'budget' twice; keep one of them");
}

TEST_CASE("chosen point: unknown names have a suggestion") {
  CHECK(problem({"--strategy", "tunde"}) ==
        "--strategy: the study has no 'tunde'; did you mean 'tuned'?");
  CHECK(problem({"--workload", "fwe"}) ==
        "--workload: the study has no 'fwe'; did you mean 'few'?");
}

}  // namespace servesweep::sweep::chosen_point_test
