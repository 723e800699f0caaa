#pragma once

#include <string>

#include "io/table/table.h"
#include "io/yaml/document.h"
#include "sweep/study/strategy.h"

namespace servesweep::sweep {

/// A strategy described for people: what it claims and is for, its policy at every extension point
/// with the settings that differ from the policy's defaults, limits, KV tiers, signals, and its
/// free parameters. `format`: text or markdown, as a section `### name` without further headings.
[[nodiscard]] std::string strategy_page(const StrategyTemplate& strategy, io::TableFormat format);

/// The same for programs: what its file says, and the size of its grid.
[[nodiscard]] io::Value strategy_value(const StrategyTemplate& strategy);

/// "weighted of 3 prefix-affinity + $w queue-depth, random_ties true": a policy of a strategy file
/// at the extension point `point`, without the settings that are the policy's defaults.
[[nodiscard]] std::string policy_text(const io::Document& policy, const std::string& point);

}  // namespace servesweep::sweep
