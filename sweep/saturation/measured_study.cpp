#include "sweep/saturation/measured_study.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/sealed_text.h"
#include "io/table/significant_text.h"
#include "sweep/distribute/distribute.h"
#include "sweep/saturation/measured_warm_up.h"
#include "sweep/saturation/saturation_search.h"
#include "sweep/study/run_identity.h"
#include "sweep/study/scenario_text.h"
#include "sweep/study/seeds.h"

namespace servesweep::sweep {
namespace {

/// Identity of a measurement: everything that its result depends on.
std::string measurement_key(const Study& study, const engine::Scenario& baseline,
                            const WorkloadFile& workload, const SaturationOptions& options) {
  constexpr int kVersion = 1;  // raise it if the search may give other rates
  const SustainabilityRule& rule = options.rule;
  return content_hash(fmt::format("saturation {} semantics {}\nscenario {}\nworkload {}\nseeds {}\n"
                                  "rule {} {} {} {} {} {}\n",
                                  kVersion, engine::kSemanticsVersion, to_value(baseline).json(),
                                  workload.identity().json(), seeds_to_value(study.seeds()).json(),
                                  rule.goodput, rule.growth, rule.confidence, options.tolerance,
                                  options.requests, options.most_seeds))
      .hex();
}

/// The study of an earlier run, with what it has measured; nothing if there is none that can be
/// read.
std::optional<Study> study_before(const std::filesystem::path& results) {
  const std::filesystem::path file = results / "resolved.yaml";
  if (!std::filesystem::is_regular_file(file)) return std::nullopt;
  try {
    (void)io::unseal(io::read_file(file), file.string());
    return Study::read_file(file);
  } catch (const engine::Problem&) {
    return std::nullopt;  // damaged, of another version, or no study: it is not ours to judge
  }
}

MeasuredLoad measured_saturation(const Study& study, const engine::Scenario& baseline,
                                 const WorkloadFile& workload, const SaturationOptions& options) {
  spdlog::info("loads: measuring where {} saturates under {}", workload.name,
               study.strategies().front().name());
  const SaturationResult result =
      SaturationSearch(baseline, workload, study.seeds(), options).run();
  const std::string where = fmt::format("study {}: loads", study.name());
  const std::string remedy =
      fmt::format("see 'servesweep saturate' with --workload {}", workload.name);
  if (result.bracket.lower == 0) {
    throw engine::Problem(
        where, fmt::format("the baseline sustains workload '{}' at no rate", workload.name),
        fmt::format("goodput is below {} or requests pile up at any", options.rule.goodput),
        "lower the goodput or the SLO targets, or give factors; " + remedy);
  }
  if (std::isinf(result.bracket.upper)) {
    throw engine::Problem(
        where, fmt::format("the baseline sustains workload '{}' at every rate", workload.name),
        "it is too short to saturate anything", "give factors; " + remedy);
  }
  spdlog::info("loads: {} saturates at {}/s ({} simulations)", workload.name,
               io::significant_text(result.rate_per_s(), 4), result.simulations);
  return {.workload = workload.name,
          .rate_scale = result.bracket.lower,
          .saturation_per_s = result.rate_per_s()};
}

std::vector<MeasuredLoad> measured_loads(const Study& study, const std::optional<Study>& before,
                                         int threads) {
  const SaturationOptions options = saturation_options(study.loads(), threads);
  const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
  std::vector<MeasuredLoad> measured;
  for (const WorkloadFile& workload : study.listed_workloads()) {
    if (!study.loads().apply_to(workload.name)) continue;
    const std::string key = measurement_key(study, baseline, workload, options);
    const MeasuredLoad* known = nullptr;
    if (before) {
      const auto found = std::ranges::find(before->loads().measured(), key, &MeasuredLoad::key);
      if (found != before->loads().measured().end()) known = &*found;
    }
    measured.push_back(known != nullptr ? *known
                                        : measured_saturation(study, baseline, workload, options));
    measured.back().workload = workload.name;
    measured.back().key = key;
  }
  return measured;
}

}  // namespace

SaturationOptions saturation_options(const LoadLevels& loads, int threads) {
  SaturationOptions options;
  options.rule.goodput = loads.goodput().value_or(options.rule.goodput);
  options.tolerance = loads.tolerance().value_or(options.tolerance);
  options.requests = loads.requests();
  options.threads = threads > 0 ? threads : available_threads();
  return options;
}

Study read_measured_study(const std::filesystem::path& file, const std::filesystem::path& results,
                          int threads) {
  Study study = Study::read_file(file);
  const bool by_loads = study.loads().needs_measurement();
  if (!by_loads && !study.warm_up().needs_measurement(study.workloads())) return study;
  const std::optional<Study> before =
      study_before(results.empty() ? std::filesystem::path("results") / study.name() : results);
  if (by_loads) study.settle_loads(measured_loads(study, before, threads));
  if (study.warm_up().needs_measurement(study.workloads())) {
    study.settle_warm_up(measured_warm_ups(study, before ? &*before : nullptr, threads));
  }
  return study;
}

}  // namespace servesweep::sweep
