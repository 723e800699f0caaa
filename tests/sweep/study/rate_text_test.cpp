#include "sweep/study/rate_text.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::rate_text_test {
namespace {

engine::RateProfile parse(const std::string& text) {
  return read_rate_profile(io::Document::parse(text, "r.yaml"));
}

engine::WorkloadSpec rate_of(const std::string& text) {
  engine::WorkloadSpec spec;
  read_rate(io::Document::parse(text, "w.yaml"), spec);
  return spec;
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)rate_of(text); });
}

}  // namespace

TEST_CASE("rate profiles are read, written and read again") {
  const auto steps = parse("{shape: steps, steps: [{duration_us: 5, level: 1.5}]}");
  CHECK(std::get<engine::StepProfile>(steps).steps.at(0).level == 1.5);
  const auto linear =
      parse("{shape: linear, points: [{time_us: 0, level: 1}, {time_us: 9, level: 2}]}");
  CHECK(std::get<engine::LinearProfile>(linear).points.at(1).time_us == 9);
  const auto sine = parse("{shape: sine, period_us: 8, amplitude: 0.5}");
  CHECK(std::get<engine::SineProfile>(sine).peak_us == 0);
  for (const engine::RateProfile& profile : {steps, linear, sine}) {
    const io::Value value = to_value(profile);
    CHECK(to_value(parse(value.yaml())).json() == value.json());
  }
  CHECK(problem_of([] { (void)parse("{shape: step}"); }) ==
        "r.yaml:1: shape: unknown word 'step'; did you mean 'steps'?");
}

TEST_CASE("stages become their mean rate, a profile, and an end") {
  const engine::WorkloadSpec spec = rate_of(
      "stages: [{rate_per_s: 10, duration_s: 30}, {rate_per_s: 0, duration_s: 10}, "
      "{rate_per_s: 50, duration_s: 0.5}]");
  CHECK(spec.requests_per_s == doctest::Approx((300 + 25) / 40.5));
  CHECK(spec.horizon_us == 40'500'000);
  const auto& steps = std::get<engine::StepProfile>(*spec.rate_profile).steps;
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].duration_us == 30'000'000);
  CHECK(steps[1].level == 0);
  CHECK(steps[2].duration_us == 500'000);
}

TEST_CASE("without stages there is a mean rate, and perhaps a profile and a horizon") {
  const engine::WorkloadSpec spec = rate_of(
      "{requests_per_s: 3, horizon_us: 7, rate_profile: {shape: sine, period_us: 8, amplitude: "
      "1}}");
  CHECK(spec.requests_per_s == 3);
  CHECK(spec.horizon_us == 7);
  CHECK(spec.rate_profile.has_value());
  CHECK_FALSE(rate_of("requests_per_s: 3").rate_profile.has_value());
}

TEST_CASE("wrong rates are refused") {
  CHECK(problem("horizon_us: 7").starts_with("w.yaml:1: 'requests_per_s' is missing"));
  CHECK(problem("{stages: [{rate_per_s: 1, duration_s: 1}], horizon_us: 7}") ==
        "w.yaml:1: horizon_us: stages are given as well (they say it already); remove one of the "
        "two");
  CHECK(problem("stages: [{rate_per_s: 0, duration_s: 1}]") ==
        "w.yaml:1: stages: no requests at all (no stage has a rate); give a stage a rate above 0");
  CHECK(problem("stages: []").starts_with("w.yaml:1: stages: no requests at all"));
  CHECK(problem("stages: [{rate_per_s: 1, duration_s: 0}]")
            .starts_with("w.yaml:1: stages[0].duration_s: 0 is"));
  CHECK(problem("stages: [{rate_per_s: -1, duration_s: 1}]")
            .starts_with("w.yaml:1: stages[0].rate_per_s: -1 is"));
}

}  // namespace servesweep::sweep::rate_text_test
