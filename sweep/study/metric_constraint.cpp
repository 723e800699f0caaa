#include "sweep/study/metric_constraint.h"

#include <fmt/format.h>

#include <cmath>

#include "sweep/study/choice.h"
#include "sweep/study/metric_limit.h"
#include "sweep/study/metric_name.h"

namespace servesweep::sweep {
namespace {

MetricConstraint read_one(const io::Document& item, const std::vector<Metric>& metrics) {
  item.allow_only({"metric", "at_least", "at_most", "of"});
  MetricConstraint constraint;
  constraint.metric = read_metric(item.at("metric"), metrics).column.name;
  const auto least = item.find("at_least");
  const auto most = item.find("at_most");
  if (least.has_value() == most.has_value()) {
    throw item.problem(least ? "has two bounds" : "has no bound", "a constraint is one-sided",
                       "give it at_least or at_most");
  }
  constraint.at_least = least.has_value();
  constraint.bound = (least ? *least : *most).real();
  if (const auto of = item.find("of")) {
    constraint.of_baseline = choose<bool>(*of, {{"baseline", true}});
  } else {
    check_reachable(least ? *least : *most, constraint.metric, constraint.at_least);
  }
  return constraint;
}

}  // namespace

double MetricConstraint::excess(double mean, double baseline) const {
  const double limit = of_baseline ? bound * baseline : bound;
  const double scale = limit == 0 ? 1 : std::abs(limit);
  return (at_least ? limit - mean : mean - limit) / scale;
}

std::string MetricConstraint::text() const {
  return fmt::format("{} at {} {:g}{}", metric, at_least ? "least" : "most", bound,
                     of_baseline ? " x baseline" : "");
}

std::vector<MetricConstraint> read_metric_constraints(const io::Document& list,
                                                      const std::vector<Metric>& metrics) {
  std::vector<MetricConstraint> constraints;
  for (const io::Document& item : list.items()) constraints.push_back(read_one(item, metrics));
  return constraints;
}

io::Value metric_constraints_to_value(const std::vector<MetricConstraint>& constraints) {
  io::Value list = io::Value::list();
  for (const MetricConstraint& constraint : constraints) {
    io::Value value = io::Value::map();
    value.set("metric", io::Value::text(constraint.metric));
    value.set(constraint.at_least ? "at_least" : "at_most", io::Value::number(constraint.bound));
    if (constraint.of_baseline) value.set("of", io::Value::text("baseline"));
    list.add(std::move(value));
  }
  return list;
}

}  // namespace servesweep::sweep
