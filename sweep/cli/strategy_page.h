#pragma once

#include <string>
#include <utility>
#include <vector>

#include "io/table/table.h"
#include "io/yaml/document.h"
#include "sweep/study/strategy.h"

namespace servesweep::sweep {

/// A strategy described for people: what it claims and is for, its policy at every extension point
/// with the settings that differ from the policy's defaults, limits, KV tiers, signals, and its
/// free parameters. `format`: text or markdown, as a section `### name` without further headings.
[[nodiscard]] std::string strategy_page(const StrategyTemplate& strategy, io::TableFormat format);

/// ("limits", "max_running 256"): what a strategy file sets beside policies, by group, each as
/// text.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> settings_of(
    const io::Document& strategy);

/// "weighted of 3 prefix-affinity + $w queue-depth, random_ties true": a policy of a strategy file
/// at the extension point `point`, without the settings that are the policy's defaults.
[[nodiscard]] std::string policy_text(const io::Document& policy, const std::string& point);

}  // namespace servesweep::sweep
