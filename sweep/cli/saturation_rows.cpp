#include "sweep/cli/saturation_rows.h"

#include "sweep/cli/cell_value.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

using io::Value;

io::TableCell finite(double number) {
  return finite_or_nothing(number);
}

}  // namespace

Value saturation_value(const SaturationView& view) {
  const RateBracket& bracket = view.result.bracket;
  Value parameters = Value::map();
  for (const auto& [name, parameter] : view.point.values()) {
    parameters.set(name, to_value(parameter));
  }
  Value value = Value::map();
  value.set("strategy", Value::text(view.strategy));
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
  return value.set("simulations",
                   Value::integer(static_cast<std::int64_t>(view.result.simulations)));
}

std::vector<io::TableColumn> trial_columns() {
  std::vector<io::TableColumn> columns;
  for (const char* name :
       {"strategy", "workload", "rate_per_s", "rate_scale", "requests", "seeds", "goodput_mean",
        "goodput_lower", "goodput_upper", "growth_mean", "growth_lower", "growth_upper",
        "arrival_s", "stay_s", "verdict", "limit"}) {
    columns.push_back({.header = name});
  }
  return columns;
}

std::vector<io::TableCell> trial_cells(const SaturationView& view, const RateTrial& trial) {
  const BoundedMean &goodput = trial.verdict.goodput, &growth = trial.verdict.growth;
  return {view.strategy,
          view.workload.name,
          view.rate_of(trial.scale),
          trial.scale,
          trial.requests,
          static_cast<std::int64_t>(trial.seeds),
          finite(goodput.mean),
          finite(goodput.bounds.lower),
          finite(goodput.bounds.upper),
          finite(growth.mean),
          finite(growth.bounds.lower),
          finite(growth.bounds.upper),
          finite(trial.arrival_s),
          finite(trial.stay_s),
          std::string(name_of(trial.verdict.verdict)),
          std::string(name_of(trial.verdict.limit))};
}

}  // namespace servesweep::sweep
