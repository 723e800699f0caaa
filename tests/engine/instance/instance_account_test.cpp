#include "engine/instance/instance_account.h"

#include <doctest/doctest.h>

#include "tests/engine/instance/batch_fixture.h"

namespace instance_account_test {

using namespace servesweep::engine;

namespace {

class Rows final : public StepObserver {
 public:
  explicit Rows(bool wants_shares) : wants_shares_(wants_shares) {}
  void step(const StepRow& row) override {
    rows.push_back(row);
    shares.emplace_back(row.shares.begin(), row.shares.end());
  }
  [[nodiscard]] bool wants_shares() const override { return wants_shares_; }

  std::vector<StepRow> rows;
  std::vector<std::vector<StepShare>> shares;

 private:
  bool wants_shares_;
};

}  // namespace

TEST_CASE("InstanceAccount: counters add up over steps and quiet turns") {
  BatchFixture bench(BatchFixture::small_scenario());
  InstanceAccount account(bench.batch, bench.kv, bench.loads);
  account.reset(InstanceId(2), nullptr);
  CHECK_FALSE(account.is_observed());
  bench.queue(6, 8);
  account.queued(bench.table[0].facts);
  bench.run_step();  // 2 blocks of 4 tokens
  bench.step.length_us = 100;
  account.formed(bench.step, 3);
  CHECK(bench.step.batch == 1);
  CHECK(bench.step.waiting_after == 3);
  CHECK(bench.step.used_blocks == 2);
  bench.step.length_us = 50;
  account.formed(bench.step, 1);
  account.event(70);
  account.event(60);
  InstanceSummary summary = account.summary();
  CHECK(summary.steps == 2);
  CHECK(summary.input_tokens == 6);
  CHECK(summary.waiting_sum == 4);
  CHECK(summary.peak_blocks == 2);
  CHECK(summary.used_blocks == 2);
  CHECK(summary.block_time_integral == 2 * 150);
  CHECK(summary.block_misses == 2);
  CHECK(summary.end_us == 70);
  for (int i = 0; i < 3; ++i) bench.run_step();  // the ninth token needs a third block
  account.passed({.last_us = 500, .steps = 10, .block_time = 40}, 2);
  summary = account.summary();
  CHECK(summary.steps == 12);
  CHECK(summary.waiting_sum == 24);
  CHECK(summary.peak_blocks == 3);
  CHECK(summary.block_time_integral == 2 * 150 + 40);
  CHECK(summary.end_us == 500);
  account.reset(InstanceId(2), nullptr);
  CHECK(account.summary().steps == 0);
}

TEST_CASE("InstanceAccount: an observer is shown each step that is delivered") {
  for (const bool wants_shares : {false, true}) {
    CAPTURE(wants_shares);
    BatchFixture bench(BatchFixture::small_scenario());
    InstanceAccount account(bench.batch, bench.kv, bench.loads);
    Rows rows(wants_shares);
    account.reset(InstanceId(2), &rows);
    CHECK(account.is_observed());
    bench.queue(6, 8);
    bench.run_step();
    bench.step.start_us = 30;
    bench.step.length_us = 100;
    account.formed(bench.step, 3);
    CHECK(rows.rows.empty());
    account.delivered(bench.step);
    REQUIRE(rows.rows.size() == 1);
    const StepRow& row = rows.rows[0];
    CHECK(row.instance == InstanceId(2));
    CHECK(row.start_us == 30);
    CHECK(row.length_us == 100);
    CHECK(row.batch == 1);
    CHECK(row.prefill_requests == 1);
    CHECK(row.waiting_after == 3);
    CHECK(row.used_blocks_mid == 2);
    CHECK(row.finished == 0);
    const std::vector<StepShare> all = {{.request = RequestId(0), .tokens = 6}};
    CHECK(rows.shares[0] == (wants_shares ? all : std::vector<StepShare>{}));
  }
}

}  // namespace instance_account_test
