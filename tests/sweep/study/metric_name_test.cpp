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

TEST_CASE("whoever names something else is told a few names, not all") {
  const std::vector<std::string> known = {"ttft_mean_ms", "ttft_p99_ms", "e2e_p50_ms", "e2e_p99_ms",
                                          "served",       "tokens",      "jain",       "dropped"};
  CHECK(suggest_metric("ttft_p99", known) == "did you mean 'ttft_p99_ms'?");
  CHECK(suggest_metric("srved", known) == "did you mean 'served'?");
  CHECK(suggest_metric("p99", known).starts_with("use for example ttft_p99_ms, e2e_p99_ms, "));
  const std::string far = suggest_metric("throughput_of_everybody", known);
  CHECK(far.starts_with("use for example ttft_mean_ms, ttft_p99_ms, tokens, "));
  CHECK(std::ranges::count(far, ',') == 5);  // six of eight
}

}  // namespace servesweep::sweep::metric_name_test
