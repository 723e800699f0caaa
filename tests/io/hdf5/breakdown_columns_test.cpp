#include "io/hdf5/breakdown_columns.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace breakdown_columns_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

/// Arrival 100, routed 110, queued 150, admitted 400, first token after 1000, last after 3000.
engine::RequestRecord completed() {
  engine::RequestRecord r;
  r.arrival_us = 100;
  r.routed_us = 110;
  r.enqueued_us = 150;
  r.first_scheduled_us = r.last_scheduled_us = 400;
  r.ttft_us = 1000;
  r.e2e_us = 3000;
  r.finish_step_us = 3000;
  r.finish_step_length_us = 95;
  r.breakdown = {.gateway_us = 10,
                 .delivery_us = 40,
                 .wait_step_us = 100,
                 .wait_slots_us = 150,
                 .prefill_us = 500,
                 .batching_us = 195,
                 .decode_us = 2000,
                 .output_us = 5};
  return r;
}

/// Names of the columns whose value is not 0.
std::vector<std::string> stored(const BreakdownRow& row) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] != 0) names.emplace_back(breakdown_info()[i].name);
  }
  return names;
}

}  // namespace

TEST_CASE("what follows from other columns takes no room") {
  const BreakdownRow row = encode_breakdown(completed());
  CHECK(stored(row) ==
        std::vector<std::string>{"time_wait_slots_us", "time_prefill_us", "time_batching_diff_us"});
  CHECK(row[10] == -5);  // the output overhead is in the time to the first token, too
  engine::RequestRecord decoded = completed();
  decoded.breakdown = {};
  decode_breakdown(row, decoded);
  CHECK(decoded == completed());
}

TEST_CASE("a request that never got anywhere has nothing to store") {
  engine::RequestRecord r;
  r.arrival_us = 100;
  CHECK(stored(encode_breakdown(r)).empty());
  r.routed_us = 130;
  r.breakdown.gateway_us = 30;
  CHECK(stored(encode_breakdown(r)).empty());
  engine::RequestRecord decoded = r;
  decode_breakdown(encode_breakdown(r), decoded);
  CHECK(decoded == r);
}

}  // namespace breakdown_columns_test
