#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

std::optional<StrategyKind> kind_of(const Study& study, const std::string& strategy) {
  for (const StrategyTemplate& one : study.strategies()) {
    if (one.name() == strategy) return one.facts().kind;
  }
  return std::nullopt;
}

}  // namespace

std::string kind_word(const Study& study, const std::string& strategy) {
  const auto kind = kind_of(study, strategy);
  return kind ? name_of(*kind) : "";
}

std::string strategy_label(const Study& study, const std::string& strategy) {
  return kind_of(study, strategy) == StrategyKind::bound ? strategy + " (bound)" : strategy;
}

}  // namespace servesweep::sweep
