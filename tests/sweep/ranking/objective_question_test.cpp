#include "sweep/ranking/objective_question.h"

#include <doctest/doctest.h>

#include "sweep/ranking/served_share.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep {

TEST_CASE("a strategy's point is chosen by the first objective, looking at the share served") {
  const std::string text =
      example_with("  - {metric: ttft_p99_ms}\n  - {metric: output_tokens_per_s, goal: maximize}\n",
                   "  - {metric: steps, goal: maximize}\n  - {metric: ttft_p99_ms}\n");
  const RankingQuestion question =
      objective_question(Study::read(io::Document::parse(text, "s.yaml")));
  CHECK(question.baseline == "plain");
  REQUIRE(question.metrics.size() == 2);
  CHECK(question.metrics[0].column.name == kServedShare);
  CHECK(question.metrics[1].column.name == "steps");
  CHECK(question.metrics[1].goal == Goal::maximize);
  CHECK(question.by == 1);
  CHECK_FALSE(question.every_point);
}

}  // namespace servesweep::sweep
