#include "sweep/cli/sensitivity_rows.h"

#include <cmath>
#include <utility>

#include "sweep/cli/cell_value.h"
#include "sweep/sensitivity/characterised.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

using io::Value;

struct FactorFigure {
  const char* quantity;
  const Estimate& estimate;
};

/// The figures of a factor that its method gives.
std::vector<FactorFigure> figures_of(const FactorSensitivity& one, SensitivityMethod method) {
  if (method == SensitivityMethod::morris) {
    return {{"mu_star", one.magnitude}, {"mu", one.mean}, {"sigma", one.deviation}};
  }
  return {{"total", one.total}, {"first", one.first}};
}

std::vector<std::pair<const char*, const EffectCurve*>> curves_of(const FactorSensitivity& one) {
  std::vector<std::pair<const char*, const EffectCurve*>> curves;
  if (one.at_best) curves.emplace_back("at_best", &*one.at_best);
  if (one.on_average) curves.emplace_back("on_average", &*one.on_average);
  return curves;
}

Value estimate_value(const Estimate& estimate) {
  return Value::map()
      .set("value", Value::number(estimate.value))
      .set("lower", Value::number(estimate.interval.lower))
      .set("upper", Value::number(estimate.interval.upper));
}

Value curve_value(const FactorSensitivity& one, const EffectCurve& curve) {
  Value levels = Value::list(), good = Value::list();
  for (std::size_t i = 0; i < curve.responses.size(); ++i) {
    Value level = Value::map().set("at", Value::text(one.levels.texts[i]));
    level.set("position", Value::number(one.levels.positions[i]));
    levels.add(level.set("response", estimate_value(curve.responses[i])));
  }
  for (const std::size_t level : curve.good) good.add(Value::text(one.levels.texts[level]));
  Value value = Value::map();
  value.set("best", Value::text(one.levels.texts[curve.range.best]));
  value.set("good", std::move(good));
  value.set("shape", Value::text(one.levels.ordered ? name_of(curve.range.shape) : ""));
  value.set("swing", Value::number(curve.swing));
  return value.set("levels", std::move(levels));
}

Value factor_value(const FactorSensitivity& one, SensitivityMethod method) {
  Value value = Value::map().set("parameter", Value::text(one.factor.name));
  for (const FactorFigure& figure : figures_of(one, method)) {
    value.set(figure.quantity, estimate_value(figure.estimate));
  }
  value.set("verdict", Value::text(name_of(one.importance)));
  for (const auto& [name, curve] : curves_of(one)) value.set(name, curve_value(one, *curve));
  return value;
}

void add_source(const SensitivityReport& report, Value& value) {
  value.set("points", Value::integer(static_cast<std::int64_t>(report.points)));
  value.set("seeds", Value::integer(static_cast<std::int64_t>(report.seeds)));
  value.set("simulations", Value::integer(static_cast<std::int64_t>(report.simulations)));
  value.set("model_rows", Value::integer(static_cast<std::int64_t>(report.rows)));
  value.set("model_rows_left_out", Value::integer(static_cast<std::int64_t>(report.rows_left_out)));
  if (!report.check) return;
  value.set("q2", Value::number(report.check->q2));
  value.set("residuals_within_1_96", Value::number(report.check->coverage));
  value.set("model_noise_share", Value::number(report.check->noise_share));
  value.set("model_unknown_share", Value::number(report.check->unknown_share));
}

void add_responses(const SensitivityReport& report, Value& value) {
  value.set("scale", Value::text(name_of(report.scale)));
  value.set("is_relative", Value::boolean(report.is_relative));
  value.set("baseline_mean", Value::number(report.baseline_mean));
  value.set("mean", Value::number(report.mean));
  value.set("standard_deviation", Value::number(report.deviation));
  value.set("lowest", Value::number(report.lowest));
  value.set("highest", Value::number(report.highest));
  value.set("noise_share", Value::number(report.noise_share));
  value.set("threshold", Value::number(report.threshold));
  Value best = Value::map();
  for (const auto& [name, parameter] : report.best.values()) best.set(name, to_value(parameter));
  value.set("best_point", std::move(best));
  value.set("best_response", Value::number(report.best_response));
}

}  // namespace

std::vector<io::TableColumn> sensitivity_columns() {
  std::vector<io::TableColumn> columns;
  for (const char* name : {"strategy", "workload", "metric", "method", "parameter", "quantity",
                           "at", "value", "lower", "upper", "verdict"}) {
    columns.push_back({.header = name});
  }
  return columns;
}

std::vector<std::vector<io::TableCell>> sensitivity_cells(const SensitivityView& view) {
  const SensitivityReport& report = view.report;
  std::vector<std::vector<io::TableCell>> rows;
  const auto add = [&](const FactorSensitivity& one, const std::string& quantity,
                       const std::string& at, const Estimate& estimate) {
    rows.push_back({report.strategy, report.workload, report.metric, name_of(report.method),
                    one.factor.name, quantity, at, finite_or_nothing(estimate.value),
                    finite_or_nothing(estimate.interval.lower),
                    finite_or_nothing(estimate.interval.upper), name_of(one.importance)});
  };
  for (const FactorSensitivity& one : report.factors) {
    for (const FactorFigure& figure : figures_of(one, report.method)) {
      add(one, figure.quantity, "", figure.estimate);
    }
    for (const auto& [name, curve] : curves_of(one)) {
      for (std::size_t i = 0; i < curve->responses.size(); ++i) {
        add(one, std::string("response_") + name, one.levels.texts[i], curve->responses[i]);
      }
    }
  }
  return rows;
}

Value sensitivity_value(const SensitivityView& view) {
  const SensitivityReport& report = view.report;
  Value value = Value::map();
  value.set("study", Value::text(view.study)).set("strategy", Value::text(report.strategy));
  value.set("workload", Value::text(report.workload)).set("metric", Value::text(report.metric));
  value.set("goal", Value::text(report.goal == Goal::minimize ? "minimize" : "maximize"));
  value.set("method", Value::text(name_of(report.method)));
  value.set("confidence", Value::number(report.confidence));
  value.set("within", Value::number(report.within));
  add_source(report, value);
  add_responses(report, value);
  const Characterisation verdict = characterisation_of(report);
  value.set("characterised", Value::boolean(verdict.is_characterised));
  value.set("reason", Value::text(verdict.reason));
  Value factors = Value::list();
  for (const FactorSensitivity& one : report.factors) {
    if (!is_refused(report)) factors.add(factor_value(one, report.method));
  }
  return value.set("parameters", std::move(factors));
}

}  // namespace servesweep::sweep
