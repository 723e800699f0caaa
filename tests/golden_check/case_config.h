#pragma once

#include <filesystem>

#include "engine/scenario.h"

namespace servesweep::golden {

/// The scenario that the `config.json` of a golden case describes, in our names and units. Knobs of
/// the reference that cannot change a result (priority bridge, trace level, model and GPU names)
/// are not read. Throws engine::Problem for a policy, scorer or latency model that we do not have.
[[nodiscard]] engine::Scenario read_case_config(const std::filesystem::path& path);

}  // namespace servesweep::golden
