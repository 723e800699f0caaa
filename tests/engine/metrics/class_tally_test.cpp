#include "engine/metrics/class_tally.h"

#include <doctest/doctest.h>

namespace class_tally_test {

using namespace servesweep::engine;

namespace {

RequestRecord record(RequestStatus status, std::int32_t tokens, TimeUs ttft_us, TimeUs e2e_us) {
  RequestRecord record;
  record.status = status;
  record.output_tokens = tokens;
  record.ttft_us = ttft_us;
  record.e2e_us = e2e_us;
  return record;
}

}  // namespace

TEST_CASE("ClassTally: what became of the requests of a class") {
  SloClass slo_class;
  slo_class.name = "critical";
  slo_class.ttft_target_us = 150;
  RequestRecord first = record(RequestStatus::completed, 5, 100, 500);
  first.breakdown.prefill_us = 100;
  first.breakdown.decode_us = 400;
  RequestRecord second = record(RequestStatus::completed, 1, 200, 200);
  second.breakdown.prefill_us = 180;
  second.breakdown.wait_slots_us = 20;
  ClassTally tally;
  LatencyDescriber describer;
  for (int run = 0; run < 2; ++run) {
    tally.reset();
    tally.add(first, slo_class);
    tally.add(second, slo_class);
    tally.add(record(RequestStatus::running, 9, 300, kNever), slo_class);
    tally.add(record(RequestStatus::rejected, 9, kNever, kNever), slo_class);
    tally.add(record(RequestStatus::dropped, 9, kNever, kNever), slo_class);
    const ClassSummary summary = tally.summarise(slo_class, describer);
    CHECK(summary.slo_class == "critical");
    CHECK(summary.requests == 5);
    CHECK(summary.completed == 2);
    CHECK(summary.rejected == 1);
    CHECK(summary.dropped == 1);
    CHECK(summary.within_targets == 1);
    CHECK(summary.ttft.count == 3);
    CHECK(summary.e2e.mean_us == 350);
    CHECK(summary.tpot.count == 1);  // a single token has none
    CHECK(summary.tpot.mean_us == 100);
    double sum_us = 0;
    for (std::size_t i = 0; i < kBreakdownParts; ++i) {
      sum_us += summary.breakdown_mean_us[i];
      if (kBreakdown[i].time_us == &LatencyBreakdown::prefill_us) {
        CHECK(summary.breakdown_mean_us[i] == 140);
      }
    }
    CHECK(sum_us == summary.e2e.mean_us);
  }
  tally.reset();
  CHECK(tally.summarise(slo_class, describer).breakdown_mean_us == MeanBreakdown{});
}

TEST_CASE("ClassTally: adds up every part of latency") {
  RequestRecord one = record(RequestStatus::completed, 2, 10, 20);
  for (std::size_t i = 0; i < kBreakdownParts; ++i) {
    one.breakdown.*kBreakdown[i].time_us = static_cast<TimeUs>(i + 1);
  }
  ClassTally tally;
  tally.reset();
  tally.add(one, {});
  tally.add(one, {});
  LatencyDescriber describer;
  const ClassSummary summary = tally.summarise({}, describer);
  for (std::size_t i = 0; i < kBreakdownParts; ++i) {
    CAPTURE(kBreakdown[i].name);
    CHECK(summary.breakdown_mean_us[i] == static_cast<double>(i + 1));
  }
}

}  // namespace class_tally_test
