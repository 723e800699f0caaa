#include "engine/instance/departures.h"

#include <doctest/doctest.h>

namespace departures_test {

using namespace servesweep::engine;

namespace {

/// Everything that the departing need, with five requests at slots 0, 1, ….
struct Bench {
  Bench() {
    header.classes.resize(1);
    header.tenants = {"a"};
    collector.reset(header, &records);
    departures.reset(collector, &completions);
    for (std::int32_t id = 0; id < 5; ++id) {
      RequestFacts facts;
      facts.id = RequestId(10 + id);
      facts.slo_class = SloClassId(0);
      facts.tenant = TenantId(0);
      static_cast<void>(table.enter(facts, 1));
    }
  }

  struct Records final : RecordSink {
    void record(const RequestRecord& one) override {
      rows.emplace_back(one.request.value(), one.status);
    }
    std::vector<std::pair<std::int32_t, RequestStatus>> rows;
  };

  WorkloadHeader header;
  Records records;
  Collector collector;
  std::vector<Completion> completions;
  RequestTable table;
  RunningSet running{table.requests()};
  ProgressRecorder progress{table.requests(), running};
  Departures departures{table, progress};
};

}  // namespace

TEST_CASE("Departures: each request is recorded once, as it left, and its slot is free") {
  Bench bench;
  bench.departures.complete(3, 700);
  bench.departures.drop(1);
  bench.departures.leave_unfinished(std::vector<Slot>{4, 0}, RequestStatus::running);
  bench.departures.leave_unfinished(std::vector<Slot>{2}, RequestStatus::waiting);
  const std::vector<std::pair<std::int32_t, RequestStatus>> expected = {
      {13, RequestStatus::completed},
      {11, RequestStatus::dropped},
      {14, RequestStatus::running},
      {10, RequestStatus::running},
      {12, RequestStatus::waiting}};
  CHECK(bench.records.rows == expected);
  CHECK(bench.departures.completed() == 1);
  CHECK(bench.departures.dropped() == 1);
  CHECK(bench.table.enter({}, 1) == 2);  // the last one that was left
  bench.departures.reset(bench.collector, nullptr);
  CHECK(bench.departures.completed() == 0);
  CHECK(bench.departures.dropped() == 0);
}

TEST_CASE("Departures: only those that complete are told of, if anybody wants to know") {
  Bench bench;
  bench.departures.complete(3, 700);
  bench.departures.drop(1);
  REQUIRE(bench.completions.size() == 1);
  CHECK(bench.completions[0].request == RequestId(13));
  CHECK(bench.completions[0].time_us == 700);
  bench.departures.reset(bench.collector, nullptr);
  bench.departures.complete(0, 800);
  CHECK(bench.completions.size() == 1);
}

}  // namespace departures_test
