#include "tests/benchmark/seed_cases.h"

#include <algorithm>
#include <utility>

#include "io/trace/request_trace.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/study.h"
#include "tests/benchmark/shipped.h"
#include "tests/golden_check/case_config.h"
#include "tests/golden_check/case_files.h"

namespace servesweep::benchmark {
namespace {

namespace fs = std::filesystem;

constexpr std::int32_t kInstances = 8;
constexpr std::size_t kRequests = 1000;
constexpr std::uint64_t kFirstSeed = 101;  ///< none of the golden cases

/// Subfolders that hold a whole golden case, by name.
std::vector<fs::path> case_folders(const fs::path& golden) {
  std::vector<fs::path> folders;
  if (std::error_code error; !fs::is_directory(golden, error)) {
    throw engine::Problem("--golden", golden.string() + " is no folder", "",
                          "name the folder that holds the golden cases");
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(golden)) {
    if (golden::missing_file(entry.path()).empty()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

Case::Case(const engine::Scenario& scenario, engine::Workload workload)
    : workload_(std::move(workload)), records_(workload_.requests.size()) {
  simulator_.configure(scenario);
}

const engine::Summary& Case::run() {
  summary_ = simulator_.run(workload_, records_);
  return summary_;
}

std::vector<Case> seed_cases(const fs::path& golden, std::size_t wanted, engine::Profile profile) {
  std::vector<Case> cases;
  for (const fs::path& folder : case_folders(golden)) {
    engine::Scenario scenario = golden::read_case_config(folder / "config.json");
    if (scenario.instances != kInstances) continue;
    engine::Workload workload =
        io::read_request_trace(golden::find_table(folder, "trace.csv").value());
    if (workload.requests.size() != kRequests) continue;
    scenario.follow(profile);
    cases.emplace_back(scenario, std::move(workload));
  }
  const sweep::Study study = shipped_study("quickstart");
  engine::Scenario scenario = first_scenario(study, 0);
  scenario.follow(profile);
  for (std::uint64_t seed = kFirstSeed; cases.size() < wanted; ++seed) {
    cases.emplace_back(scenario, sweep::make_workload(study.workloads().front(), seed));
  }
  return cases;
}

std::vector<Case> tiered_cases(std::size_t wanted) {
  const sweep::Study study = shipped_study("multi-turn");
  engine::Scenario scenario = first_scenario(study, 1);
  scenario.kv.gpu_blocks /= 20;
  sweep::WorkloadFile recipe = study.workloads().front();
  recipe.spec.requests = kRequests;
  std::vector<Case> cases;
  for (std::uint64_t seed = kFirstSeed; cases.size() < wanted; ++seed) {
    cases.emplace_back(scenario, sweep::make_workload(recipe, seed));
  }
  return cases;
}

}  // namespace servesweep::benchmark
