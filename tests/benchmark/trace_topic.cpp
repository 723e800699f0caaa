#include "tests/benchmark/trace_topic.h"

#include <fmt/format.h>

#include <fstream>
#include <utility>

#include "engine/base/problem.h"
#include "engine/simulate.h"
#include "io/trace/mooncake_trace.h"
#include "tests/benchmark/columns.h"
#include "tests/benchmark/mooncake_standin.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/scratch_folder.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/stopwatch.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

constexpr std::int64_t kStandinRequests = 12'000;

/// Eight instances under what vLLM does by default, or the quickstart's baseline for the reference,
/// with the same GPU memory whatever the size of a block. The router's index is as large as that
/// memory: with fewer blocks it forgets such long prompts before they come again.
engine::Scenario scenario_for(const std::string& profile, std::int32_t block_tokens,
                              std::int64_t chunk_tokens) {
  const bool reference = profile == "reference";
  engine::Scenario scenario =
      first_scenario(shipped_study(reference ? "quickstart" : "multi-turn"), 0);
  const std::int64_t tokens = std::int64_t{scenario.kv.gpu_blocks} * scenario.kv.block_tokens;
  scenario.kv.gpu_blocks = static_cast<std::int32_t>(tokens / block_tokens);
  scenario.kv.block_tokens = block_tokens;
  scenario.kv.cpu_blocks = 0;
  if (chunk_tokens > 0) {
    scenario.chunking = {.policy = "fixed",
                         .parameters = {{"tokens", static_cast<double>(chunk_tokens)}},
                         .scorers = {}};
  }
  for (engine::PolicySpec& scorer : scenario.routing.scorers) {
    if (scorer.policy != "prefix-affinity") continue;
    scorer.parameters["capacity_blocks"] = static_cast<double>(scenario.kv.gpu_blocks);
  }
  return scenario;
}

/// The file to read: the user's, or the stand-in, written down so that it is parsed like one.
std::filesystem::path trace_file(const sweep::CommandLine& line, const ScratchFolder& scratch) {
  if (line.has("file")) return line.path("file");
  std::filesystem::path path = scratch.path() / "standin.jsonl";
  std::ofstream(path) << mooncake_standin(size_for(line, kStandinRequests, std::int64_t{200}));
  return path;
}

Report measure_trace(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  const auto block_tokens =
      static_cast<std::int32_t>(std::stoi(line.word("block-tokens", {"16", "512"})));
  const std::string profile = line.word("profile", {"vllm-v1", "reference"});
  const std::int64_t chunk_tokens = line.integer("chunk-tokens", 0, 1'000'000);
  const ScratchFolder scratch;
  const std::filesystem::path file = trace_file(line, scratch);

  engine::Workload workload;
  Samples parse_s, run_s;
  for (int i = 0; i < repeats; ++i) {
    parse_s.add(seconds_of([&] { workload = io::read_mooncake_trace(file, {}, {}); }));
  }
  std::vector<engine::RequestRecord> records(workload.requests.size());
  engine::Simulator simulator;
  simulator.configure(scenario_for(profile, block_tokens, chunk_tokens));
  engine::Summary summary = simulator.run(workload, records);
  for (int i = 0; i < repeats; ++i) {
    run_s.add(seconds_of([&] { summary = simulator.run(workload, records); }));
  }

  std::int64_t steps = 0, input_tokens = 0;
  for (const engine::InstanceSummary& instance : summary.instances) steps += instance.steps;
  for (const engine::Request& request : workload.requests) input_tokens += request.input_tokens;
  const auto requests = static_cast<double>(workload.requests.size());
  const double per_s = requests / run_s.min();
  Report report;
  report.figures = {{"trace", line.has("file") ? "file" : "generated stand-in"},
                    {"profile", profile},
                    {"block_tokens", block_tokens},
                    {"chunk_tokens", chunk_tokens},
                    {"requests", summary.requests},
                    {"completed", summary.completed},
                    {"steps", steps},
                    {"token_hit_rate", summary.token_hit_rate},
                    {"median_ms", run_s.median() * 1e3},
                    {"min_ms", run_s.min() * 1e3},
                    {"requests_per_s", per_s},
                    {"parse_ms", parse_s.min() * 1e3}};
  io::Table table({numbers("requests"), numbers("completed"), numbers("steps"),
                   numbers("mean input", "tokens", 5), numbers("token hit rate"),
                   numbers("median", "ms"), numbers("min", "ms"), numbers("requests/s", "", 4),
                   numbers("parse", "ms")});
  table.add_row({summary.requests, summary.completed, steps,
                 static_cast<double>(input_tokens) / requests, summary.token_hit_rate,
                 run_s.median() * 1e3, run_s.min() * 1e3, per_s, parse_s.min() * 1e3});
  report.tables.emplace_back(
      fmt::format("{}, 8 instances, blocks of {} tokens, {}, one core:",
                  line.has("file") ? "Trace " + file.filename().string()
                                   : "Generated stand-in for a trace (see --file)",
                  block_tokens, profile),
      std::move(table));
  return report;
}

}  // namespace

Topic trace_topic() {
  Topic topic{
      .line = topic_line(
          "trace", "a trace of long prompts with shared prefixes",
          "Simulates a trace in the format of Mooncake; without --file a generated one of\n"
          "the same shape. Requests per second are those of the simulation alone; parsing\n"
          "is measured apart. Least of the repetitions, unless it says median.",
          {"trace", "trace --file conversation_trace.jsonl --block-tokens 512 --json"}, "10"),
      .measure = measure_trace};
  topic.line.value("--file", "PATH", "a Mooncake JSONL file")
      .value("--block-tokens", "N", "tokens per KV block: 16 or 512", "16")
      .value("--chunk-tokens", "N", "prompt tokens per step and request; 0: as the profile's study",
             "0")
      .value("--profile", "NAME", "vllm-v1 or reference", "vllm-v1");
  return topic;
}

}  // namespace servesweep::benchmark
