#include "sweep/run/predict_rows.h"

#include "engine/latency/latency_model.h"

namespace servesweep::sweep {

io::RowPrediction predict_rows(const engine::Scenario& scenario) {
  const auto model = engine::make_latency_model(scenario.latency, scenario.batch);
  const engine::StepCost cost = model->cost();
  const auto overhead_us = static_cast<double>(model->output_overhead_us());
  const bool real_time = scenario.switches.real_time_accounting;
  using io::PredictionLine;
  return {.delivery = PredictionLine::of(scenario.latency.alpha[0], scenario.latency.alpha[1]),
          .prefill = PredictionLine::of(cost.fixed_us, cost.prefill_us_per_token),
          .output = PredictionLine::of(overhead_us, real_time ? 0 : overhead_us),
          .repeated_steps = real_time ? 0 : 1};
}

}  // namespace servesweep::sweep
