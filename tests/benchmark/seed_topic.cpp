#include "tests/benchmark/seed_topic.h"

#include <string>
#include <utility>

#include "tests/benchmark/columns.h"
#include "tests/benchmark/seed_variants.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

constexpr std::size_t kCases = 12;

Report measure_seed(const sweep::CommandLine& line) {
  const std::filesystem::path golden =
      line.has("golden") ? line.path("golden") : source_folder() / "tests/golden";
  const auto gpu_blocks = static_cast<std::int32_t>(line.integer("gpu-blocks", 100, 1'000'000));
  std::vector<SeedVariant> variants =
      seed_variants(golden, size_for(line, kCases, std::size_t{1}), gpu_blocks);
  time_variants(variants, repeats_of(line));

  using engine::InstanceSummary;
  io::Table table({words("variant"), numbers("median", "ms"), numbers("min", "ms"),
                   numbers("cases"), numbers("runs"), numbers("steps", "", 4),
                   numbers("preemptions"), numbers("loaded blocks", "", 4),
                   numbers("allocations")});
  Report report;
  report.figures = {{"median_ms", variants.front().median_ms()},
                    {"min_ms", variants.front().min_ms()}};
  for (const SeedVariant& variant : variants) {
    const double steps = variant.mean_of(&InstanceSummary::steps);
    const double preemptions = variant.mean_of(&InstanceSummary::preemptions);
    const double loaded = variant.mean_of(&InstanceSummary::reloaded_blocks);
    table.add_row({variant.name(), variant.median_ms(), variant.min_ms(), variant.cases(),
                   variant.runs(), steps, preemptions, loaded, variant.allocations_per_run()});
    report.figures["variants"][variant.name()] = {
        {"median_ms", variant.median_ms()}, {"min_ms", variant.min_ms()},
        {"cases", variant.cases()},         {"runs", variant.runs()},
        {"steps_per_run", steps},           {"preemptions_per_run", preemptions},
        {"loaded_blocks_per_run", loaded},  {"allocations_per_run", variant.allocations_per_run()}};
  }
  report.tables.emplace_back(
      "One run of 1,000 requests on 8 instances, request records kept, cases in turn, one core:",
      std::move(table));
  return report;
}

}  // namespace

Topic seed_topic() {
  Topic topic{
      .line = topic_line(
          "seed", "one simulation of 1,000 requests on 8 instances",
          "Runs at least twelve cases in turn, with the memory that a thread of a sweep has: the\n"
          "golden ones of that size, then the quickstart's baseline with further seeds. Median of\n"
          "all runs; min is the mean over the cases of each one's fastest run.\n"
          "KV tiers: the quickstart's requests with 32 shared prefixes in place of one, so few "
          "GPU\n"
          "blocks that prefixes are evicted and requests preempted, and a CPU tier that is "
          "written\n"
          "through; loaded blocks came back from there. Multi-turn: the study of that name with a\n"
          "twentieth of its GPU memory and a CPU tier.",
          {"seed", "seed --repeat 300 --json"}, "100"),
      .measure = measure_seed};
  topic.line.value("--golden", "FOLDER", "holds golden cases; else tests/golden of the sources")
      .value("--gpu-blocks", "N", "of each instance under KV tiers; plenty would be 2500",
             std::to_string(kTieredGpuBlocks));
  return topic;
}

}  // namespace servesweep::benchmark
