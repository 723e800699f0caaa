#include "tests/benchmark/scale_topic.h"

#include <fmt/format.h>
#include <malloc.h>

#include <utility>

#include "engine/simulate.h"
#include "sweep/study/make_workload.h"
#include "tests/benchmark/columns.h"
#include "tests/benchmark/in_child.h"
#include "tests/benchmark/power_fit.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/stopwatch.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

constexpr double kRatePerInstance = 100;  ///< requests/s; the knee of the model is near 120

struct Size {
  std::int64_t requests = 0;
  std::int32_t instances = 8;
};

struct Cost {
  double generate_ms = 0, run_ms = 0, completed = 0, peak_mb = 0;
};

/// What all sizes have in common: the quickstart's baseline and laws under one profile.
struct Recipe {
  engine::Scenario scenario;
  sweep::WorkloadFile workload;
  int repeats = 1;

  [[nodiscard]] static Recipe of(engine::Profile profile, int repeats) {
    const sweep::Study study = shipped_study("quickstart");
    Recipe recipe{first_scenario(study, 0), study.workloads().front(), repeats};
    recipe.scenario.follow(profile);
    return recipe;
  }
};

/// A load that lasts as long as there are requests; no request records.
Cost cost_of(Size size, const Recipe& recipe) {
  const auto measure = [&]() -> std::vector<double> {
    sweep::WorkloadFile laws = recipe.workload;
    laws.spec.requests = size.requests;
    laws.spec.requests_per_s = kRatePerInstance * size.instances;
    engine::Scenario scenario = recipe.scenario;
    scenario.instances = size.instances;
    engine::Simulator simulator;
    simulator.configure(scenario);
    engine::Workload workload;
    engine::Summary summary;
    const double generate_s = seconds_of([&] { workload = sweep::make_workload(laws, 1); });
    Samples run_s;
    for (int i = 0; i < recipe.repeats; ++i) {
      run_s.add(seconds_of([&] { summary = simulator.run(workload); }));
    }
    return {generate_s * 1e3, run_s.min() * 1e3, static_cast<double>(summary.completed)};
  };
  const ChildResult result = in_child(measure);
  return {.generate_ms = result.figures.at(0),
          .run_ms = result.figures.at(1),
          .completed = result.figures.at(2),
          .peak_mb = result.peak_mb};
}

/// One table: sizes of which `x` grows, and how the time grows with it.
void add_series(const std::string& name, const std::vector<Size>& sizes,
                std::int64_t (*x)(const Size&), const Recipe& recipe, Report& report) {
  const auto program_mb = report.figures.at("program_mb").get<double>();
  io::Table table({numbers("requests"), numbers("instances"), numbers("completed"),
                   numbers("generate", "ms"), numbers("run", "ms"), numbers("ns/request"),
                   numbers("peak", "MB"), numbers("above program", "MB")});
  std::vector<double> xs, run_ms;
  nlohmann::ordered_json rows;
  for (const Size& size : sizes) {
    const Cost cost = cost_of(size, recipe);
    const double ns = cost.run_ms * 1e6 / static_cast<double>(size.requests);
    table.add_row({size.requests, std::int64_t{size.instances},
                   static_cast<std::int64_t>(cost.completed), cost.generate_ms, cost.run_ms, ns,
                   cost.peak_mb, cost.peak_mb - program_mb});
    rows.push_back({{"requests", size.requests},
                    {"instances", size.instances},
                    {"generate_ms", cost.generate_ms},
                    {"run_ms", cost.run_ms},
                    {"ns_per_request", ns},
                    {"peak_mb", cost.peak_mb}});
    xs.push_back(static_cast<double>(x(size)));
    run_ms.push_back(cost.run_ms);
  }
  const double exponent = fitted_exponent(xs, run_ms);
  report.figures[name] = {{"sizes", rows}, {"exponent", exponent}};
  report.tables.emplace_back(fmt::format("Time grows like {}^{:.3f}:", name, exponent),
                             std::move(table));
}

Report measure(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  const std::int64_t most =
      size_for(line, line.integer("most", 100, 100'000'000), std::int64_t{200});
  const bool reference = line.word("profile", {"vllm-v1", "reference"}) == "reference";
  const auto profile = reference ? engine::Profile::reference : engine::Profile::vllm_v1;
  Report report;
  const Recipe recipe = Recipe::of(profile, repeats);
  malloc_trim(0);  // what reading took and gave back is no part of a child
  const double program_mb = in_child([] { return std::vector<double>(); }).peak_mb;
  report.figures = {{"profile", engine::name_of(profile)}, {"program_mb", program_mb}};
  add_series(
      "requests", {{.requests = most / 100}, {.requests = most / 10}, {.requests = most}},
      [](const Size& size) { return size.requests; }, recipe, report);
  const std::int64_t per_instance = size_for(line, std::int64_t{1000}, std::int64_t{10});
  std::vector<Size> sizes;
  for (const std::int32_t instances : {8, 64, 512}) {
    sizes.push_back({.requests = per_instance * instances, .instances = instances});
  }
  add_series(
      "instances", sizes, [](const Size& size) { return std::int64_t{size.instances}; }, recipe,
      report);
  return report;
}

}  // namespace

Topic scale_topic() {
  Topic topic{.line = topic_line(
                  "scale", "time and memory against requests and instances",
                  "The quickstart's laws at 100 requests/s and instance, without request records:\n"
                  "a hundredth, a tenth and all of --most requests on 8 instances; then 8, 64 and\n"
                  "512 instances with 1,000 requests each. Least of the repetitions. Each size is\n"
                  "a process of its own, whose peak memory includes the program and the requests.",
                  {"scale", "scale --most 10000000 --json"}, "3"),
              .measure = measure};
  topic.line.value("--most", "N", "the largest number of requests", "1000000")
      .value("--profile", "NAME", "vllm-v1 or reference", "vllm-v1");
  return topic;
}

}  // namespace servesweep::benchmark
