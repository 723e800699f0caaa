#include "sweep/study/metric_limit.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::metric_limit_test {
namespace {

std::string problem(const std::string& metric, const std::string& value, bool at_least) {
  const io::Document map = io::Document::parse("{bound: " + value + "}", "s.yaml");
  return problem_of([&] { check_reachable(map.at("bound"), metric, at_least); });
}

}  // namespace

TEST_CASE("metric limit: what no share can be is refused") {
  CHECK(problem("completed_fraction.critical", "1.5", true) ==
        "s.yaml:1: bound: 1.5 can never be reached (completed_fraction.critical is 0 to 1); write "
        "a fraction: 0.99 is 99 %");
  CHECK(problem("jain_class_ttft", "-0.5", false) ==
        "s.yaml:1: bound: -0.5 can never hold (jain_class_ttft is 0 to 1); write a fraction: 0.99 "
        "is 99 %");
}

TEST_CASE("metric limit: bounds that can hold, and other metrics") {
  const std::string none = problem_of([] {});
  CHECK(problem("completed_fraction", "1", true) == none);
  CHECK(problem("completed_fraction", "1.5", false) == none);
  CHECK(problem("ttft_p99_ms", "1.5", true) == none);
}

}  // namespace servesweep::sweep::metric_limit_test
