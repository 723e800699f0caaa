#include "sweep/cli/headline_question.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::headline_question_test {

TEST_CASE("the headline's question is about the metrics of a ranking, in order of one of them") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "study.yaml"));
  const RankingQuestion question = headline_question(study, "tuned", "e2e_p99_ms");
  CHECK(question.baseline == "tuned");
  CHECK(question.metrics[question.by].column.name == "e2e_p99_ms");
  CHECK(question.metrics.front().column.name == "ttft_p99_ms");
  CHECK(question.workloads == 1);
  CHECK(question.bounds.empty());
}

}  // namespace servesweep::sweep::headline_question_test
