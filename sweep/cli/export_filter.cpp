#include "sweep/cli/export_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

std::set<std::string> chosen_names(const CommandLine& line, const std::string& option,
                                   const std::vector<std::string>& known) {
  std::set<std::string> chosen;
  for (const std::string& name : line.texts(option)) {
    if (std::ranges::find(known, name) == known.end()) {
      throw Problem("--" + option, fmt::format("the study has no {} '{}'", option, name), "",
                    engine::suggest_name(name, known));
    }
    chosen.insert(name);
  }
  return chosen;
}

/// Whole numbers below 2^64.
std::vector<std::uint64_t> numbers(const CommandLine& line, const std::string& option) {
  std::vector<std::uint64_t> list;
  for (const std::string& text : line.texts(option)) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
      throw Problem("--" + option, fmt::format("'{}' is not a whole number", text), "",
                    fmt::format("write it as in --{} 42", option));
    }
    list.push_back(number);
  }
  return list;
}

}  // namespace

void ExportFilter::declare(CommandLine& line) {
  line.values("--strategy", "NAME", "only this strategy")
      .values("--point", "NUMBER", "only this point")
      .values("--workload", "NAME", "only this workload")
      .values("--seed", "SEED", "only this seed");
}

ExportFilter ExportFilter::of(const CommandLine& line, const Study& study, const Plan& plan) {
  std::vector<std::string> strategies, workloads;
  for (const StrategyTemplate& strategy : study.strategies()) {
    strategies.push_back(strategy.name());
  }
  for (const WorkloadFile& workload : study.workloads()) workloads.push_back(workload.name);
  ExportFilter filter;
  filter.strategies_ = chosen_names(line, "strategy", strategies);
  filter.workloads_ = chosen_names(line, "workload", workloads);
  for (const std::uint64_t point : numbers(line, "point")) {
    if (point >= plan.points().size()) {
      throw Problem("--point", fmt::format("the study has no point {}", point), "",
                    fmt::format("they are numbered from 0 to {}", plan.points().size() - 1));
    }
    filter.points_.insert(static_cast<std::int64_t>(point));
  }
  const std::vector<std::uint64_t> all_seeds = study.all_seeds();
  for (const std::uint64_t seed : numbers(line, "seed")) {
    if (std::ranges::find(all_seeds, seed) == all_seeds.end()) {
      throw Problem("--seed", fmt::format("the study has no seed {}", seed), "",
                    "'servesweep plan' lists them");
    }
    filter.seeds_.insert(seed);
  }
  return filter;
}

bool ExportFilter::takes_point(const Study& study, const Plan& plan, PointId point) const {
  const std::size_t strategy = plan.points()[point.index()].strategy;
  return takes_strategy(study.strategies()[strategy].name()) &&
         (points_.empty() || points_.contains(point.value()));
}

bool ExportFilter::takes(const Study& study, const Plan& plan, const PlannedRun& run) const {
  return takes_point(study, plan, run.point) &&
         takes_workload(study.run_workload(run.workload).name) &&
         (seeds_.empty() || seeds_.contains(run.seed));
}

}  // namespace servesweep::sweep
