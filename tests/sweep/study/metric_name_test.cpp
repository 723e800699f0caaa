#include "sweep/study/metric_name.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::metric_name_test {
namespace {

std::string named(const std::string& text) {
  const std::vector<std::string> classes = {"critical"};
  const std::vector<Metric> metrics = study_metrics(classes);
  return problem_of([&] {
    const Metric& metric = read_metric(io::Document::parse(text, "m.yaml"), metrics);
    throw engine::Problem("found", metric.column.name, "", metric.column.unit);
  });
}

}  // namespace

TEST_CASE("a metric is found by its whole name, with its class") {
  CHECK(named("ttft_p99_ms") == "found: ttft_p99_ms; ms");
  CHECK(named("ttft_p99_ms.critical") == "found: ttft_p99_ms.critical; ms");
}

TEST_CASE("whoever leaves out the unit or mistypes is told the nearest name") {
  CHECK(named("e2e_mean") == "m.yaml:1: unknown metric 'e2e_mean'; did you mean 'e2e_mean_ms'?");
  CHECK(named("ttft_p99_ms.critcal") ==
        "m.yaml:1: unknown metric 'ttft_p99_ms.critcal'; did you mean 'ttft_p99_ms.critical'?");
}

}  // namespace servesweep::sweep::metric_name_test
