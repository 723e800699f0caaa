#include "sweep/report/report_subject.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "sweep/report/left_out.h"
#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::report_subject_test {

TEST_CASE("a report is about the best strategy beside the baseline unless another is asked for") {
  ReportedStudy study;
  const ReportSubject subject = study.subject();
  CHECK(subject.baseline.point.strategy == "plain");
  CHECK(subject.chosen_point().point.strategy == "tuned");
  CHECK(subject.chosen_point().points == 4);
  CHECK(subject.seeds == std::vector<std::uint64_t>{42, 43});
  CHECK(subject.workload_name() == "few");
  CHECK(subject.strategy_of(subject.chosen_point()) == 1);
  CHECK(subject.parameters_of(subject.chosen_point()).starts_with("order="));
  const ReportSubject turned = study.subject({.folder = "", .baseline = "tuned"});
  CHECK(turned.baseline.point.strategy == "tuned");
  CHECK(turned.chosen_point().point.strategy == "plain");
}

TEST_CASE("names that a study does not have are refused with the option they came with") {
  ReportedStudy study;
  const auto complaint = [&](ReportQuestion question) {
    try {
      (void)study.subject(std::move(question));
    } catch (const engine::Problem& problem) {
      return std::string(problem.what());
    }
    return std::string();
  };
  CHECK(complaint({.folder = "", .baseline = "plan"}) ==
        "--vs: the study has no 'plan'; did you mean 'plain'?");
  CHECK(
      complaint({.folder = "", .strategy = "nobody"}).starts_with("--strategy: the study has no"));
  CHECK(complaint({.folder = "", .workload = "many"}).starts_with("--workload: the study has no"));
  CHECK(complaint({.folder = "", .strategy = "plain"})
            .starts_with("--strategy: 'plain' is the baseline"));
}

TEST_CASE("without a strategy to compare there is none chosen and sections are left out for it") {
  ReportedStudy study;
  ReportSubject subject = study.subject();
  subject.chosen.reset();
  CHECK_THROWS_AS((void)subject.chosen_point(), LeftOut);
}

TEST_CASE(
    "what needs simulations is left out, with the command that does it, unless they are wanted") {
  ReportedStudy study;
  ReportSubject subject = study.subject();
  CHECK_THROWS_WITH_AS(
      subject.need_simulation("servesweep explain out"),
      "It needs simulations, and --no-simulation was given; servesweep explain out "
      "tells it.",
      LeftOut);
  subject.asked.simulates = true;
  CHECK_NOTHROW(subject.need_simulation("servesweep explain out"));
}

}  // namespace servesweep::sweep::report_subject_test
