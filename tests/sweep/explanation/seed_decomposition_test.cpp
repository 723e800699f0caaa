#include "sweep/explanation/seed_decomposition.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "engine/simulate.h"
#include "tests/engine/oracle/random_case.h"

namespace servesweep::sweep::seed_decomposition_test {
namespace {

using engine::RequestRecord;

/// A completed request of one token whose time went into waiting and its prompt.
RequestRecord record(int slo_class, engine::TimeUs wait_us, engine::TimeUs prefill_us) {
  RequestRecord record;
  record.status = engine::RequestStatus::completed;
  record.slo_class = engine::SloClassId(slo_class);
  record.input_tokens = 10;
  record.first_scheduled_us = record.last_scheduled_us = 0;
  record.ttft_us = record.e2e_us = wait_us + prefill_us;
  record.breakdown = {.wait_budget_us = wait_us, .prefill_us = prefill_us};
  return record;
}

RequestRecord rejected(int slo_class) {
  RequestRecord record;
  record.status = engine::RequestStatus::rejected;
  record.slo_class = engine::SloClassId(slo_class);
  return record;
}

std::unique_ptr<engine::LatencyModel> linear() {
  return engine::make_latency_model({.alpha = {}, .beta = {0, 1, 1}});
}

std::size_t position(LatencyKind kind, std::size_t group, std::size_t statistic,
                     std::size_t classes) {
  std::size_t at = 0;
  for (const LatencyCell& cell : latency_cells(classes)) {
    if (cell.kind == kind && cell.group == group && cell.statistic == statistic) return at;
    ++at;
  }
  return at;
}

constexpr std::size_t kMean = 0, kMedian = 1;
constexpr std::size_t kWait = index_of(LatencyPart::wait_budget);
constexpr std::size_t kPrefill = index_of(LatencyPart::prefill);
constexpr std::size_t kServed = index_of(LatencyPart::served);

}  // namespace

TEST_CASE("means and medians of a hand-made table") {
  // Baseline TTFT 110, 210, 310 µs; strategy 60, 215, 300: waits −50, 0, −20; prompts 0, +5, +10.
  const std::vector<RequestRecord> before{record(0, 100, 10), record(1, 200, 10),
                                          record(0, 300, 10)};
  const std::vector<RequestRecord> after{record(0, 50, 10), record(1, 200, 15), record(0, 280, 20)};
  const auto cells = decompose_seed(after, before, 2, *linear());
  REQUIRE(cells.size() == latency_cells(2).size());
  const CellDifference& mean = cells[position(LatencyKind::ttft, 0, kMean, 2)];
  CHECK(mean.baseline_us == 210);
  CHECK(mean.strategy_us == doctest::Approx(575.0 / 3));
  CHECK(mean.parts_us[kWait] == doctest::Approx(-70.0 / 3));
  CHECK(mean.parts_us[kPrefill] == doctest::Approx(5));
  CHECK(mean.parts_us[kServed] == 0);
  CHECK(mean.both == 3);
  const CellDifference& median = cells[position(LatencyKind::e2e, 0, kMedian, 2)];
  CHECK(median.parts_us[kWait] == 0);
  CHECK(median.parts_us[kPrefill] == doctest::Approx(5));
  const CellDifference& first_class = cells[position(LatencyKind::ttft, 1, kMean, 2)];
  CHECK(first_class.both == 2);
  CHECK(first_class.parts_us[kWait] == -35);
  CHECK(first_class.parts_us[kPrefill] == 5);
}

TEST_CASE("requests that one side alone served are counted and kept apart") {
  // Served by both: 110 → 60. Baseline only: 1010. Strategy only: 260.
  const std::vector<RequestRecord> before{record(0, 100, 10), record(0, 1000, 10), rejected(0)};
  const std::vector<RequestRecord> after{record(0, 50, 10), rejected(0), record(0, 250, 10)};
  const auto cells = decompose_seed(after, before, 1, *linear());
  const CellDifference& mean = cells[position(LatencyKind::ttft, 0, kMean, 1)];
  CHECK(mean.both == 1);
  CHECK(mean.baseline_only == 1);
  CHECK(mean.strategy_only == 1);
  CHECK(mean.baseline_us == 560);
  CHECK(mean.strategy_us == 160);
  CHECK(mean.parts_us[kWait] == -50);
  CHECK(mean.parts_us[kServed] == -350);  // (110 − 560) + (160 − 60)
}

TEST_CASE("nobody served by both sides: all of it is who was served; nobody at all: undefined") {
  const std::vector<RequestRecord> before{record(0, 100, 10), rejected(0), rejected(1)};
  const std::vector<RequestRecord> after{rejected(0), record(0, 20, 10), rejected(1)};
  const auto cells = decompose_seed(after, before, 2, *linear());
  CHECK(cells[position(LatencyKind::ttft, 0, kMean, 2)].parts_us[kServed] == -80);
  CHECK(std::isnan(cells[position(LatencyKind::ttft, 2, kMean, 2)].baseline_us));
}

TEST_CASE("only what is wanted is decomposed") {
  const std::vector<RequestRecord> before{record(0, 100, 10)}, after{record(0, 50, 10)};
  const auto cells = decompose_seed(after, before, 1, *linear(), [](const LatencyCell& cell) {
    return cell == LatencyCell{.kind = LatencyKind::e2e, .group = 1, .statistic = kMedian};
  });
  CHECK(cells.size() == latency_cells(1).size());
  CHECK(cells[position(LatencyKind::e2e, 1, kMedian, 1)].parts_us[kWait] == -50);
  CHECK(std::isnan(cells[position(LatencyKind::e2e, 0, kMedian, 1)].baseline_us));
}

TEST_CASE("the parts of random runs sum to the difference of what the summary says") {
  using engine::oracle::CaseKind;
  for (const CaseKind kind : {CaseKind::reference, CaseKind::mixture, CaseKind::loads_mixture}) {
    engine::oracle::check_cases(kind, 150, [](const engine::oracle::RandomCase& one) {
      engine::Scenario other = one.scenario;
      other.batch.max_running = std::max(1, other.batch.max_running / 2);
      other.batch.max_tokens_per_step += 7;
      other.routing.policy = "least-loaded";
      other.routing.parameters.clear();
      other.routing.scorers.clear();
      const engine::Workload workload = one.workload();
      std::vector<RequestRecord> before(workload.requests.size()), after = before;
      engine::Simulator simulator;
      simulator.configure(one.scenario);
      const engine::Summary summary = simulator.run(workload, before);
      simulator.configure(other);
      const engine::Summary changed = simulator.run(workload, after);
      const auto cost = engine::make_latency_model(one.scenario.latency, one.scenario.batch);
      const std::size_t classes = workload.classes.size();
      const auto cells = decompose_seed(after, before, classes, *cost);
      for (const CellDifference& cell : cells) {
        if (std::isnan(cell.strategy_us - cell.baseline_us)) continue;
        const double parts = std::accumulate(cell.parts_us.begin(), cell.parts_us.end(), 0.0);
        if (std::abs(parts - (cell.strategy_us - cell.baseline_us)) > 1e-6) {
          return fmt::format("{} is not {}", parts, cell.strategy_us - cell.baseline_us);
        }
      }
      const CellDifference& p99 = cells[position(LatencyKind::ttft, 0, 2, classes)];
      if (summary.ttft.count > 0 && std::abs(p99.baseline_us - summary.ttft.p99_us) > 1e-6) {
        return fmt::format("{} is not {}", p99.baseline_us, summary.ttft.p99_us);
      }
      const CellDifference& mean = cells[position(LatencyKind::e2e, 0, kMean, classes)];
      if (changed.e2e.count > 0 && std::abs(mean.strategy_us - changed.e2e.mean_us) > 1e-6) {
        return fmt::format("{} is not {}", mean.strategy_us, changed.e2e.mean_us);
      }
      return std::string();
    });
  }
}

}  // namespace servesweep::sweep::seed_decomposition_test
