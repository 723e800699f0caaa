#pragma once

#include <filesystem>
#include <string>

#include "engine/scenario.h"
#include "sweep/study/study.h"

namespace servesweep::benchmark {

/// The folder of the sources that this program was built from.
[[nodiscard]] std::filesystem::path source_folder();

/// A study of configs/studies by its file's name: "quickstart".
[[nodiscard]] sweep::Study shipped_study(const std::string& name);

/// The scenario of a strategy (0 is the baseline) at the first values of its parameters.
[[nodiscard]] engine::Scenario first_scenario(const sweep::Study& study, std::size_t strategy);

}  // namespace servesweep::benchmark
