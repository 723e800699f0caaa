#include "sweep/study/metric_constraint.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::metric_constraint_test {
namespace {

std::vector<MetricConstraint> parse(const std::string& text) {
  const std::array<std::string, 1> classes = {"critical"};
  return read_metric_constraints(io::Document::parse(text, "s.yaml"), study_metrics(classes));
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("a constraint bounds a metric from one side") {
  const auto list = parse(
      "[{metric: completed_fraction.critical, at_least: 1}, {metric: ttft_p99_ms, at_most: 200}, "
      "{metric: requests_per_s, at_least: 0.95, of: baseline}]");
  REQUIRE(list.size() == 3);
  CHECK(list[0].excess(0.9, 0) == doctest::Approx(0.1));
  CHECK(list[0].excess(1, 0) == 0);
  CHECK(list[1].excess(250, 0) == doctest::Approx(0.25));
  CHECK(list[1].excess(150, 0) == doctest::Approx(-0.25));
  CHECK(list[2].excess(90, 100) == doctest::Approx(5.0 / 95));
  CHECK(list[2].excess(96, 100) < 0);
  CHECK(list[2].text() == "requests_per_s at least 0.95 x baseline");
}

TEST_CASE("a bound of 0 is missed by absolute figures") {
  CHECK(parse("[{metric: preemptions, at_most: 0}]")[0].excess(3, 0) == 3);
}

TEST_CASE("constraints are the same after being written and read again") {
  const std::string text =
      R"([{"metric":"ttft_p99_ms","at_most":200},{"metric":"requests_per_s","at_least":0.95,)"
      R"("of":"baseline"}])";
  CHECK(metric_constraints_to_value(parse(text)).json() == text);
}

TEST_CASE("what is no constraint is refused") {
  CHECK(problem("[{metric: ttft_p99, at_most: 1}]") ==
        "s.yaml:1: [0].metric: unknown metric 'ttft_p99'; did you mean 'ttft_p99_ms'?");
  CHECK(problem("[{metric: ttft_p99_ms}]") ==
        "s.yaml:1: [0]: has no bound (a constraint is one-sided); give it at_least or at_most");
  CHECK(problem("[{metric: ttft_p99_ms, at_least: 1, at_most: 2}]").find("two bounds") !=
        std::string::npos);
  CHECK(problem("[{metric: ttft_p99_ms, at_most: 2, of: all}]").starts_with("s.yaml:1: [0].of: "));
}

}  // namespace servesweep::sweep::metric_constraint_test
