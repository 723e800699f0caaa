#include "sweep/study/threshold.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::threshold_test {
namespace {

using Kind = Threshold::Kind;

const std::vector<Metric>& metrics() {
  static const std::vector<std::string> classes = {"critical", "sheddable"};
  static const std::vector<Metric> known = study_metrics(classes);
  return known;
}

Threshold parse(const std::string& text, const std::vector<Objective>& objectives = {}) {
  return Threshold::read(io::Document::parse(text, "t.yaml"), metrics(), objectives);
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("a threshold of each kind, in words and as it was written") {
  const auto check = [](const std::string& text, const std::string& words) {
    CAPTURE(text);
    const Threshold threshold = parse(text);
    CHECK(threshold.text() == words);
    io::Value map = io::Value::map();
    threshold.add_to(map);
    CHECK(parse(map.yaml()) == threshold);
  };
  check("{metric: ttft_p99_ms, better_by: 0.15}", "ttft_p99_ms at least 15 % better");
  check("{metric: ttft_p99_ms, better_by: 0}", "ttft_p99_ms better");
  check("{metric: ttft_p99_ms, worse_by_at_most: 1}", "ttft_p99_ms at most 100 % worse");
  check("{metric: ttft_p99_ms, worse_by_at_most: 0}", "ttft_p99_ms not worse");
  check("{metric: completed_fraction, at_least: 0.99}", "completed_fraction at least 0.99");
  check("{metric: ttft_p99_ms.critical, at_most: 200}", "ttft_p99_ms.critical at most 200");
  check("{metric: ttft_p99_ms.critical, below: ttft_p99_ms.sheddable}",
        "ttft_p99_ms.critical below ttft_p99_ms.sheddable");
}

TEST_CASE("the margin of a threshold is how far it is exceeded, in the metric's unit") {
  // 15 % less than 200 is 170: 160 is 10 beyond it, 180 is 10 short of it.
  const Threshold less = parse("{metric: ttft_p99_ms, better_by: 0.15}");
  CHECK(less.margin(160, 200, 0) == doctest::Approx(10));
  CHECK(less.margin(180, 200, 0) == doctest::Approx(-10));
  const Threshold more = parse("{metric: output_tokens_per_s, better_by: 0.05}");
  CHECK(more.margin(107, 100, 0) == doctest::Approx(2));
  CHECK(more.margin(103, 100, 0) == doctest::Approx(-2));
  const Threshold kept = parse("{metric: output_tokens_per_s, worse_by_at_most: 0.05}");
  CHECK(kept.margin(96, 100, 0) == doctest::Approx(1));
  CHECK(kept.margin(94, 100, 0) == doctest::Approx(-1));
  const Threshold twice = parse("{metric: ttft_p99_ms, worse_by_at_most: 1}");
  CHECK(twice.margin(190, 100, 0) == doctest::Approx(10));
  CHECK(parse("{metric: ttft_p99_ms, at_most: 200}").margin(150, 0, 0) == 50);
  CHECK(parse("{metric: completed, at_least: 200}").margin(150, 0, 0) == -50);
  const Threshold order = parse("{metric: ttft_p99_ms.critical, below: ttft_p99_ms.sheddable}");
  CHECK(order.margin(100, 0, 130) == 30);
}

TEST_CASE("better and below want more than nothing, bounds do not") {
  CHECK(parse("{metric: ttft_p99_ms, better_by: 0}").is_strict());
  CHECK(parse("{metric: ttft_p99_ms, below: ttft_p50_ms}").is_strict());
  CHECK_FALSE(parse("{metric: ttft_p99_ms, worse_by_at_most: 0}").is_strict());
  CHECK_FALSE(parse("{metric: ttft_p99_ms, at_most: 1}").is_strict());
}

TEST_CASE("an objective says which way is better") {
  const std::vector<Objective> longer = {{"end_s", Goal::maximize}};
  CHECK(parse("{metric: end_s, better_by: 2}", longer).margin(310, 100, 0) == doctest::Approx(10));
}

TEST_CASE("a threshold of every class becomes that of one") {
  CHECK(parse("{metric: ttft_p99_ms, worse_by_at_most: 1}").of_class("critical").metric ==
        "ttft_p99_ms.critical");
  CHECK(parse("{metric: ttft_p99_ms, below: e2e_p99_ms}").of_class("critical").other ==
        "e2e_p99_ms.critical");
}

TEST_CASE("thresholds that cannot be") {
  CHECK(problem("{metric: ttft_p99_ms}") ==
        "t.yaml:1: has no bound; give it one of better_by, worse_by_at_most, at_least, at_most, "
        "below");
  CHECK(problem("{metric: ttft_p99_ms, better_by: 0.1, at_most: 3}") ==
        "t.yaml:1: at_most: is a second bound beside better_by (a criterion has one); keep one of "
        "the two, or write two criteria");
  CHECK(problem("{metric: ttft_p99_ms, better_by: 1}") ==
        "t.yaml:1: better_by: 1 is too much (nothing falls by 100 % or more of itself); write a "
        "fraction below 1: 0.05 is 5 %");
  CHECK(problem("{metric: completed, worse_by_at_most: 15}")
            .starts_with("t.yaml:1: worse_by_at_most: 15 is too much"));
  CHECK(parse("{metric: completed, better_by: 15}").bound == 15);
  CHECK(problem("{metric: ttft_p99, better_by: 0}").ends_with("did you mean 'ttft_p99_ms'?"));
  CHECK(problem("{metric: ttft_p99_ms, below: ttft_p99_ms}") ==
        "t.yaml:1: below: is compared with itself; name another metric");
}

}  // namespace servesweep::sweep::threshold_test
