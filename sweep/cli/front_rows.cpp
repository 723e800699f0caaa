#include "sweep/cli/front_rows.h"

#include <cmath>
#include <limits>

#include "sweep/cli/cell_value.h"
#include "sweep/cli/search_note.h"

namespace servesweep::sweep {
namespace {

std::vector<std::string> front_columns(const FrontView& view) {
  std::vector<std::string> names = {"workload", "strategy", "point", "parameters", "is_baseline"};
  for (std::size_t k = 0; k < view.question.panel.objectives; ++k) {
    const std::string& name = view.question.panel.metrics[k].column.name;
    names.push_back(name);
    for (const char* suffix : {"_half_width", "_relative", "_relative_low", "_relative_high"}) {
      names.push_back(name + suffix);
    }
  }
  for (const char* name :
       {"seeds", "on_front", "front_share", "is_knee", "knee_share", "serves_less"}) {
    names.emplace_back(name);
  }
  return names;
}

std::string workload_name(const FrontView& view, std::size_t front) {
  return view.results.study.workloads()[front].name;
}

std::vector<io::TableCell> cells(const FrontView& view, std::size_t front,
                                 const FrontPoint& point) {
  std::vector<io::TableCell> list = {workload_name(view, front), point.row->strategy, point.row->id,
                                     point.row->parameters,
                                     point.row == view.fronts[front].panel.baseline};
  for (std::size_t k = 0; k < point.means.size(); ++k) {
    const PairedDifference change = point.changes.empty() ? PairedDifference{} : point.changes[k];
    for (const double number :
         {point.means[k].mean, point.means[k].half_width, change.relative_difference,
          change.relative.lower, change.relative.upper}) {
      list.push_back(finite_or_nothing(number));
    }
  }
  list.emplace_back(static_cast<std::int64_t>(view.fronts[front].panel.seeds.size()));
  list.emplace_back(point.on_front);
  list.emplace_back(point.front_share);
  list.emplace_back(point.is_knee);
  list.emplace_back(point.knee_share);
  list.emplace_back(point.serves_less);
  return list;
}

io::Value objectives_value(const FrontView& view) {
  io::Value list = io::Value::list();
  for (std::size_t k = 0; k < view.question.panel.objectives; ++k) {
    const RankedMetric& metric = view.question.panel.metrics[k];
    list.add(io::Value::map()
                 .set("metric", io::Value::text(metric.column.name))
                 .set("unit", io::Value::text(metric.column.unit))
                 .set("goal", io::Value::text(name_of(metric.goal))));
  }
  return list;
}

io::Value workload_value(const FrontView& view, std::size_t i) {
  const Front& front = view.fronts[i];
  io::Value reference = io::Value::list();
  for (const double value : front.reference) reference.add(io::Value::number(value));
  io::Value seeds = io::Value::list();
  for (const std::uint64_t seed : front.panel.seeds) {
    seeds.add(io::Value::text(std::to_string(seed)));
  }
  io::Value absent = io::Value::list();
  for (const AbsentPoint& one : front.panel.absent) {
    absent.add(io::Value::map()
                   .set("point", io::Value::integer(one.point))
                   .set("why", io::Value::text(name_of(one.why))));
  }
  const bool known = !front.reference.empty();
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  io::Value object = io::Value::map();
  object.set("workload", io::Value::text(workload_name(view, i)));
  object.set("seeds", std::move(seeds));
  object.set("reference", std::move(reference));
  object.set("hypervolume", io::Value::number(known ? front.hypervolume : nothing));
  object.set("hypervolume_low",
             io::Value::number(known ? front.hypervolume_interval.lower : nothing));
  object.set("hypervolume_high",
             io::Value::number(known ? front.hypervolume_interval.upper : nothing));
  object.set("left_out", std::move(absent));
  return object;
}

}  // namespace

io::Table front_rows(const FrontView& view) {
  std::vector<io::TableColumn> heads;
  for (const std::string& name : front_columns(view)) heads.push_back({.header = name});
  io::Table table(heads);
  for (std::size_t i = 0; i < view.fronts.size(); ++i) {
    for (const FrontPoint& point : view.fronts[i].points) table.add_row(cells(view, i, point));
  }
  return table;
}

io::Value front_value(const FrontView& view) {
  const std::vector<std::string> names = front_columns(view);
  io::Value rows = io::Value::list();
  io::Value workloads = io::Value::list();
  for (std::size_t i = 0; i < view.fronts.size(); ++i) {
    workloads.add(workload_value(view, i));
    for (const FrontPoint& point : view.fronts[i].points) {
      const std::vector<io::TableCell> list = cells(view, i, point);
      io::Value row = io::Value::map();
      for (std::size_t c = 0; c < names.size(); ++c) row.set(names[c], value_of(list[c]));
      rows.add(std::move(row));
    }
  }
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(view.results.study.name()));
  object.set("baseline", io::Value::text(view.question.panel.baseline));
  object.set("objectives", objectives_value(view));
  object.set("confidence", io::Value::number(view.question.confidence));
  object.set("resamples", io::Value::integer(static_cast<std::int64_t>(view.question.resamples)));
  if (learns(view.results.study.search().method)) {
    object.set("search_finished", io::Value::boolean(unfinished_search_note(view.results).empty()));
  }
  object.set("workloads", std::move(workloads));
  object.set("rows", std::move(rows));
  return object;
}

}  // namespace servesweep::sweep
