#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

std::optional<StrategyKind> known_kind(const Study& study, const std::string& strategy) {
  for (const StrategyTemplate& one : study.strategies()) {
    if (one.name() == strategy) return one.facts().kind;
  }
  return std::nullopt;
}

}  // namespace

std::string kind_word(const Study& study, const std::string& strategy) {
  const auto kind = known_kind(study, strategy);
  return kind ? name_of(*kind) : "";
}

std::string strategy_label(const Study& study, const std::string& strategy) {
  return known_kind(study, strategy) == StrategyKind::bound ? strategy + " (bound)" : strategy;
}

std::vector<std::string> bounds_of(const Study& study) {
  std::vector<std::string> bounds;
  for (const StrategyTemplate& strategy : study.strategies()) {
    if (strategy.facts().kind == StrategyKind::bound) bounds.push_back(strategy.name());
  }
  return bounds;
}

}  // namespace servesweep::sweep
