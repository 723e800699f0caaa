#include "sweep/run/kept_rows.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::kept_rows_test {
namespace {

/// What is said of 8 distinct runs of 20 requests each: 160 rows.
std::string problem_with(const std::string& keep, double most_rows) {
  const Study study =
      Study::read(io::Document::parse(example_with("keep_requests: none\n", keep), "s.yaml"));
  const Plan plan = Plan::of(study);
  try {
    check_kept_rows(study, plan, requests_per_run(study), most_rows);
  } catch (const engine::Problem& problem) {
    return problem.what();
  }
  return "";
}

}  // namespace

TEST_CASE("by default all rows are kept up to a size, beyond it the study is refused") {
  CHECK(problem_with("", 160).empty());
  CHECK(problem_with("", 159) ==
        "study example: would store about 0.00016 million request rows (some 1.8e-06 GB; without "
        "keep_requests at most 0.00016 million are stored); set keep_requests to finalists, sample "
        "or none, or to all if you want them all");
}

TEST_CASE("seeds by need count as if every point needed them all") {
  std::string text = example_with("keep_requests: none\n", "");
  text.replace(text.find("[42, 43]"), 8, "{first: 42, min: 5, max: 15}");
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  const auto check = [&](double most) {  // 4 distinct points, 15 seeds, 20 requests
    check_kept_rows(study, Plan::of(study), requests_per_run(study), most);
  };
  CHECK_NOTHROW(check(1200));
  CHECK_THROWS_WITH_AS(check(1199), doctest::Contains("may store about 0.0012 million"),
                       engine::Problem);
}

TEST_CASE("a study that says what it wants gets it") {
  for (const char* word : {"all", "sample", "finalists", "none"}) {
    CHECK(problem_with(std::string("keep_requests: ") + word + "\n", 1).empty());
  }
}

TEST_CASE("requests are counted per workload") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  CHECK(requests_per_run(study) == std::vector<std::size_t>{20});
}

}  // namespace servesweep::sweep::kept_rows_test
