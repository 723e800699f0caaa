#include "tests/benchmark/steps_topic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/simulate.h"
#include "tests/benchmark/columns.h"
#include "tests/benchmark/power_fit.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/stopwatch.h"
#include "tests/benchmark/topic_line.h"
#include "tests/engine/workload_builder.h"

namespace servesweep::benchmark {
namespace {

constexpr std::int32_t kLargestBatch = 1024;

/// One instance that admits a whole batch in its first step.
engine::Scenario one_instance(engine::Profile profile) {
  engine::Scenario scenario = first_scenario(shipped_study("quickstart"), 0);
  scenario.follow(profile);
  scenario.instances = 1;
  scenario.kv.gpu_blocks = 1 << 20;
  scenario.kv.cpu_blocks = 0;
  scenario.batch = {.max_running = kLargestBatch, .max_tokens_per_step = 1 << 16};
  return scenario;
}

/// `batch` requests at once. Prompts of different lengths, so that blocks fill at different steps.
/// Staggered: outputs end evenly over the second half of the run, one after the other.
engine::Workload batch_of(std::int32_t batch, std::int32_t tokens, bool staggered) {
  engine::WorkloadBuilder builder;
  for (std::int32_t i = 0; i < batch; ++i) {
    const std::int32_t missing = staggered ? tokens / 2 * i / batch : 0;
    builder.add({.input_tokens = 16 + i % 16, .output_tokens = tokens - missing});
  }
  return builder.build();
}

/// What one batch size costs.
struct Cost {
  std::int64_t steps = 0, tokens = 0;  ///< of pure decoding
  double seconds = 0;                  ///< least of the repetitions

  [[nodiscard]] double ns_per_step() const { return seconds * 1e9 / static_cast<double>(steps); }
  [[nodiscard]] double ns_per_token() const { return seconds * 1e9 / static_cast<double>(tokens); }
};

/// Admission and first tokens are taken out: what a run with outputs of one token takes.
Cost cost_of(engine::Simulator& simulator, std::int32_t batch, std::int32_t tokens, bool staggered,
             int repeats) {
  const engine::Workload decoding = batch_of(batch, tokens, staggered);
  const engine::Workload admission = batch_of(batch, 1, false);
  engine::Summary summary, start;
  Samples whole_s, start_s;
  for (int i = 0; i < repeats + 1; ++i) {
    const double whole = seconds_of([&] { summary = simulator.run(decoding); });
    const double begin = seconds_of([&] { start = simulator.run(admission); });
    if (i == 0) continue;  // takes memory
    whole_s.add(whole);
    start_s.add(begin);
  }
  return {.steps = summary.instances[0].steps - start.instances[0].steps,
          .tokens = summary.output_tokens - start.output_tokens,
          .seconds = std::max(whole_s.min() - start_s.min(), 1e-9)};
}

struct StepSeries {
  const char* name;
  engine::Profile profile;
  bool staggered;
};
constexpr std::array kSeries{
    StepSeries{"reference", engine::Profile::reference, false},
    StepSeries{"vllm-v1", engine::Profile::vllm_v1, false},
    StepSeries{"vllm-v1, staggered ends", engine::Profile::vllm_v1, true},
};

Report measure_steps(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  const std::int32_t largest = size_for(line, kLargestBatch, 16);
  const std::int32_t tokens = size_for(line, 4096, 64);
  Report report;
  for (const StepSeries& series : kSeries) {
    engine::Simulator simulator;
    simulator.configure(one_instance(series.profile));
    io::Table table({numbers("batch"), numbers("steps"), numbers("ns/step"), numbers("ns/token")});
    std::vector<double> sizes, costs;
    auto& figures = report.figures["series"][series.name];
    for (std::int32_t batch = 8; batch <= largest; batch *= 2) {
      const Cost cost = cost_of(simulator, batch, tokens, series.staggered, repeats);
      sizes.push_back(batch);
      costs.push_back(cost.ns_per_step());
      table.add_row({std::int64_t{batch}, cost.steps, cost.ns_per_step(), cost.ns_per_token()});
      figures["sizes"].push_back({{"batch", batch},
                                  {"ns_per_step", cost.ns_per_step()},
                                  {"ns_per_token", cost.ns_per_token()}});
    }
    const double exponent = fitted_exponent(sizes, costs);
    figures["exponent"] = exponent;
    report.tables.emplace_back(
        fmt::format("{}: ns/step grows like batch^{:.2f}", series.name, exponent),
        std::move(table));
  }
  return report;
}

}  // namespace

Topic steps_topic() {
  return {.line = topic_line(
              "steps", "a decoding step against its batch size",
              "One instance, everybody admitted in the first step, outputs of 4,096 tokens; the\n"
              "cost of admission is taken out. Staggered: the requests end one after the other\n"
              "over the second half, so that their ends are part of the cost. Least of the\n"
              "repetitions.",
              {"steps", "steps --json"}, "20"),
          .measure = measure_steps};
}

}  // namespace servesweep::benchmark
