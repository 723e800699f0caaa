#include "sweep/tuning/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "sweep/study/parameter_value.h"
#include "sweep/values/count_value.h"

namespace servesweep::sweep {
namespace {

std::size_t read_strategy(const io::Document& name, const Study& study) {
  const auto& strategies = study.strategies();
  const auto found =
      std::ranges::find(strategies, name.text(), [](const auto& one) { return one.name(); });
  if (found == strategies.end()) {
    throw name.problem(fmt::format("unknown strategy '{}'", name.text()),
                       "the study does not have it", "use the study that the journal belongs to");
  }
  return static_cast<std::size_t>(found - strategies.begin());
}

StudyTrial read_trial(const io::Document& node, const Study& study) {
  StudyTrial trial;
  trial.strategy = read_strategy(node.at("strategy"), study);
  std::map<std::string, std::string> settings;
  for (const auto& [name, value] : node.at("point").entries()) settings[name] = value.text();
  trial.attempt.point = study.strategies()[trial.strategy].space().point_of(settings, node.where());
  const std::vector<io::Document> seeds = node.at("seeds").items();
  const auto count = static_cast<std::int64_t>(study.seeds().size());
  if (seeds.size() != 2) throw node.problem("has no seeds", "[first, count] is missing", "");
  const std::int64_t first = seeds[0].integer(0, count - 1);
  trial.attempt.first_seed = static_cast<std::size_t>(first);
  trial.attempt.seeds = static_cast<std::size_t>(seeds[1].integer(1, count - first));
  if (const auto shortened = node.find("shortened")) {
    trial.attempt.shortened = shortened->boolean();
    if (trial.attempt.shortened && study.search().horizon >= 1) {
      throw shortened->problem("is set", "the study's search has no horizon",
                               "use the study that the journal belongs to");
    }
  }
  return trial;
}

}  // namespace

io::Value Decision::to_value(const Study& study) const {
  io::Value told_list = io::Value::list();
  for (const std::int64_t number : told) told_list.add(io::Value::integer(number));
  io::Value trial_list = io::Value::list();
  for (const StudyTrial& trial : trials) {
    io::Value point = io::Value::map();
    for (const auto& [name, value] : trial.attempt.point.values()) {
      point.set(name, sweep::to_value(value));
    }
    io::Value item = io::Value::map();
    item.set("strategy", io::Value::text(study.strategies()[trial.strategy].name()));
    item.set("point", std::move(point));
    item.set("seeds", io::Value::list({count_value(trial.attempt.first_seed),
                                       count_value(trial.attempt.seeds)}));
    if (trial.attempt.shortened) item.set("shortened", io::Value::boolean(true));
    trial_list.add(std::move(item));
  }
  io::Value value = io::Value::map();
  value.set("told", std::move(told_list)).set("trials", std::move(trial_list));
  return value;
}

Decision Decision::read(const io::Document& document, const Study& study) {
  Decision decision;
  for (const io::Document& number : document.at("told").items()) {
    decision.told.push_back(number.integer(0, std::numeric_limits<std::int32_t>::max()));
  }
  for (const io::Document& node : document.at("trials").items()) {
    decision.trials.push_back(read_trial(node, study));
  }
  return decision;
}

}  // namespace servesweep::sweep
