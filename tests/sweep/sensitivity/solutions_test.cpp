#include "sweep/sensitivity/solutions.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::solutions_test {
namespace {

Study study_of(const std::string& more = "") {
  return Study::read(io::Document::parse(kExampleStudy + more, "s.yaml"));
}

/// One seed per row.
Responses column(std::initializer_list<double> values) {
  Responses result(static_cast<Eigen::Index>(values.size()), 1);
  std::copy(values.begin(), values.end(), result.data());
  return result;
}

}  // namespace

TEST_CASE("the best point serves no fewer requests than the baseline") {
  const Study study = study_of();
  const LookedAt looked_at(study, {"ttft_p99_ms", "output_tokens_per_s"});
  REQUIRE(looked_at.names.size() == 3);
  CHECK(looked_at.names[2] == "completed_fraction");
  const std::vector<Responses> baseline = {column({9}), column({100}), column({1})};
  const std::vector<Responses> responses = {column({5, 1, 3, std::nan("")}),
                                            column({90, 200, 80, 300}), column({1, 0.9, 1, 0.5})};
  CHECK(best_solution(study, looked_at, 0, responses, baseline) == 2);
  CHECK(best_solution(study, looked_at, 1, responses, baseline) == 0);  // to be maximised
  const LookedAt counts(study, {"slo_met_fraction"});
  CHECK(counts.names.size() == 1);  // it counts the unserved itself
}

TEST_CASE("and keeps the study's constraints, if there is one that does") {
  const Study study = study_of("constraints: [{metric: e2e_p99_ms, at_most: 2, of: baseline}]\n");
  const LookedAt looked_at(study, {"ttft_p99_ms"});
  REQUIRE(looked_at.names[1] == "e2e_p99_ms");
  const std::vector<Responses> baseline = {column({9}), column({10}), column({1})};
  const auto best = [&](const Responses& e2e) {
    return best_solution(study, looked_at, 0, {column({5, 1, 3}), e2e, column({1, 1, 1})},
                         baseline);
  };
  CHECK(best(column({10, 21, 20})) == 2);
  CHECK_FALSE(best(column({30, 30, 30})).has_value());
}

}  // namespace servesweep::sweep::solutions_test
