#include "tests/benchmark/seed_topic.h"

#include <utility>

#include "tests/benchmark/columns.h"
#include "tests/benchmark/heap_counter.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/seed_cases.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/stopwatch.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

constexpr std::size_t kCases = 12;

/// One row: cases that are run in turn.
struct Variant {
  std::string name;
  std::vector<Case> cases;
  Samples ms;  ///< per run, a sample per pass over the cases
  double allocations = 0;

  void pass() {
    for (Case& one : cases) static_cast<void>(one.run());
  }
  [[nodiscard]] double per_run(double of_a_pass) const {
    return of_a_pass / static_cast<double>(cases.size());
  }
  /// Sum of a counter of all instances per run.
  [[nodiscard]] double mean_of(std::int64_t engine::InstanceSummary::*counter) const {
    std::int64_t sum = 0;
    for (const Case& one : cases) {
      for (const engine::InstanceSummary& i : one.summary().instances) sum += i.*counter;
    }
    return per_run(static_cast<double>(sum));
  }
};

std::vector<Variant> variants(const sweep::CommandLine& line) {
  const std::filesystem::path golden =
      line.has("golden") ? line.path("golden") : source_folder() / "tests/golden";
  const auto cases = size_for(line, kCases, std::size_t{1});
  std::vector<Variant> variants;
  const auto add = [&](std::string name, std::vector<Case> of_it) {
    variants.push_back({.name = std::move(name), .cases = std::move(of_it), .ms = {}});
  };
  add("reference", seed_cases(golden, cases, engine::Profile::reference));
  add("vllm-v1", seed_cases(golden, cases, engine::Profile::vllm_v1));
  add("vllm-v1, KV tiers", tiered_cases(cases));
  return variants;
}

/// Variants take turns, so that what else the machine does strikes all alike.
void measure_times(std::vector<Variant>& variants, int repeats) {
  for (Variant& variant : variants) {
    variant.pass();  // the first pass takes memory and fills caches
    const std::int64_t before = heap_allocations();
    variant.pass();
    variant.allocations = variant.per_run(static_cast<double>(heap_allocations() - before));
  }
  for (int i = 0; i < repeats; ++i) {
    for (Variant& variant : variants) {
      const double seconds = seconds_of([&] { variant.pass(); });
      variant.ms.add(variant.per_run(seconds * 1e3));
    }
  }
}

Report measure(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  std::vector<Variant> all = variants(line);
  measure_times(all, repeats);

  using engine::InstanceSummary;
  io::Table table({words("variant"), numbers("median", "ms"), numbers("min", "ms"),
                   numbers("cases"), numbers("runs"), numbers("steps", "", 4),
                   numbers("loaded blocks", "", 4), numbers("allocations")});
  Report report;
  report.figures = {{"median_ms", all.front().ms.median()}, {"min_ms", all.front().ms.min()}};
  for (const Variant& variant : all) {
    const auto cases = static_cast<std::int64_t>(variant.cases.size());
    const std::int64_t runs = cases * repeats;
    const double steps = variant.mean_of(&InstanceSummary::steps);
    const double loaded = variant.mean_of(&InstanceSummary::reloaded_blocks);
    table.add_row({variant.name, variant.ms.median(), variant.ms.min(), cases, runs, steps, loaded,
                   variant.allocations});
    report.figures["variants"][variant.name] = {{"median_ms", variant.ms.median()},
                                                {"min_ms", variant.ms.min()},
                                                {"cases", cases},
                                                {"runs", runs},
                                                {"steps_per_run", steps},
                                                {"loaded_blocks_per_run", loaded},
                                                {"allocations_per_run", variant.allocations}};
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
          "Runs at least twelve cases in turn: the golden ones of that size, then the "
          "quickstart's\n"
          "baseline with further seeds. A time is the mean of one pass over the cases. The third\n"
          "variant is the multi-turn study with a twentieth of its GPU memory and a CPU tier; its\n"
          "loaded blocks came back from there.",
          {"seed", "seed --repeat 300 --json"}, "100"),
      .measure = measure};
  topic.line.value("--golden", "FOLDER", "holds golden cases; else tests/golden of the sources");
  return topic;
}

}  // namespace servesweep::benchmark
