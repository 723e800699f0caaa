#include "engine/metrics/slo_targets.h"

#include <doctest/doctest.h>

namespace slo_targets_test {

using namespace servesweep::engine;

namespace {

/// TTFT 100, then four gaps of 25 on average.
RequestRecord completed() {
  RequestRecord record;
  record.status = RequestStatus::completed;
  record.output_tokens = 5;
  record.ttft_us = 100;
  record.e2e_us = 200;
  return record;
}

bool meets(const RequestRecord& record, std::optional<TimeUs> ttft_us,
           std::optional<TimeUs> tpot_us, std::optional<TimeUs> e2e_us) {
  SloClass slo_class;
  slo_class.ttft_target_us = ttft_us;
  slo_class.tpot_target_us = tpot_us;
  slo_class.e2e_target_us = e2e_us;
  return meets_targets(record, slo_class);
}

}  // namespace

TEST_CASE("meets_targets: each target at its limit") {
  CHECK(meets(completed(), 100, 25, 200));
  CHECK_FALSE(meets(completed(), 99, 25, 200));
  CHECK_FALSE(meets(completed(), 100, 24, 200));
  CHECK_FALSE(meets(completed(), 100, 25, 199));
  CHECK(meets(completed(), {}, {}, {}));
}

TEST_CASE("meets_targets: a single token has no time per output token") {
  RequestRecord record = completed();
  record.output_tokens = 1;
  CHECK(meets(record, {}, 1, {}));
}

TEST_CASE("meets_targets: who does not complete got nothing, even of a class without targets") {
  for (const RequestStatus status :
       {RequestStatus::waiting, RequestStatus::running, RequestStatus::rejected,
        RequestStatus::dropped, RequestStatus::unrouted}) {
    RequestRecord record = completed();
    record.status = status;
    CHECK_FALSE(meets(record, {}, {}, {}));
  }
}

}  // namespace slo_targets_test
