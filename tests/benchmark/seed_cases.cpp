#include "tests/benchmark/seed_cases.h"

#include <fmt/format.h>

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
constexpr int kPrefixesPerClient = 32;
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

std::shared_ptr<engine::Simulator> simulator_for(const engine::Scenario& scenario) {
  auto simulator = std::make_shared<engine::Simulator>();
  simulator->configure(scenario);
  return simulator;
}

/// One scenario with a seed after the other, until there are as many cases as wanted.
void add_seeds(const engine::Scenario& scenario, const sweep::WorkloadFile& recipe,
               std::size_t wanted, std::vector<Case>& cases) {
  const auto simulator = simulator_for(scenario);
  for (std::uint64_t seed = kFirstSeed; cases.size() < wanted; ++seed) {
    cases.emplace_back(simulator, sweep::make_workload(recipe, seed));
  }
}

/// Each client as many with a prefix of their own each, as a single prefix is always in use.
std::vector<engine::ClientSpec> split_by_prefix(const std::vector<engine::ClientSpec>& clients) {
  std::vector<engine::ClientSpec> split;
  for (const engine::ClientSpec& client : clients) {
    for (int i = 0; i < kPrefixesPerClient; ++i) {
      engine::ClientSpec& one = split.emplace_back(client);
      one.id += fmt::format("-{}", i);
      one.prefix_group += fmt::format("-{}", i);
      one.rate_fraction /= kPrefixesPerClient;
    }
  }
  return split;
}

}  // namespace

const engine::Summary& Case::run(std::vector<engine::RequestRecord>& records) {
  records.resize(workload_.requests.size());
  summary_ = simulator_->run(workload_, records);
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
    cases.emplace_back(simulator_for(scenario), std::move(workload));
  }
  const sweep::Study study = shipped_study("quickstart");
  engine::Scenario scenario = first_scenario(study, 0);
  scenario.follow(profile);
  add_seeds(scenario, study.workloads().front(), wanted, cases);
  return cases;
}

std::vector<Case> tiered_cases(std::size_t wanted, std::int32_t gpu_blocks) {
  const sweep::Study study = shipped_study("quickstart");
  const engine::Scenario tiered = first_scenario(shipped_study("multi-turn"), 1);
  engine::Scenario scenario = first_scenario(study, 0);
  scenario.follow(engine::Profile::vllm_v1);
  scenario.offload = tiered.offload;
  scenario.kv.tiers = tiered.kv.tiers;
  scenario.kv.cpu_blocks = 0;
  scenario.kv.gpu_blocks = gpu_blocks;
  sweep::WorkloadFile recipe = study.workloads().front();
  recipe.spec.clients = split_by_prefix(recipe.spec.clients);
  std::vector<Case> cases;
  add_seeds(scenario, recipe, wanted, cases);
  return cases;
}

std::vector<Case> multi_turn_cases(std::size_t wanted) {
  const sweep::Study study = shipped_study("multi-turn");
  engine::Scenario scenario = first_scenario(study, 1);
  scenario.kv.gpu_blocks /= 20;
  sweep::WorkloadFile recipe = study.workloads().front();
  recipe.spec.requests = kRequests;
  std::vector<Case> cases;
  add_seeds(scenario, recipe, wanted, cases);
  return cases;
}

}  // namespace servesweep::benchmark
