#include "engine/policy/reservation/output_guess.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace output_guess_test {

using namespace servesweep::engine;

TEST_CASE(
    "OutputGuess: the predictor's, else the mean of its class on this instance, else typical") {
  PolicyInfo info;
  info.name = "test";
  info.parameters = {OutputGuess::parameter()};
  OutputGuess guess(Parameters(
      {.policy = "test", .parameters = {{"typical_tokens", 40.0}}, .scorers = {}}, info, "test"));
  guess.reset(2);
  RequestFacts request = some_request(SloTier::standard);
  CHECK(guess.output_tokens(InstanceId(0), request) == 40);
  request.slo_class = SloClassId(1);
  guess.completed(InstanceId(0), request, 10);
  guess.completed(InstanceId(0), request, 25);
  CHECK(guess.output_tokens(InstanceId(0), request) == 17.5);
  CHECK(guess.output_tokens(InstanceId(1), request) == 40);
  request.predicted_output_tokens = 7;
  CHECK(guess.output_tokens(InstanceId(0), request) == 7);
  request.predicted_output_tokens = 0;
  request.slo_class = SloClassId(0);
  CHECK(guess.output_tokens(InstanceId(0), request) == 40);
  request.slo_class = SloClassId(1);
  guess.reset(2);
  CHECK(guess.output_tokens(InstanceId(0), request) == 40);
  guess.completed(InstanceId(0), request, 0);
  CHECK(guess.output_tokens(InstanceId(0), request) == 1);
}

}  // namespace output_guess_test
