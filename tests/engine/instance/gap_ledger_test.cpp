#include "engine/instance/gap_ledger.h"

#include <doctest/doctest.h>

namespace gap_ledger_test {

using namespace servesweep::engine;

TEST_CASE("GapLedger: the pool ends up with the gaps of completed requests") {
  TokenGaps pool;
  GapLedger ledger;
  for (int run = 0; run < 2; ++run) {
    pool.reset();
    ledger.reset(pool);
    GapLedger::Notes notes = GapLedger::kNoNotes;
    // Requests 0 and 1 decode in steps 1 and 2, then 1 is preempted; 0 goes on and finishes.
    ledger.step(10, 2);
    ledger.step(20, 2);
    ledger.interrupted(notes, 1, 2);
    ledger.step(30, 1);
    ledger.last(30);
    // Request 1 comes back after a long gap, gets one more token, and is cut off.
    ledger.single(notes, 500);
    ledger.step(40, 0);
    ledger.step(50, 1);
    ledger.interrupted(notes, 5, 5);
    CHECK(pool.count() == 8);
    CHECK(pool.describe().max_us == 500);
    ledger.take_back(notes);
    CHECK(pool.count() == 4);  // 10, 20, 30, 30
    CHECK(pool.describe().mean_us == 22.5);
    CHECK(pool.describe().max_us == 30);
  }
}

TEST_CASE("GapLedger: a stretch without steps is none") {
  TokenGaps pool;
  GapLedger ledger;
  ledger.reset(pool);
  GapLedger::Notes notes = GapLedger::kNoNotes;
  ledger.step(10, 1);
  ledger.interrupted(notes, 2, 1);
  CHECK(notes == GapLedger::kNoNotes);
  ledger.take_back(notes);
  CHECK(pool.count() == 1);
}

TEST_CASE("GapLedger: steps alike are noted at once and taken back one by one") {
  TokenGaps pool;
  GapLedger ledger;
  ledger.reset(pool);
  ledger.step(10, 2);
  ledger.step(20, 2, 5);  // steps 2 … 6
  ledger.step(20, 2);
  ledger.step(30, 2, 2);  // 8 and 9
  CHECK(ledger.steps() == 9);
  CHECK(pool.count() == 18);
  GapLedger::Notes notes = GapLedger::kNoNotes;
  ledger.interrupted(notes, 3, 8);
  ledger.take_back(notes);
  CHECK(pool.count() == 12);
  CHECK(pool.describe().mean_us == 250.0 / 12);  // 2·10 + (12 − 5)·20 + (4 − 1)·30
}

}  // namespace gap_ledger_test
