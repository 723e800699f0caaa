#include "tests/benchmark/routing_topic.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "tests/benchmark/columns.h"
#include "tests/benchmark/power_fit.h"
#include "tests/benchmark/routing_bench.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/stopwatch.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

constexpr std::array kScorers{"prefix-affinity", "precise-prefix"};

/// One dimension that grows while the others stay.
struct Axis {
  const char* name;
  const char* heading;
  std::int32_t RoutingSize::*dimension;
  RoutingSize start;
  std::vector<std::int32_t> sizes;
};

std::vector<Axis> axes() {
  return {{.name = "prefix_blocks",
           .heading = "Prefix length: one extent, 8 instances",
           .dimension = &RoutingSize::prefix_blocks,
           .start = {},
           .sizes = {16, 64, 256, 1024, 4096, 16384}},
          {.name = "instances",
           .heading = "Instances: 64 blocks in one extent",
           .dimension = &RoutingSize::instances,
           .start = {},
           .sizes = {8, 64, 512}},
          {.name = "extents",
           .heading = "Extents: 1,024 blocks, 8 instances",
           .dimension = &RoutingSize::extents,
           .start = {.prefix_blocks = 1024},
           .sizes = {1, 4, 16, 64}}};
}

double ns_per_decision(const std::string& scorer, RoutingSize size, int decisions, int repeats) {
  RoutingBench bench(scorer, size);
  static_cast<void>(bench.decide(decisions));
  Samples ns;
  for (int i = 0; i < repeats; ++i) {
    std::int64_t choices = 0;
    const double seconds = seconds_of([&] { choices = bench.decide(decisions); });
    ns.add(choices < 0 ? 0 : seconds * 1e9 / decisions);
  }
  return ns.min();
}

Report measure_routing(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  const int decisions = size_for(line, 2000, 20);
  Report report;
  for (const Axis& axis : axes()) {
    io::Table table({numbers(axis.name), numbers(kScorers[0], "ns"), numbers(kScorers[1], "ns")});
    std::vector<double> sizes;
    std::array<std::vector<double>, kScorers.size()> costs;
    for (const std::int32_t value : axis.sizes) {
      RoutingSize size = axis.start;
      size.*axis.dimension = value;
      sizes.push_back(value);
      for (std::size_t i = 0; i < kScorers.size(); ++i) {
        costs[i].push_back(ns_per_decision(kScorers[i], size, decisions, repeats));
        report.figures[axis.name][kScorers[i]]["ns"][std::to_string(value)] = costs[i].back();
      }
      table.add_row({std::int64_t{value}, costs[0].back(), costs[1].back()});
    }
    std::string heading = axis.heading;
    for (std::size_t i = 0; i < kScorers.size(); ++i) {
      const double exponent = fitted_exponent(sizes, costs[i]);
      report.figures[axis.name][kScorers[i]]["exponent"] = exponent;
      heading += fmt::format("{} {} ^{:.2f}", i == 0 ? ";" : ",", kScorers[i], exponent);
    }
    report.tables.emplace_back(std::move(heading), std::move(table));
  }
  return report;
}

}  // namespace

Topic routing_topic() {
  return {.line = topic_line(
              "routing", "a routing decision against prefix, instances, extents",
              "ns per decision of the weighted router with queue depth, KV use and one of two\n"
              "prefix scorers: the router's own index, or the directory that the caches' events\n"
              "feed. Every instance holds every prefix. Least of the repetitions.",
              {"routing", "routing --json"}, "20"),
          .measure = measure_routing};
}

}  // namespace servesweep::benchmark
