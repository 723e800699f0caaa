#include "tests/benchmark/phases_topic.h"

#include <utility>

#include "tests/benchmark/columns.h"
#include "tests/benchmark/seed_cases.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {

/// What phases.sh tells callgrind to count, by this name.
[[gnu::noinline]] engine::Summary counted_run(Case& one,
                                              std::vector<engine::RequestRecord>& records) {
  return one.run(records);
}

namespace {

Case case_for(const std::string& variant) {
  if (variant == "tiered") return std::move(tiered_cases(1).front());
  if (variant == "multi-turn") return std::move(multi_turn_cases(1).front());
  const auto profile =
      variant == "reference" ? engine::Profile::reference : engine::Profile::vllm_v1;
  return std::move(seed_cases(source_folder() / "tests/golden", 1, profile).front());
}

/// The first run takes memory; the second is the steady state.
Report measure_phases(const sweep::CommandLine& line) {
  const std::string variant =
      line.word("variant", {"reference", "vllm-v1", "tiered", "multi-turn"});
  Case one = case_for(variant);
  std::vector<engine::RequestRecord> records;
  static_cast<void>(one.run(records));
  const engine::Summary summary = counted_run(one, records);
  std::int64_t steps = 0;
  for (const engine::InstanceSummary& instance : summary.instances) steps += instance.steps;
  Report report;
  report.figures = {{"variant", variant}, {"requests", summary.requests}, {"steps", steps}};
  io::Table table({words("variant"), numbers("requests"), numbers("steps")});
  table.add_row({variant, summary.requests, steps});
  report.tables.emplace_back("One run after one to warm up; phases.sh counts its instructions:",
                             std::move(table));
  return report;
}

}  // namespace

Topic phases_topic() {
  Topic topic{
      .line = topic_line(
          "phases", "one simulation for an instruction profiler, untimed",
          "Started by tests/benchmark/phases.sh, which says where the instructions of a run\n"
          "go. Variants are those of seed, of which it takes the first case.",
          {"phases --variant tiered"}),
      .measure = measure_phases};
  topic.line.value("--variant", "NAME", "reference, vllm-v1, tiered or multi-turn", "reference");
  return topic;
}

}  // namespace servesweep::benchmark
