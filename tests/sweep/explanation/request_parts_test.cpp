#include "sweep/explanation/request_parts.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/simulate.h"
#include "tests/engine/oracle/random_case.h"

namespace servesweep::sweep::request_parts_test {
namespace {

using engine::RequestRecord;
using engine::oracle::CaseKind;

double sum(const PartTimes& times) {
  return std::accumulate(times.begin(), times.end(), 0.0);
}

double at(const PartTimes& times, LatencyPart part) {
  return times[index_of(part)];
}

/// Arrives at 1000, queues for 30, prompt of 100 µs, first token at 1140 with 10 of overhead.
RequestRecord record() {
  RequestRecord record;
  record.status = engine::RequestStatus::completed;
  record.input_tokens = 64;
  record.arrival_us = 1000;
  record.first_scheduled_us = record.last_scheduled_us = 1030;
  record.ttft_us = 140;
  record.e2e_us = 400;
  record.cached_tokens_first = record.cached_tokens_last = 0;
  record.breakdown = {.wait_slots_us = 30, .prefill_us = 100, .decode_us = 250, .output_us = 20};
  return record;
}

constexpr engine::TimeUs kOverheadUs = 10;

std::unique_ptr<engine::LatencyModel> linear() {
  return engine::make_latency_model({.alpha = {0, 0, 10}, .beta = {50, 2, 1}});
}

}  // namespace

TEST_CASE("a latency's parts are those before its end") {
  const PartTimes ttft = parts_of(record(), LatencyKind::ttft, kOverheadUs);
  CHECK(at(ttft, LatencyPart::wait_slots) == 30);
  CHECK(at(ttft, LatencyPart::prefill) == 100);
  CHECK(at(ttft, LatencyPart::output) == 10);
  CHECK(at(ttft, LatencyPart::decode) == 0);
  CHECK(sum(ttft) == 140);
  const PartTimes e2e = parts_of(record(), LatencyKind::e2e, kOverheadUs);
  CHECK(at(e2e, LatencyPart::decode) == 250);
  CHECK(at(e2e, LatencyPart::output) == 20);
  CHECK(sum(e2e) == 400);
}

TEST_CASE("loading and preemption before the first token are told apart") {
  RequestRecord both = record();
  both.ttft_us = 140 + 25;
  both.breakdown.load_us = 40;
  SUBCASE("preempted after the first token only: all of the rest is loading") {
    both.preemptions = 1;
    both.last_scheduled_us = 1300;
    both.breakdown.preemption_us = 60;
    const PartTimes ttft = parts_of(both, LatencyKind::ttft, kOverheadUs);
    CHECK(at(ttft, LatencyPart::load) == 25);
    CHECK(at(ttft, LatencyPart::preemption) == 0);
  }
  SUBCASE("preempted before it only: the rest is the whole preemption, and loading") {
    both.preemptions = 1;
    both.last_scheduled_us = 1100;
    both.breakdown.preemption_us = 20;
    const PartTimes ttft = parts_of(both, LatencyKind::ttft, kOverheadUs);
    CHECK(at(ttft, LatencyPart::preemption) == 20);
    CHECK(at(ttft, LatencyPart::load) == 5);
  }
}

TEST_CASE("a change of the prefill goes to the cache as far as cached tokens explain it") {
  RequestRecord hit = record();
  hit.cached_tokens_last = 32;          // 32 tokens less at 2 µs: 64 µs
  hit.breakdown.prefill_us = 100 - 60;  // 4 µs more than that leaves
  hit.ttft_us -= 60;
  hit.e2e_us -= 60;
  const PartTimes gain = change_of(hit, record(), LatencyKind::ttft, *linear());
  CHECK(at(gain, LatencyPart::more_cached) == -64);
  CHECK(at(gain, LatencyPart::prefill) == 4);
  CHECK(at(gain, LatencyPart::fewer_cached) == 0);
  CHECK(sum(gain) == -60);
  const PartTimes loss = change_of(record(), hit, LatencyKind::e2e, *linear());
  CHECK(at(loss, LatencyPart::fewer_cached) == 64);
  CHECK(at(loss, LatencyPart::more_cached) == 0);
  CHECK(sum(loss) == 60);
}

TEST_CASE("the parts of every request of random runs sum to its latencies, and none is negative") {
  for (const CaseKind kind : {CaseKind::reference, CaseKind::mixture, CaseKind::loads_mixture}) {
    engine::Simulator simulator;
    engine::oracle::check_cases(kind, 300, [&](const engine::oracle::RandomCase& one) {
      const engine::Workload workload = one.workload();
      std::vector<RequestRecord> records(workload.requests.size());
      simulator.configure(one.scenario);
      (void)simulator.run(workload, records);
      const auto cost = engine::make_latency_model(one.scenario.latency, one.scenario.batch);
      for (const RequestRecord& record : records) {
        for (const LatencyKind latency : kLatencyKinds) {
          if (!has_latency(record, latency)) continue;
          const PartTimes parts = parts_of(record, latency, cost->output_overhead_us());
          if (sum(parts) != latency_us(record, latency)) {
            return fmt::format("{}: {} is not {}", name_of(latency), sum(parts),
                               latency_us(record, latency));
          }
          if (*std::ranges::min_element(parts) < 0) return fmt::format("a part is negative");
        }
      }
      return std::string();
    });
  }
}

}  // namespace servesweep::sweep::request_parts_test
