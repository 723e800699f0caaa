#pragma once

#include <vector>

#include "engine/simulate.h"
#include "tests/engine/workload_builder.h"

namespace servesweep::engine {

/// What became of requests written by hand.
struct Outcome {
  std::vector<RequestRecord> records;
  Summary summary;
};

inline Outcome run_rows(const Scenario& scenario, const std::vector<WorkloadBuilder::Row>& rows) {
  WorkloadBuilder builder;
  for (const WorkloadBuilder::Row& row : rows) builder.add(row);
  const Workload workload = builder.build();
  Outcome outcome;
  outcome.records.resize(rows.size());
  Simulator simulator;
  simulator.configure(scenario);
  outcome.summary = simulator.run(workload, outcome.records);
  return outcome;
}

}  // namespace servesweep::engine
