#include "sweep/saturation/measured_study.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>

#include "engine/base/problem.h"
#include "io/table/significant_text.h"
#include "sweep/distribute/distribute.h"
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

/// What an earlier run of the study has measured; nothing if there is none that can be read.
std::vector<MeasuredLoad> measured_before(const std::filesystem::path& results) {
  const std::filesystem::path file = results / "resolved.yaml";
  if (!std::filesystem::is_regular_file(file)) return {};
  try {
    return Study::read_file(file).loads().measured();
  } catch (const engine::Problem&) {
    return {};  // of another version, or no study: it is not ours to judge
  }
}

MeasuredLoad measure(const Study& study, const engine::Scenario& baseline,
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
  if (!study.loads().needs_measurement()) return study;
  const SaturationOptions options = saturation_options(study.loads(), threads);
  const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
  const std::vector<MeasuredLoad> before =
      measured_before(results.empty() ? std::filesystem::path("results") / study.name() : results);
  std::vector<MeasuredLoad> measured;
  for (const WorkloadFile& workload : study.listed_workloads()) {
    const std::string key = measurement_key(study, baseline, workload, options);
    const auto known = std::ranges::find(before, key, &MeasuredLoad::key);
    measured.push_back(known != before.end() ? *known
                                             : measure(study, baseline, workload, options));
    measured.back().workload = workload.name;
    measured.back().key = key;
  }
  study.settle_loads(std::move(measured));
  return study;
}

}  // namespace servesweep::sweep
