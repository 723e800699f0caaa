#include "tests/benchmark/shipped.h"

namespace servesweep::benchmark {

std::filesystem::path source_folder() {
  return SERVESWEEP_SOURCE;
}

sweep::Study shipped_study(const std::string& name) {
  return sweep::Study::read_file(source_folder() / "configs/studies" / (name + ".yaml"));
}

engine::Scenario first_scenario(const sweep::Study& study, std::size_t strategy) {
  return study.scenario_at(strategy, study.strategies()[strategy].space().point_of({}, ""));
}

}  // namespace servesweep::benchmark
