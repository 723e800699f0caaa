#include "engine/workload/workload_spec.h"

#include <doctest/doctest.h>

#include <limits>

#include "engine/base/problem.h"
#include "tests/engine/workload/target_workload.h"

namespace workload_spec_test {

using namespace servesweep::engine;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The message for the target workload with one thing wrong; "" if nobody complains.
template <class Change>
std::string complaint(Change change) {
  WorkloadSpec spec = target_workload();
  change(spec);
  try {
    validate(spec);
  } catch (const Problem& problem) {
    return problem.what();
  }
  return "";
}

/// The field that a wrong law of client 1 is blamed on.
std::string blamed(const LengthLaw& law) {
  WorkloadSpec spec = target_workload();
  spec.clients[1].output_tokens = law;
  try {
    validate(spec);
  } catch (const Problem& problem) {
    return problem.where();
  }
  return "";
}

}  // namespace

TEST_CASE("validate: the target workload is valid") {
  CHECK(complaint([](WorkloadSpec&) {}) == "");
}

TEST_CASE("validate: messages name field, value and remedy") {
  CHECK(complaint([](auto& s) { s.clients[2].arrival.cv = 11; }) ==
        "clients[2].arrival.cv: 11 is out of range; give a number from 0.01 to 10");
  CHECK(complaint([](auto& s) { s.clients[0].arrival.process = ArrivalProcess::poisson; }) ==
        "clients[0].arrival.cv: 2 has no effect (only gamma and weibull arrivals have a free "
        "coefficient of variation); remove it or choose gamma");
  CHECK(complaint([](auto& s) { s.clients[1].slo_class = "critcal"; }) ==
        "clients[1].slo_class: unknown class 'critcal' (no classes are declared, so only "
        "conventional names are known); did you mean 'critical'?");
  CHECK(complaint([](auto& s) { s.requests_per_s = 0; }) ==
        "requests_per_s: 0 is not positive; give a number above 0");
  CHECK(
      complaint([](auto& s) { s.clients[1].id = "critical"; }) ==
      "clients[1].id: 'critical' is used twice (both clients would draw the same random numbers); "
      "rename one of them");
  CHECK(complaint([](auto& s) { s.requests = 0; }) ==
        "requests: missing (client 'critical' would arrive for ever); set requests, horizon_us, or "
        "windows for every client");
}

TEST_CASE("validate: numbers that are no numbers are refused") {
  for (const double bad : {kNaN, kInfinity, -kInfinity, -1.0}) {
    CAPTURE(bad);
    CHECK(complaint([=](auto& s) { s.requests_per_s = bad; }) != "");
    CHECK(complaint([=](auto& s) { s.clients[0].rate_fraction = bad; }) != "");
    CHECK(complaint([=](auto& s) { s.clients[0].arrival.cv = bad; }) != "");
    CHECK(blamed(ExponentialLength{bad}) == "clients[1].output_tokens.mean");
    CHECK(blamed(GaussianLength{1, bad, 1, 2}) == "clients[1].output_tokens.std_dev");
    CHECK(
        blamed(EmpiricalLength{{{7, bad}}}).starts_with("clients[1].output_tokens.probabilities"));
  }
}

TEST_CASE("validate: every parameter of a length law has its range") {
  CHECK(blamed(ConstantLength{0}) == "clients[1].output_tokens.value");
  CHECK(blamed(ConstantLength{kLongestLength_tokens + 1}) == "clients[1].output_tokens.value");
  CHECK(blamed(GaussianLength{kNaN, 1, 1, 2}) == "clients[1].output_tokens.mean");
  CHECK(blamed(GaussianLength{5, 1, 0, 9}) == "clients[1].output_tokens.min");
  CHECK(blamed(GaussianLength{5, 1, 9, 8}) == "clients[1].output_tokens.min");
  CHECK(blamed(ParetoLognormalLength{0, 1, 1, 1, 0.5}) == "clients[1].output_tokens.alpha");
  CHECK(blamed(ParetoLognormalLength{1, 0, 1, 1, 0.5}) == "clients[1].output_tokens.xm");
  CHECK(blamed(ParetoLognormalLength{1, 1, kNaN, 1, 0.5}) == "clients[1].output_tokens.mu");
  CHECK(blamed(ParetoLognormalLength{1, 1, 1, -1, 0.5}) == "clients[1].output_tokens.sigma");
  CHECK(blamed(ParetoLognormalLength{1, 1, 1, 1, 1.5}) == "clients[1].output_tokens.mix_weight");
  CHECK(blamed(LognormalLength{0, 1}) == "clients[1].output_tokens.mean");
  CHECK(blamed(LognormalLength{1, 1001}) == "clients[1].output_tokens.std_dev");
  CHECK(blamed(LognormalLength{1, 1, 9, 8}) == "clients[1].output_tokens.min");
  CHECK(blamed(UniformLength{0, 8}) == "clients[1].output_tokens.min");
  CHECK(blamed(UniformLength{9, 8}) == "clients[1].output_tokens.min");
  CHECK(blamed(UniformLength{1, kLongestLength_tokens + 1}) == "clients[1].output_tokens.max");
  CHECK(blamed(GeometricLength{0.9}) == "clients[1].output_tokens.mean");
  CHECK(blamed(GeometricLength{kNaN}) == "clients[1].output_tokens.mean");
  CHECK(blamed(EmpiricalLength{}) == "clients[1].output_tokens.probabilities");
  CHECK(blamed(EmpiricalLength{{{0, 1.0}}}) == "clients[1].output_tokens.probabilities.0");
  CHECK(blamed(EmpiricalLength{{{1, 0.0}}}) == "clients[1].output_tokens.probabilities");
}

TEST_CASE("validate: declared classes bind the clients") {
  const auto declare = [](WorkloadSpec& spec, std::vector<std::string> names) {
    for (std::string& name : names) {
      SloClass slo_class;
      slo_class.name = std::move(name);
      spec.classes.push_back(slo_class);
    }
  };
  CHECK(complaint([&](auto& s) { declare(s, {"critical", "standard", "sheddable"}); }) == "");
  CHECK(complaint([&](auto& s) {
          declare(s, {"critical", "standard"});
        }).starts_with("clients[2].slo_class: unknown class 'sheddable' (it is not declared"));
  CHECK(complaint([&](auto& s) { declare(s, {"a", "a"}); }).starts_with("classes[1].name: 'a'"));
  CHECK(complaint([&](auto& s) { declare(s, {""}); }).starts_with("classes[0].name: missing"));
  CHECK(complaint([&](auto& s) {
          declare(s, {"critical"});
          s.classes[0].ttft_target_us = 0;
        }).starts_with("classes[0].ttft_target_us"));
}

TEST_CASE("validate: prefix group and length come together") {
  CHECK(complaint([](auto& s) {
          s.clients[0].prefix_tokens = 0;
        }).starts_with("clients[0].prefix_tokens: missing"));
  CHECK(complaint([](auto& s) {
          s.clients[0].prefix_group = "";
        }).starts_with("clients[0].prefix_group: missing"));
  CHECK(complaint([](auto& s) {
          s.clients[0].prefix_tokens = -1;
        }).starts_with("clients[0].prefix_tokens: -1"));
}

TEST_CASE("validate: windows and sessions") {
  CHECK(complaint([](auto& s) {
          s.clients[0].windows = {{0, 10}, {20, 20}};
        }) == "clients[0].windows[1].end_us: 20 is not after start_us (20); give a later end");
  CHECK(complaint([](auto& s) {
          s.clients[0].windows = {{-1, 10}};
        }).starts_with("clients[0].windows[0].start_us"));
  CHECK(complaint([](auto& s) {
          s.clients[0].session = SessionSpec{.rounds = ConstantLength{0}};
        }).starts_with("clients[0].session.rounds"));
  CHECK(complaint([](auto& s) {
          s.clients[0].session = SessionSpec{ConstantLength{2}, ConstantDuration{-1}, true};
        }).starts_with("clients[0].session.think_time_us"));
}

TEST_CASE("validate: rate profiles and media, each at its place") {
  CHECK(
      complaint([](auto& s) { s.rate_profile = StepProfile{}; }).starts_with("rate_profile.steps"));
  CHECK(complaint([](auto& s) {
          s.clients[1].rate_profile = SineProfile{.period_us = 0};
        }).starts_with("clients[1].rate_profile.period_us"));
  CHECK(complaint([](auto& s) {
          s.clients[1].media[Media::image] = {.count = ConstantLength{-1}};
        }).starts_with("clients[1].media.image.count.value"));
}

TEST_CASE("validate: the mean number of turns decides whether a workload fits") {
  const auto hours_of = [](LengthLaw rounds) {
    return [rounds](auto& s) {
      s.requests = 0;
      s.horizon_us = 10'000'000'000;  // 20 million arrivals
      for (auto& client : s.clients) client.session = SessionSpec{rounds};
    };
  };
  CHECK(complaint(hours_of(GeometricLength{4})) == "");
  CHECK(complaint(hours_of(GeometricLength{6})).starts_with("requests: missing, and about 1.2"));
}

TEST_CASE("validate: refuses what would not end or not fit") {
  CHECK(complaint([](auto& s) { s.clients.clear(); }).starts_with("clients: missing"));
  CHECK(complaint([](auto& s) { s.requests = -1; }).starts_with("requests: -1"));
  CHECK(complaint([](auto& s) { s.horizon_us = 0; }).starts_with("horizon_us: 0"));
  CHECK(complaint([](auto& s) { s.requests_per_s = 1e7; }).starts_with("clients[0].rate_fraction"));
  CHECK(complaint([](auto& s) {
          s.clients[0].rate_fraction = 1e308;
          s.clients[1].rate_fraction = 1e308;
        }).starts_with("clients[0].rate_fraction: it is vanishingly small"));
  CHECK(complaint([](auto& s) {
          s.clients[0].windows = {{kForever - 1, kForever}};
        }).starts_with("clients[0].windows: they leave too much idle time"));
  CHECK(complaint([](auto& s) { s.clients[0].windows = {{0, kForever - 1}}; }) == "");
  CHECK(complaint([](auto& s) {
          s.requests = 0;
          s.horizon_us = kForever - 1;
        }).starts_with("requests: missing, and about 1.84e+16 are expected"));
}

TEST_CASE("arrival_process_named: names and suggestions") {
  CHECK(arrival_process_named("weibull", "x") == ArrivalProcess::weibull);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(arrival_process_named("gama", "clients[0].arrival.process")),
      "clients[0].arrival.process: unknown arrival process 'gama'; did you mean "
      "'gamma'?",
      Problem);
}

}  // namespace workload_spec_test
