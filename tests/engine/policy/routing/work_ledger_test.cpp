#include "engine/policy/routing/work_ledger.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace work_ledger_test {

using namespace servesweep::engine;

namespace {

/// What one instance is believed to have to do when `in_flight` tokens of `load` requests are
/// there.
PendingWork look(WorkLedger& ledger, TimeUs now_us, std::int32_t load, std::int64_t in_flight) {
  ViewedCluster cluster{.load = {load}, .used_kv_blocks = {}};
  cluster.inflight_prefill_tokens = {in_flight};
  ledger.look(cluster.at(now_us));
  return ledger.of(cluster.at(now_us), 0);
}

WorkLedger of_one_instance() {
  WorkLedger ledger;
  ledger.reset(1);
  return ledger;
}

}  // namespace

TEST_CASE("WorkLedger: a prompt is done in proportion to the time it has been computed") {
  WorkLedger ledger = of_one_instance();
  CHECK(look(ledger, 100, 0, 0).rest_us == 0);
  ledger.sent(InstanceId(0), 1000);
  PendingWork work = look(ledger, 100, 1, 1000);  // the step takes 7000 + 20·1000 + 3·1
  CHECK(work.rest_us == 27'003);
  CHECK(work.tokens == 0);
  CHECK(work.decoding == 1);
  CHECK(look(ledger, 17'103, 1, 1000).rest_us == 10'000);
  ledger.sent(InstanceId(0), 500);
  work = look(ledger, 20'103, 2, 1500);
  CHECK(work.rest_us == 7000);
  CHECK(work.tokens == 500);
}

TEST_CASE("WorkLedger: first tokens end the step, earlier or later than thought") {
  for (const TimeUs end_us : {20'000, 27'103, 30'000}) {
    CAPTURE(end_us);
    WorkLedger ledger = of_one_instance();
    (void)look(ledger, 100, 0, 0);
    ledger.sent(InstanceId(0), 1000);
    (void)look(ledger, 100, 1, 1000);
    ledger.sent(InstanceId(0), 500);
    CHECK(look(ledger, 200, 2, 1500).tokens == 500);
    PendingWork work = look(ledger, end_us, 2, 500);  // the other prompt's step begins
    CHECK(work.rest_us == 7000 + 20 * 500 + 3 * 2);
    CHECK(work.tokens == 0);
    work = look(ledger, end_us + 16'000, 2, 0);  // both decode
    CHECK(work.rest_us == 7006);
    CHECK(look(ledger, end_us + 16'000 + 7006 + 6, 2, 0).rest_us == 7000);
    CHECK(look(ledger, end_us + 50'000, 0, 0).rest_us == doctest::Approx(0));
  }
}

TEST_CASE("WorkLedger: more than a budget takes several steps") {
  WorkLedger ledger = of_one_instance();
  ledger.sent(InstanceId(0), 3000);
  PendingWork work = look(ledger, 0, 1, 3000);
  CHECK(work.tokens == 3000 - 2047);
  CHECK(work.rest_us == 7000 + 20 * 2047 + 3);
  work = look(ledger, 7000 + 20 * 2047 + 3, 1, 3000);
  CHECK(work.tokens == 0);
  CHECK(work.rest_us == 7000 + 20 * 953 + 3);
}

TEST_CASE("WorkLedger: what has no first token is not done") {
  WorkLedger ledger = of_one_instance();
  ledger.sent(InstanceId(0), 10'000);
  CHECK(look(ledger, 10'000'000, 9, 10'000).tokens == 10'000 - 2 * 2048);
  CHECK(look(ledger, 10'000'000, 9, 10'000).rest_us > 0);
  // Others sent something there, too.
  CHECK(look(ledger, 10'000'001, 9, 20'000).tokens == 20'000 - 2 * 2048);
  ledger.reset(1);
  CHECK(look(ledger, 0, 0, 0).tokens == 0);
}

}  // namespace work_ledger_test
