#include "engine/policy/reservation/future_peak.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/engine/policy/reservation/growing_batch.h"
#include "tests/property.h"

namespace future_peak_test {

using namespace servesweep::engine;

namespace {

void complete(ReservationPolicy& policy, std::initializer_list<int> outputs) {
  for (const int output : outputs) {
    policy.completed(InstanceId(0), some_request(SloTier::standard), output);
  }
}

}  // namespace

TEST_CASE("FuturePeak: the peak is before an end, not at the end of all") {
  // By prediction: a holds 5 blocks and grows by 1, b holds 2 and grows by 4, the candidate holds 1
  // and grows by 2. Descending: b 2 + 4 = 6; b, candidate 3 + 2·2 = 7; all 8 + 3·1 = 11. Held 8.
  const auto policy = reservation("future-peak");
  CHECK_FALSE(policy->needs_predictions());
  GrowingBatch batch;
  batch.candidate = batch.request(10, 1, 21);
  batch.run(50, 1, 11).run(20, 1, 41);
  CHECK(policy->spare_blocks(batch.view()) == 3);
  // Alone: 1 + 2.
  GrowingBatch alone;
  alone.candidate = alone.request(10, 1, 21);
  CHECK(policy->spare_blocks(alone.view()) == 2);
  // A large one that is about to end makes room: b peaks at 6, below the 10 held now.
  GrowingBatch ending;
  ending.candidate = ending.request(10, 1, 1);
  ending.run(50, 20, 20).run(20, 1, 41);
  CHECK(policy->spare_blocks(ending.view()) == 0);
}

TEST_CASE("FuturePeak: remaining is the quantile of past outputs that are long enough") {
  const auto policy =
      reservation("future-peak",
                  {{"quantile", 0.5}, {"window", 4.0}, {"warm_up", 4.0}, {"typical_tokens", 81.0}});
  GrowingBatch batch;
  CHECK(policy->spare_blocks(batch.view()) == 8);  // nothing completed: typical
  complete(*policy, {41, 21, 91});
  CHECK(policy->spare_blocks(batch.view()) == 5);  // too few: the mean, 51
  complete(*policy, {11});
  CHECK(policy->spare_blocks(batch.view()) == 2);  // 11, 21, 41, 91: 20 more
  batch.candidate = batch.request(10, 22);
  CHECK(policy->spare_blocks(batch.view()) == 2);  // 41, 91: 19 more
  batch.candidate = batch.request(10, 92);
  CHECK(policy->spare_blocks(batch.view()) == 0);  // longer than all of them
  complete(*policy, {31, 51, 61, 71});
  batch.candidate = batch.request(10, 1);
  CHECK(policy->spare_blocks(batch.view()) == 5);
  GrowthView other = batch.view();
  other.instance = InstanceId(1);
  CHECK(policy->spare_blocks(other) == 8);
  policy->reset(2);
  CHECK(policy->spare_blocks(batch.view()) == 8);
}

TEST_CASE("FuturePeak: reserve, cached and shared memory") {
  GrowingBatch batch;
  batch.candidate = batch.request(10, 1, 21);
  CHECK(reservation("future-peak", {{"reserve", 0.1}})->spare_blocks(batch.view()) == 12);
  CHECK(reservation("future-peak", {{"reserve", 1.0}})->spare_blocks(batch.view()) == 100);
  // Two running requests of 8 blocks share 6: 10 are in use, 5 each. One ends first: what it frees
  // is 5. The other grows by 4: 5 + 4 = 9; both: 10 + 2·2 = 14; with the candidate, 4 of whose 5
  // blocks are cached, 11 + 0. Held 11.
  batch.candidate = batch.request(50, 1, 1);
  batch.cached_tokens = 40;
  batch.run(80, 1, 41).run(80, 1, 21);
  batch.committed_blocks = 10;
  CHECK(reservation("future-peak")->spare_blocks(batch.view()) == 3);
}

TEST_CASE("FuturePeak: nobody runs out of memory if every output is as predicted") {
  // The naive way: everybody gets a token per step until all have ended.
  CHECK(servesweep::counterexample([] {
          GrowingBatch batch;
          const auto policy = reservation("future-peak");
          std::vector<std::pair<int, int>> left;  // stored, tokens to come
          const auto any = [&] {
            const int input = *rc::gen::inRange(1, 60), output = *rc::gen::inRange(1, 60);
            const int generated = *rc::gen::inRange(1, output + 1);
            left.emplace_back(input + generated - 1, output - generated);
            return batch.request(input, generated, output);
          };
          for (int i = *rc::gen::inRange(0, 6); i > 0; --i) batch.running.push_back(any());
          batch.candidate = any();
          const auto used = [&] {
            int blocks = 0;
            for (const auto& [stored, more] : left) blocks += (stored + 9) / 10;
            return blocks;
          };
          const int admitted = used();
          int peak = admitted;
          while (!left.empty()) {
            std::erase_if(left, [](const auto& request) { return request.second == 0; });
            for (auto& [stored, more] : left) {
              ++stored;
              --more;
            }
            peak = std::max(peak, used());
          }
          const int spare = policy->spare_blocks(batch.view());
          const int requests = static_cast<int>(batch.running.size()) + 1;
          RC_ASSERT(peak - admitted <= std::min(spare, 100));
          RC_ASSERT(spare <= std::max(peak - admitted, 0) + requests);  // and not much more
        }) == "");
}

}  // namespace future_peak_test
