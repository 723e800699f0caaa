#include "sweep/sensitivity/characterised.h"

#include <doctest/doctest.h>

#include <cmath>

namespace servesweep::sweep::characterised_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// One factor that matters, with its range; everything as it should be.
SensitivityReport good_report() {
  SensitivityReport report;
  report.seeds = 5;
  report.deviation = 0.1;
  report.noise_share = 0.01;
  FactorSensitivity one{.factor = {.name = "budget"}, .levels = {}};
  one.first = {0.8, {0.75, 0.9}};
  one.total = {0.9, {0.8, 0.95}};
  one.importance = Importance::matters;
  one.on_average = EffectCurve{};
  report.factors.push_back(one);
  return report;
}

}  // namespace

TEST_CASE("narrow, clear and with a range is characterised") {
  const Characterisation verdict = characterisation_of(good_report());
  CHECK(verdict.is_characterised);
  CHECK(contains(verdict.reason, "1 of 1 parameters matter"));
  SensitivityReport same = good_report();
  same.deviation = 0;
  CHECK(characterisation_of(same).is_characterised);
}

TEST_CASE("each doubt is told") {
  const auto reason = [](auto change, double widest = 0.2) {
    SensitivityReport report = good_report();
    change(report);
    const Characterisation verdict = characterisation_of(report, widest);
    CHECK_FALSE(verdict.is_characterised);
    return verdict.reason;
  };
  CHECK(contains(reason([](auto&) {}, 0.1), "the interval of budget is 0.150 wide"));
  CHECK(contains(reason([](auto& r) { r.factors[0].total.interval = {}; }), "wide"));
  CHECK(contains(reason([](auto& r) { r.factors[0].importance = Importance::unclear; }),
                 "unclear whether budget matters"));
  CHECK(contains(reason([](auto& r) { r.factors[0].on_average.reset(); }),
                 "no range can be given for budget"));
  CHECK(contains(reason([](auto& r) { r.seeds = 1; }), "one seed"));
  CHECK(contains(reason([](auto& r) { r.noise_share = 0.6; }), "chance"));
  CHECK(contains(reason([](auto& r) { r.check = SurrogateCheck{.points = 60, .q2 = 0.6}; }),
                 "Q2 is 0.60"));
  CHECK(contains(reason([](auto& r) {
                   r.check = SurrogateCheck{.points = 60, .q2 = 0.9, .unknown_share = 0.7};
                 }),
                 "does not know 70 %"));
  CHECK(contains(reason([](auto& r) { r.check = SurrogateCheck{.points = 60, .q2 = 0.3}; }),
                 "no indices: the model predicts too badly, Q2 0.30"));
  CHECK(contains(reason([](auto& r) { r.check = SurrogateCheck{.points = 4, .q2 = std::nan("")}; }),
                 "no indices: 4 points"));
}

TEST_CASE("effects are as wide as their largest allows") {
  SensitivityReport report = good_report();
  report.method = SensitivityMethod::morris;
  report.factors[0].magnitude = {40, {38, 44}};
  CHECK(characterisation_of(report).is_characterised);
  report.factors[0].magnitude = {40, {30, 44}};
  CHECK_FALSE(characterisation_of(report).is_characterised);
}

}  // namespace servesweep::sweep::characterised_test
