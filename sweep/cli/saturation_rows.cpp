#include "sweep/cli/saturation_rows.h"

#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

using io::Value;

Value bounded_value(const BoundedMean& figure) {
  return Value::map()
      .set("mean", Value::number(figure.mean))
      .set("lower", Value::number(figure.bounds.lower))
      .set("upper", Value::number(figure.bounds.upper));
}

Value trial_value(const SaturationView& view, const RateTrial& trial) {
  Value value = Value::map();
  value.set("rate_per_s", Value::number(view.rate_of(trial.scale)));
  value.set("rate_scale", Value::number(trial.scale));
  value.set("requests", Value::integer(trial.requests));
  value.set("seeds", Value::integer(static_cast<std::int64_t>(trial.seeds)));
  value.set("goodput", bounded_value(trial.verdict.goodput));
  value.set("growth", bounded_value(trial.verdict.growth));
  value.set("arrival_s", Value::number(trial.arrival_s));
  value.set("stay_s", Value::number(trial.stay_s));
  value.set("verdict", Value::text(name_of(trial.verdict.verdict)));
  return value.set("limit", Value::text(name_of(trial.verdict.limit)));
}

}  // namespace

Value saturation_value(const SaturationView& view) {
  const RateBracket& bracket = view.result.bracket;
  Value parameters = Value::map();
  for (const auto& [name, parameter] : view.point.values()) {
    parameters.set(name, to_value(parameter));
  }
  Value trials = Value::list();
  for (const RateTrial& trial : view.result.trials) trials.add(trial_value(view, trial));
  Value value = Value::map();
  value.set("study", Value::text(view.study)).set("strategy", Value::text(view.strategy));
  value.set("parameters", std::move(parameters));
  value.set("workload", Value::text(view.workload.name));
  value.set("goodput", Value::number(view.options.rule.goodput));
  value.set("growth", Value::number(view.options.rule.growth));
  value.set("confidence", Value::number(view.options.rule.confidence));
  value.set("tolerance", Value::number(view.options.tolerance));
  value.set("unit", Value::text(view.unit()));
  value.set("own_rate_per_s", Value::number(view.result.own_rate_per_s));
  value.set("saturation_per_s", Value::number(view.result.rate_per_s()));
  value.set("rate_scale", Value::number(bracket.lower));
  value.set("unsustainable_per_s", Value::number(view.rate_of(bracket.upper)));
  const RateTrial* const above = view.result.trial_at(bracket.upper);
  value.set("limit", Value::text(above == nullptr ? "" : name_of(above->verdict.limit)));
  value.set("simulations", Value::integer(static_cast<std::int64_t>(view.result.simulations)));
  return value.set("trials", std::move(trials));
}

std::vector<std::string> trial_columns() {
  return {"strategy",      "workload",    "rate_per_s",   "rate_scale",
          "requests",      "seeds",       "goodput_mean", "goodput_lower",
          "goodput_upper", "growth_mean", "growth_lower", "growth_upper",
          "arrival_s",     "stay_s",      "verdict",      "limit"};
}

std::vector<io::TableCell> trial_cells(const SaturationView& view, const RateTrial& trial) {
  const BoundedMean &goodput = trial.verdict.goodput, &growth = trial.verdict.growth;
  return {view.strategy,
          view.workload.name,
          view.rate_of(trial.scale),
          trial.scale,
          trial.requests,
          static_cast<std::int64_t>(trial.seeds),
          goodput.mean,
          goodput.bounds.lower,
          goodput.bounds.upper,
          growth.mean,
          growth.bounds.lower,
          growth.bounds.upper,
          trial.arrival_s,
          trial.stay_s,
          std::string(name_of(trial.verdict.verdict)),
          std::string(name_of(trial.verdict.limit))};
}

}  // namespace servesweep::sweep
