#include "sweep/run/predict_rows.h"

#include <doctest/doctest.h>

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

engine::Scenario scenario_of(engine::Profile profile) {
  engine::Scenario scenario;
  scenario.follow(profile);
  scenario.latency.alpha = {1601.35, 3.51, 1805.54};
  scenario.latency.beta = {6910.42, 17.67, 2.84};
  return scenario;
}

}  // namespace

TEST_CASE("delivery and a prompt alone are predicted to the microsecond in a linear model") {
  const engine::Scenario scenario = scenario_of(engine::Profile::vllm_v1);
  const io::RowPrediction prediction = predict_rows(scenario);
  CHECK(prediction.delivery.at(100) == 1952);   // ⌊1601.35 + 351⌋
  CHECK(prediction.prefill.at(1000) == 24580);  // ⌊6910.42 + 17670⌋
  CHECK(prediction.output.at(77) == 1805);
  CHECK(prediction.repeated_steps == 0);
}

TEST_CASE("the reference counts output overhead per token and the last step twice") {
  const io::RowPrediction prediction = predict_rows(scenario_of(engine::Profile::reference));
  CHECK(prediction.output.at(77) == 1805 * 78);
  CHECK(prediction.repeated_steps == 1);
}
