#include "sweep/cli/front_question.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::front_question_test {

TEST_CASE("a front's question has its objectives first, then what constraints and service need") {
  const Study study = Study::read(io::Document::parse(
      kExampleStudy + "constraints: [{metric: e2e_p99_ms, at_most: 1000}]\n", "study.yaml"));
  const FrontQuestion question =
      front_question(study, {front_metric(study, "ttft_p99_ms", "--objectives"),
                             front_metric(study, "output_tokens_per_s", "--objectives")});
  CHECK(question.panel.objectives == 2);
  REQUIRE(question.panel.metrics.size() == 4);
  CHECK(question.panel.metrics[1].goal == Goal::maximize);
  CHECK(question.panel.metrics[2].column.name == "completed_fraction");
  CHECK(question.panel.metrics[3].column.name == "e2e_p99_ms");
  CHECK(question.panel.baseline == "plain");
  CHECK_THROWS_WITH_AS((void)front_metric(study, "ttft_p99_msec", "--objectives"),
                       "--objectives: unknown metric 'ttft_p99_msec'; did you mean 'ttft_p99_ms'?",
                       engine::Problem);
}

}  // namespace servesweep::sweep::front_question_test
