#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "engine/simulate.h"
#include "engine/workload/generator.h"
#include "sweep/study/length_law_text.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/metrics.h"
#include "sweep/study/model.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep::configs_test {
namespace {

const std::filesystem::path kConfigs = std::filesystem::path(SERVESWEEP_SOURCE) / "configs";

std::vector<std::filesystem::path> files_in(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kConfigs / folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  REQUIRE_FALSE(files.empty());
  return files;
}

/// The file is called after what it holds.
void check_name(const std::filesystem::path& file, const std::string& name) {
  CAPTURE(file);
  CHECK(file.stem().string() == name);
}

}  // namespace

TEST_CASE("every shipped model, workload and strategy is readable and tells its source") {
  for (const auto& file : files_in("models")) {
    CAPTURE(file);
    const Model model = Model::read(io::Document::read_file(file));
    CHECK_FALSE(model.source.empty());
    engine::Scenario scenario;
    model.apply_to(scenario);
    model.size_kv_cache(scenario);
    CHECK_NOTHROW(engine::validate(scenario));
  }
  for (const auto& file : files_in("workloads")) {
    const WorkloadFile workload = WorkloadFile::read(io::Document::read_file(file));
    check_name(file, workload.name);
    CHECK_FALSE(workload.source.empty());
  }
  for (const auto& file : files_in("strategies")) {
    const StrategyTemplate strategy = StrategyTemplate::read_file(file);
    check_name(file, strategy.name());
    CHECK_FALSE(strategy.claim().empty());
    CHECK_FALSE(strategy.source().empty());
  }
}

namespace {

engine::WorkloadSpec shipped_workload(const char* file) {
  return WorkloadFile::read(io::Document::read_file(kConfigs / "workloads" / file)).spec;
}

/// Loads whose saturation rate is the workload's own: measuring takes its time.
std::vector<MeasuredLoad> as_if_measured(const Study& study) {
  std::vector<MeasuredLoad> measured;
  for (const WorkloadFile& workload : study.listed_workloads()) {
    measured.push_back({.workload = workload.name, .saturation_per_s = 1, .key = "none"});
  }
  return measured;
}

std::vector<MeasuredWarmUp> warm_ups_as_if_measured(const Study& study) {
  std::vector<MeasuredWarmUp> measured;
  for (const WorkloadFile& file : study.workloads()) {
    if (study.warm_up().rule_of(file.name).kind != WarmUpRule::Kind::mser5) continue;
    measured.push_back({.workload = file.name, .measure_from_us = 1000, .key = "k"});
  }
  return measured;
}

}  // namespace

TEST_CASE("every shipped workload can be generated, of a size that a study can afford") {
  for (const auto& file : files_in("workloads")) {
    CAPTURE(file);
    const auto requests =
        generate(WorkloadFile::read(io::Document::read_file(file)).spec, 1).requests;
    CHECK(requests.size() >= 100);
    CHECK(requests.size() <= 50'000);
  }
}

TEST_CASE("the orthogonal workloads differ in urgency only, and every class has targets") {
  for (const char* const file :
       {"orthogonal-burst.yaml", "orthogonal-sustained.yaml", "orthogonal-multi-turn.yaml"}) {
    CAPTURE(file);
    const engine::WorkloadSpec spec = shipped_workload(file);
    REQUIRE(spec.clients.size() == 3);
    for (const engine::ClientSpec& client : spec.clients) {
      CHECK(to_value(client.input_tokens).json() == to_value(spec.clients[0].input_tokens).json());
      CHECK(to_value(client.output_tokens).json() ==
            to_value(spec.clients[0].output_tokens).json());
      CHECK(client.prefix_tokens == spec.clients[0].prefix_tokens);
    }
    for (const engine::SloClass& one : spec.classes) {
      CHECK(one.ttft_target_us.has_value());
      CHECK((one.tpot_target_us.has_value() || one.e2e_target_us.has_value()));
    }
    CHECK(spec.classes.size() == 3);
  }
}

TEST_CASE("the multi-turn workloads are closed loops whose contexts grow") {
  for (const char* const file : {"orthogonal-multi-turn.yaml", "agentic.yaml"}) {
    CAPTURE(file);
    for (const engine::ClientSpec& client : shipped_workload(file).clients) {
      REQUIRE(client.session.has_value());
      CHECK(client.session->mode == engine::SessionMode::closed);
      CHECK(client.session->accumulate_context);
    }
  }
}

TEST_CASE("the burst has the same requests for ever") {
  const engine::Workload workload = engine::generate(shipped_workload("orthogonal-burst.yaml"), 42);
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&](auto value) {
    hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x100000001b3;
  };
  for (const engine::Request& request : workload.requests) {
    add(request.arrival_us);
    add(request.input_tokens);
    add(request.output_tokens);
    add(request.slo_class.value());
    add(request.tenant.value());
    add(request.content[0].end_token);
  }
  CHECK(workload.requests.size() == 1000);
  CHECK(hash == 18387439808996902709u);
}

TEST_CASE("every shipped study can be planned, here and from its resolved text") {
  for (const auto& file : files_in("studies")) {
    // Their traces are not shipped; tests/docs/traces_page.sh plans and runs them on small ones.
    if (file.stem().string().starts_with("traces-")) continue;
    Study study = Study::read_file(file);
    check_name(file, study.name());
    if (study.loads().needs_measurement()) study.settle_loads(as_if_measured(study));
    if (study.warm_up().given()) study.settle_warm_up(warm_ups_as_if_measured(study));
    const Plan plan = Plan::of(study);
    CHECK_FALSE(plan.runs().empty());
    CHECK(Plan::of(Study::from_resolved(study.resolved_text())).fingerprint() ==
          plan.fingerprint());
  }
}

TEST_CASE(
    "the quickstart compares three strategies with llm-d on five seeds, offloading everywhere") {
  const Study study = Study::read_file(kConfigs / "studies" / "quickstart.yaml");
  const Plan plan = Plan::of(study);
  CHECK(study.strategies().size() == 4);
  CHECK(study.strategies()[0].name() == "llm-d-parity");
  CHECK(study.seeds().size() == 5);
  CHECK(study.classes() == std::vector<std::string>{"critical", "standard", "sheddable"});
  CHECK(plan.points().size() == 33);
  CHECK(plan.runs().size() == 165);
  CHECK(plan.distinct_runs().size() == 165);
  for (const PlannedPoint& point : plan.points()) {
    CHECK(point.scenario.instances == 8);
    CHECK(point.scenario.kv.cpu_blocks == 44000);
    CHECK(point.scenario.offload.parameters.at("threshold") == engine::ParameterValue(0.9));
  }
}

TEST_CASE(
    "the baselines differ in their gateways only, but for the published one, and stay fixed") {
  const Study study = Study::read_file(kConfigs / "studies" / "baselines.yaml");
  const Plan plan = Plan::of(study);
  CHECK(study.strategies().size() == 18);
  CHECK(plan.points().size() == study.strategies().size());  // no free parameters
  int as_published = 0;
  for (const PlannedPoint& point : plan.points()) {
    const engine::Scenario& scenario = point.scenario;
    if (scenario.kv.tiers.empty()) {
      ++as_published;
      continue;
    }
    CHECK(scenario.batch.max_running == 1024);
    CHECK(scenario.batch.max_tokens_per_step == 8192);
    CHECK(scenario.kv.tiers[0].blocks == 44000);
    CHECK(scenario.offload.policy == "write-through");
    CHECK(scenario.scheduling.policy == "fcfs");
    CHECK(scenario.chunking.parameters.at("tokens") == engine::ParameterValue(0.0));
  }
  CHECK(as_published == 1);
}

namespace {

/// Means of metrics over all runs of the baseline.
std::vector<double> baseline_means(const Study& study, const std::vector<std::string>& names) {
  const Plan plan = Plan::of(study);
  const std::vector<std::string> classes = study.classes();
  const std::vector<Metric> metrics = study_metrics(classes);
  engine::Simulator simulator;
  simulator.configure(plan.points()[0].scenario);
  std::vector<double> means(names.size());
  for (const std::uint64_t seed : study.seeds()) {
    const std::vector<double> values =
        metric_values(simulator.run(make_workload(study.workloads()[0], seed)), classes);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto metric = std::ranges::find_if(
          metrics, [&](const Metric& one) { return one.column.name == names[i]; });
      REQUIRE(metric != metrics.end());
      means[i] += values[static_cast<std::size_t>(metric - metrics.begin())] /
                  static_cast<double>(study.seeds().size());
    }
  }
  return means;
}

}  // namespace

TEST_CASE("the published point has its published score, 70.77781 ms, and keeps its constraints") {
  const Study study = Study::read_file(kConfigs / "studies" / "published-optimisation.yaml");
  CHECK(study.seeds() == std::vector<std::uint64_t>{42, 43, 44});
  const std::vector<double> means =
      baseline_means(study, {"ttft_p99_ms.critical", "ttft_p99_ms.sheddable",
                             "ttft_p99_ms.standard", "output_tokens_per_s"});
  CHECK(means[0] == doctest::Approx(70.77781).epsilon(1e-12));
  REQUIRE(study.constraints().size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(study.constraints()[i].excess(means[i + 1], 0) <= 0);
}

}  // namespace servesweep::sweep::configs_test
