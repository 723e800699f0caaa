#include "sweep/study/condition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

bool has_value(const std::vector<engine::ParameterValue>& values,
               const engine::ParameterValue& value) {
  return std::ranges::find(values, value) != values.end();
}

}  // namespace

Condition::Condition(std::vector<Clause> clauses)
    : declared_(std::move(clauses)), all_(declared_) {}

void Condition::require(const Condition& other) {
  for (const Clause& theirs : other.all_) {
    const auto mine = std::ranges::find(all_, theirs.name, &Clause::name);
    if (mine == all_.end()) {
      all_.push_back(theirs);
    } else {
      std::erase_if(mine->values,
                    [&](const auto& value) { return !has_value(theirs.values, value); });
    }
  }
}

bool Condition::names(const std::string& name) const {
  return std::ranges::find(all_, name, &Clause::name) != all_.end();
}

bool Condition::admits(const std::string& name, const engine::ParameterValue& value) const {
  return std::ranges::all_of(all_, [&](const Clause& clause) {
    return clause.name != name || has_value(clause.values, value);
  });
}

std::string Condition::contradiction() const {
  const auto found =
      std::ranges::find_if(all_, [](const Clause& clause) { return clause.values.empty(); });
  return found == all_.end() ? "" : found->name;
}

const Condition::Clause* Condition::unmet(const PointValues& values) const {
  const auto found = std::ranges::find_if(all_, [&](const Clause& clause) {
    const auto setting =
        std::ranges::find(values, clause.name, [](const auto& entry) { return entry.first; });
    SERVESWEEP_EXPECT(setting != values.end());
    return !has_value(clause.values, setting->second);
  });
  return found == all_.end() ? nullptr : &*found;
}

std::string Condition::text() const {
  std::vector<std::string> clauses;
  for (const Clause& clause : declared_) {
    std::vector<std::string> values;
    for (const engine::ParameterValue& value : clause.values) values.push_back(text_of(value));
    clauses.push_back(fmt::format("{} is {}", clause.name, fmt::join(values, " or ")));
  }
  return fmt::format("{}", fmt::join(clauses, ", and "));
}

io::Value Condition::to_value() const {
  io::Value map = io::Value::map();
  for (const Clause& clause : declared_) {
    io::Value values = io::Value::list();
    for (const engine::ParameterValue& value : clause.values) values.add(sweep::to_value(value));
    map.set(clause.name,
            clause.values.size() == 1 ? sweep::to_value(clause.values[0]) : std::move(values));
  }
  return map;
}

}  // namespace servesweep::sweep
