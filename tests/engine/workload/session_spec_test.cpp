#include "engine/workload/session_spec.h"

#include <doctest/doctest.h>

#include "tests/engine/workload/problem_of.h"

namespace session_spec_test {

using namespace servesweep::engine;

namespace {

std::string complaint(const SessionSpec& session) {
  return problem_of([&] { validate(session, "session"); });
}

}  // namespace

TEST_CASE("SessionSpec: rounds are fixed or follow a law, within the limit") {
  CHECK(complaint({}) == "");
  CHECK(complaint({.rounds = ConstantLength{kMostRounds}}) == "");
  CHECK(complaint({.rounds = ConstantLength{kMostRounds + 1}}) ==
        "session.rounds: 10001 is out of range; give a number from 1 to 10000");
  CHECK(complaint({.rounds = GeometricLength{8}}) == "");
  CHECK(complaint({.rounds = GaussianLength{5, 2}}) == "");
  CHECK(complaint({.rounds = GaussianLength{5, 2, 1, kMostRounds + 1}})
            .starts_with("session.rounds.max: 10001"));
  CHECK(complaint({.rounds = EmpiricalLength{{{0, 1.0}}}})
            .starts_with("session.rounds.probabilities.0: 0"));
}

TEST_CASE("SessionSpec: think times are checked, too") {
  CHECK(complaint({.think_time_us = ExponentialDuration{-1}})
            .starts_with("session.think_time_us.mean: -1"));
}

}  // namespace session_spec_test
