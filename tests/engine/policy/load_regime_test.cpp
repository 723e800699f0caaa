#include "engine/policy/load_regime.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace load_regime_test {

using namespace servesweep::engine;

namespace {

using Values = std::map<std::string, ParameterValue, std::less<>>;

LoadRegime regime(Values values) {
  const PolicyInfo info{.name = "test",
                        .what = "",
                        .formula = "",
                        .source = "",
                        .parameters = LoadRegime::parameters(0.5, 1, 0)};
  return LoadRegime(Parameters({.policy = "test", .parameters = std::move(values), .scorers = {}},
                               info, "field"));
}

}  // namespace

TEST_CASE("LoadRegime: up above a threshold, down below the lower one, nothing between") {
  LoadRegime load = regime({{"hysteresis", 0.5}});  // busy 0.5 / 0.25, overloaded 1 / 0.5
  TimeUs now = 0;
  const auto at = [&](double rho) { return load.update(++now, rho); };
  CHECK(at(0.5) == Regime::calm);  // not above
  CHECK(at(0.51) == Regime::busy);
  CHECK(at(0.25) == Regime::busy);  // not below
  CHECK(at(0.24) == Regime::calm);
  CHECK(at(0.4) == Regime::calm);
  CHECK(at(0.6) == Regime::busy);
  CHECK(at(1.0) == Regime::busy);
  CHECK(at(1.1) == Regime::overloaded);
  CHECK(at(0.5) == Regime::overloaded);
  CHECK(at(0.49) == Regime::busy);
  CHECK(at(0.6) == Regime::busy);
  CHECK(load.regime() == Regime::busy);
}

TEST_CASE("LoadRegime: jumps from calm to overloaded and back") {
  LoadRegime load = regime({{"hysteresis", 0.2}});
  CHECK(load.update(1, 5) == Regime::overloaded);
  CHECK(load.update(2, 0.1) == Regime::calm);
  load.reset();
  CHECK(load.update(0, 5) == Regime::overloaded);
}

TEST_CASE("LoadRegime: stays for the dwell time, and the first change waits for nothing") {
  LoadRegime load = regime({{"dwell_us", 100.0}, {"hysteresis", 0.0}});
  CHECK(load.update(10, 0.7) == Regime::busy);
  CHECK(load.update(50, 2) == Regime::busy);
  CHECK(load.update(60, 0.1) == Regime::busy);
  CHECK(load.update(109, 0.1) == Regime::busy);
  CHECK(load.update(110, 0.1) == Regime::calm);
  CHECK(load.update(209, 2) == Regime::calm);
  CHECK(load.update(210, 2) == Regime::overloaded);
}

TEST_CASE("LoadRegime: a busy threshold above the other one leaves no busy regime") {
  LoadRegime load = regime({{"busy_above", 3.0}, {"hysteresis", 0.5}});
  CHECK(load.update(1, 0.9) == Regime::calm);
  CHECK(load.update(2, 1.1) == Regime::overloaded);
  CHECK(load.update(3, 0.5) == Regime::overloaded);
  CHECK(load.update(4, 0.4) == Regime::calm);
}

TEST_CASE("LoadRegime: thresholds of 0 mean overloaded with any load") {
  LoadRegime load = regime({{"overload_above", 0.0}});
  CHECK(load.update(1, 0) == Regime::calm);
  CHECK(load.update(2, 1e-9) == Regime::overloaded);
  CHECK(load.update(3, 0) == Regime::overloaded);
  CHECK_THROWS_AS(regime({{"hysteresis", 1.5}}), Problem);
  CHECK_THROWS_AS(regime({{"dwell_us", -1.0}}), Problem);
}

}  // namespace load_regime_test
