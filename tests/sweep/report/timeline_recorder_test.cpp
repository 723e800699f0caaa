#include "sweep/report/timeline_recorder.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::timeline_recorder_test {
namespace {

using Points = std::vector<CurvePoint>;

engine::StepRow step(std::int32_t instance, engine::TimeUs start_us, std::int32_t batch,
                     std::int32_t waiting) {
  return {.instance = engine::InstanceId(instance),
          .start_us = start_us,
          .length_us = 10,
          .batch = batch,
          .prefill_tokens = 5,
          .decode_tokens = 2,
          .waiting_after = waiting,
          .used_blocks_end = 7,
          .preemptions = 1};
}

}  // namespace

TEST_CASE("a recorder keeps the course of every instance, which rests between its steps") {
  TimelineRecorder recorder(2, 100);
  recorder.step(step(0, 0, 3, 1));
  recorder.step(step(0, 10, 2, 0));  // follows at once
  recorder.step(step(0, 50, 4, 6));
  recorder.close();
  CHECK(recorder.curve(0, InstanceSignal::running).points() == Points{{.time_us = 0, .value = 3},
                                                                      {.time_us = 10, .value = 2},
                                                                      {.time_us = 20, .value = 0},
                                                                      {.time_us = 50, .value = 4},
                                                                      {.time_us = 60, .value = 0}});
  CHECK(recorder.curve(0, InstanceSignal::waiting).points() == Points{{.time_us = 0, .value = 1},
                                                                      {.time_us = 10, .value = 0},
                                                                      {.time_us = 50, .value = 6}});
  CHECK(recorder.curve(0, InstanceSignal::tokens).highest() == 7);
  CHECK(recorder.curve(0, InstanceSignal::step_length).highest() == 0.01);
  CHECK(recorder.curve(0, InstanceSignal::kv_blocks).points().front() ==
        CurvePoint{.time_us = 10, .value = 7});
  CHECK(recorder.curve(1, InstanceSignal::running).empty());
  CHECK(recorder.has(InstanceSignal::preemptions));
  CHECK_FALSE(recorder.has(InstanceSignal::loaded));
}

TEST_CASE("the busiest instances are those with the longest queues") {
  TimelineRecorder recorder(4, 10);
  recorder.step(step(0, 0, 1, 2));
  recorder.step(step(1, 0, 1, 5));
  recorder.step(step(3, 0, 1, 2));
  using Instances = std::vector<std::size_t>;
  CHECK(recorder.busiest(1) == Instances{1});
  CHECK(recorder.busiest(2) == Instances{0, 1});
  CHECK(recorder.busiest(9) == Instances{0, 1, 2, 3});
}

TEST_CASE("requests are counted when they come, and when they are completed") {
  TimelineRecorder recorder(1, 10);
  engine::RequestRecord record;
  record.arrival_us = 2;
  record.e2e_us = 6;
  record.status = engine::RequestStatus::completed;
  recorder.record(record);
  record.status = engine::RequestStatus::rejected;
  recorder.record(record);
  CHECK(recorder.arrivals().counts() == std::vector<std::int64_t>{0, 0, 2});
  CHECK(recorder.completions().counts() == std::vector<std::int64_t>{0, 0, 0, 0, 0, 0, 0, 0, 1});
}

}  // namespace servesweep::sweep::timeline_recorder_test
