#include "engine/metrics/system_occupancy.h"

#include <doctest/doctest.h>

namespace system_occupancy_test {

using namespace servesweep::engine;

namespace {

RequestRecord record(RequestStatus status, TimeUs arrival_us, TimeUs left_us = 0) {
  RequestRecord record;
  record.status = status;
  record.arrival_us = arrival_us;
  if (status == RequestStatus::completed) {
    record.finish_step_us = left_us - 7;
    record.finish_step_length_us = 7;
    record.e2e_us = 123'456;  // the reference's accounting may say anything: the clock counts
  }
  return record;
}

}  // namespace

TEST_CASE("SystemOccupancy: time inside, by looking at every µs") {
  const std::vector<RequestRecord> records{
      record(RequestStatus::completed, 10, 40), record(RequestStatus::completed, 20, 100),
      record(RequestStatus::running, 30),       record(RequestStatus::waiting, 100),
      record(RequestStatus::unrouted, 90),      record(RequestStatus::unrouted, 101),
      record(RequestStatus::rejected, 50),      record(RequestStatus::dropped, 60),
      record(RequestStatus::unrouted, kNever)};
  const TimeUs end_us = 100;
  SystemOccupancy occupancy;
  for (int run = 0; run < 2; ++run) {
    occupancy.reset();
    for (const RequestRecord& one : records) occupancy.add(one);
  }
  TimeUs inside_us = 0;
  for (TimeUs now = 0; now < end_us; ++now) {
    for (const RequestRecord& one : records) {
      const bool completed = one.status == RequestStatus::completed;
      if (one.status == RequestStatus::rejected || one.status == RequestStatus::dropped) continue;
      if (one.arrival_us == kNever) continue;
      const TimeUs left_us = completed ? one.finish_step_us + one.finish_step_length_us : end_us;
      if (one.arrival_us <= now && now < left_us) ++inside_us;
    }
  }
  const SystemOccupancy::Total total = occupancy.until(end_us);
  CHECK(total.inside_us == inside_us);
  CHECK(total.entered == 5);  // the one of 101 came too late, and one was never sent
  CHECK(total.still_inside == 3);
}

}  // namespace system_occupancy_test
