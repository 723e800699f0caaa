#include "io/hdf5/request_check.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "tests/io/hdf5/sample_results.h"

namespace request_check_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

engine::RequestRecord completed() {
  const auto records = test::sample_records(100, 1);
  return *std::ranges::find(records, engine::RequestStatus::completed,
                            &engine::RequestRecord::status);
}

}  // namespace

TEST_CASE("implausible: what a busy cluster leaves is plausible") {
  for (const engine::RequestRecord& record : test::sample_records(500, 2)) {
    CHECK(implausible(record) == "");
  }
}

TEST_CASE("implausible: parts of a latency add up to it, or were not recorded") {
  engine::RequestRecord record = completed();
  ++record.breakdown.wait_order_us;
  CHECK(implausible(record) == "has a latency that its parts do not add up to");
  record.breakdown.wait_order_us = std::numeric_limits<std::int64_t>::max();  // must not overflow
  CHECK(implausible(record) != "");
  record.breakdown = {};
  CHECK(implausible(record) == "");
}

TEST_CASE("implausible: times and counts") {
  engine::RequestRecord record = completed();
  record.first_scheduled_us = record.enqueued_us - 1;
  CHECK(implausible(record) == "has times out of order");
  record = completed();
  record.itl_count = -1;
  CHECK(implausible(record) == "has a negative count");
  record = completed();
  record.status = engine::RequestStatus::running;
  CHECK(implausible(record) == "has an end-to-end latency but is not completed");
}

TEST_CASE("implausible: only a turn that was never sent has no arrival") {
  engine::RequestRecord record;
  record.status = engine::RequestStatus::unrouted;
  record.arrival_us = engine::kNever;
  CHECK(implausible(record) == "");
  record.status = engine::RequestStatus::rejected;
  CHECK(implausible(record) == "has a negative time");
  record.status = engine::RequestStatus::unrouted;
  record.arrival_us = -2;
  CHECK(implausible(record) == "has a negative time");
}

}  // namespace request_check_test
