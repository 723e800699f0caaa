#include "engine/metrics/collector.h"

#include <doctest/doctest.h>

#include <limits>
#include <numeric>

#include "tests/engine/workload_builder.h"

namespace collector_test {

using namespace servesweep::engine;

namespace {

/// Five requests of which 0 and 1 complete, 2 runs, 3 was rejected and 4 never routed.
std::vector<RequestRecord> sample_records() {
  std::vector<RequestRecord> records(5);
  const auto set = [&](std::size_t i, RequestStatus status, std::int32_t slo_class,
                       TimeUs ttft_us) {
    records[i].request = RequestId(static_cast<std::int32_t>(i));
    records[i].status = status;
    records[i].slo_class = SloClassId(slo_class);
    records[i].tenant = TenantId(static_cast<std::int32_t>(i % 2));
    records[i].arrival_us = 10;
    records[i].ttft_us = ttft_us;
  };
  set(0, RequestStatus::completed, 0, 100);
  set(1, RequestStatus::completed, 1, 300);
  set(2, RequestStatus::running, 1, 500);
  set(3, RequestStatus::rejected, 2, kNever);
  set(4, RequestStatus::unrouted, 2, kNever);
  records[0].e2e_us = 1000;
  records[1].e2e_us = 2000;
  records[0].output_tokens = 30;
  records[1].output_tokens = 10;
  records[2].output_tokens = 99;
  for (std::size_t i = 0; i < 3; ++i) {
    records[i].input_tokens = 100;
    records[i].enqueued_us = 12;
    records[i].first_scheduled_us = 15;
    records[i].last_scheduled_us = 15 + 10 * TimeUs(i);
    records[i].cached_tokens_first = 16 * static_cast<std::int32_t>(i);
  }
  records[0].finish_step_us = records[1].finish_step_us = 1500;
  records[0].finish_step_length_us = 10;
  records[1].finish_step_length_us = 20;
  return records;
}

Workload sample_workload() {
  WorkloadBuilder builder;
  for (int i = 0; i < 5; ++i) builder.add({10, 5, 5});
  return builder.build();
}

}  // namespace

TEST_CASE("Collector: fairness over the classes that came") {
  const Workload workload = sample_workload();
  Collector collector;
  collector.reset(workload, {});
  for (const RequestRecord& record : sample_records()) {
    if (record.ttft_us != kNever) collector.add(record);
  }
  const Summary summary = collector.summarise({InstanceSummary{}});
  CHECK(summary.jain_class_ttft == doctest::Approx(500.0 * 500 / (2 * (100 * 100 + 400 * 400))));
}

TEST_CASE("Collector: counts, distributions and rates") {
  const Workload workload = sample_workload();
  std::vector<RequestRecord> table(5);
  RecordTable sink(table);
  Collector collector;
  collector.reset(workload, &sink);
  const std::vector<RequestRecord> records = sample_records();
  for (std::size_t i = records.size(); i-- > 0;) collector.add(records[i]);  // any order
  InstanceSummary first, second;
  first.completed = 2;
  first.output_tokens = 40;
  first.block_hits = 1;
  first.block_misses = 3;
  first.end_us = 500'000;
  second.running = 1;
  second.queueing = 2;
  second.waiting = 3;
  second.block_hits = 1;
  second.reloaded_blocks = 2;
  second.reload_misses = 1;
  second.end_us = 2'000'000;
  const Summary summary = collector.summarise({first, second});

  CHECK(table == records);
  CHECK(summary.requests == 5);
  CHECK(summary.completed == 2);
  CHECK(summary.running == 1);
  CHECK(summary.waiting == 5);
  CHECK(summary.rejected == 1);
  CHECK(summary.unrouted == 1);
  CHECK(summary.end_us == 2'000'000);
  CHECK(summary.requests_per_s == doctest::Approx(1));
  CHECK(summary.output_tokens_per_s == doctest::Approx(20));
  CHECK(summary.cache_hit_rate == doctest::Approx((0.25 + 0.75) / 2));

  CHECK(summary.token_hit_rate == doctest::Approx(48.0 / 300));
  CHECK(summary.within_targets == 2);
  CHECK(summary.goodput_per_s == doctest::Approx(1));
  // Two left at 1510 and 1520, one still runs and one is at the gateway at 2 s; all came at 10 µs.
  CHECK(summary.entered_per_s == doctest::Approx(4 / 2.0));
  CHECK(summary.in_system_mean_us == doctest::Approx((1500 + 1510 + 2 * 1'999'990) / 4.0));
  CHECK(summary.in_system_mean ==
        doctest::Approx(summary.entered_per_s * summary.in_system_mean_us / 1e6));
  CHECK(summary.saturation == Saturation::unfinished);
  CHECK_FALSE(summary.priority_inversions.has_value());

  CHECK(summary.ttft.count == 3);
  CHECK(summary.ttft.mean_us == doctest::Approx(300));
  CHECK(summary.ttft.p50_us == 300);
  CHECK(summary.ttft.min_us == 100);
  CHECK(summary.ttft.p90_us == doctest::Approx(460));
  CHECK(summary.ttft.max_us == 500);
  CHECK(summary.e2e.count == 2);
  CHECK(summary.e2e.p50_us == 1500);
  // Two of five were never served, all of them of the third class.
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  CHECK(summary.ttft_p99_of_all_us == kInfinity);
  CHECK(summary.e2e_p99_of_all_us == kInfinity);
  CHECK(summary.classes[0].ttft_p99_of_all_us == 100);
  CHECK(summary.classes[1].ttft_p99_of_all_us == summary.classes[1].ttft.p99_us);
  CHECK(summary.classes[1].e2e_p99_of_all_us == kInfinity);  // one is still running
  CHECK(summary.classes[2].ttft_p99_of_all_us == kInfinity);
  CHECK(summary.tpot.mean_us == doctest::Approx((900.0 / 29 + 1700.0 / 9) / 2));
  CHECK(summary.scheduling_delay.count == 3);
  CHECK(summary.scheduling_delay.mean_us == doctest::Approx(15));

  REQUIRE(summary.classes.size() == 3);
  CHECK(summary.classes[0].slo_class == "critical");
  CHECK(summary.classes[1].requests == 2);
  CHECK(summary.classes[1].completed == 1);
  CHECK(summary.classes[1].ttft.count == 2);
  CHECK(summary.classes[1].ttft.mean_us == doctest::Approx(400));
  CHECK(summary.classes[2].requests == 2);
  CHECK(summary.classes[2].ttft == LatencySummary{});
  CHECK(summary.jain_class_ttft == 0);  // the third class came and nobody of it was served
  CHECK(summary.jain_tenant_tokens == doctest::Approx(40.0 * 40 / (2 * (30 * 30 + 10 * 10))));
}

TEST_CASE("Collector: a new run begins from nothing, with or without a table") {
  const Workload workload = sample_workload();
  Collector collector;
  for (int run = 0; run < 2; ++run) {
    collector.reset(workload, {});
    for (const RequestRecord& record : sample_records()) collector.add(record);
    CHECK(collector.summarise({}).requests == 5);
  }
  collector.reset(workload, {});
  const Summary summary = collector.summarise({});
  CHECK(summary.requests == 0);
  CHECK(summary.rejected == 0);
  CHECK(summary.ttft.count == 0);
  CHECK(summary.jain_tenant_tokens == 0);
  CHECK(summary.cache_hit_rate == 0);
}

TEST_CASE("Collector: gaps between tokens are pooled, and forgotten with the run") {
  const Workload workload = sample_workload();
  Collector collector;
  collector.reset(workload, {});
  collector.token_gaps().add(10, 3);
  collector.token_gaps().add(50, 1);
  const Summary summary = collector.summarise({});
  CHECK(summary.itl.count == 4);
  CHECK(summary.itl.mean_us == 20);
  collector.reset(workload, {});
  CHECK(collector.summarise({}).itl == LatencySummary{});
}

TEST_CASE("Collector: counts priority inversions if asked, none under constant priorities") {
  const Workload workload = sample_workload();
  std::vector<RequestRecord> records = sample_records();
  records[0].slo_class = records[1].slo_class;
  records[0].e2e_us = 9000;  // arrived first, took more than twice as long as the other
  const auto inversions = [&](const CollectorOptions& options) {
    Collector collector;
    collector.reset(workload, {}, options);
    for (const RequestRecord& record : records) collector.add(record);
    return collector.summarise({}).priority_inversions;
  };
  CHECK(inversions({.priority_inversions = true}) == 1);
  CHECK(inversions({.priority_inversions = true, .constant_priority = true}) == 0);
  CHECK_FALSE(inversions({}).has_value());
}

TEST_CASE("Collector: parts of the latency add up to it, per class and over all") {
  const Workload workload = sample_workload();
  std::vector<RequestRecord> records = sample_records();
  records[0].breakdown.decode_us = 1000;
  records[1].breakdown.decode_us = 1500;
  records[1].breakdown.wait_order_us = 500;
  records[2].breakdown.decode_us = 77'777;  // has not completed
  Collector collector;
  collector.reset(workload, {});
  for (const RequestRecord& record : records) collector.add(record);
  const Summary summary = collector.summarise({});
  const auto sum = [](const MeanBreakdown& mean) {
    return std::accumulate(mean.begin(), mean.end(), 0.0);
  };
  CHECK(sum(summary.breakdown_mean_us) == summary.e2e.mean_us);
  CHECK(sum(summary.classes[1].breakdown_mean_us) == 2000);
  CHECK(sum(summary.classes[2].breakdown_mean_us) == 0);
}

}  // namespace collector_test
