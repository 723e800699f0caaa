#include "engine/metrics/early_request.h"

#include <doctest/doctest.h>

namespace early_request_test {

using namespace servesweep::engine;

TEST_CASE("early is what was sent before the window, not what was never sent") {
  RequestRecord record;
  record.arrival_us = 999;
  CHECK(is_before(record, TimeUs{1000}));
  CHECK_FALSE(is_before(record, std::nullopt));
  record.arrival_us = 1000;
  CHECK_FALSE(is_before(record, TimeUs{1000}));
  record.arrival_us = kNever;
  CHECK_FALSE(is_before(record, TimeUs{1000}));
}

}  // namespace early_request_test
