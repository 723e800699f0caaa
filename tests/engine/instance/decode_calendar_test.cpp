#include "engine/instance/decode_calendar.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/engine/random/dice.h"

namespace decode_calendar_test {

using namespace servesweep::engine;

namespace {

std::set<Slot> due(const DecodeCalendar& calendar, std::int64_t step) {
  ScratchList<Slot> slots;
  calendar.collect_due(step, slots);
  const std::set<Slot> unique(slots.begin(), slots.end());
  CHECK(unique.size() == slots.size());
  return unique;
}

std::set<Slot> publishing(const DecodeCalendar& calendar, std::size_t phase) {
  std::set<Slot> slots;
  for (Slot slot = calendar.first_publishing(phase); slot != kNoSlot;
       slot = calendar.next_publishing(slot)) {
    slots.insert(slot);
  }
  return slots;
}

}  // namespace

TEST_CASE("DecodeCalendar: equals looking at every request in every step") {
  constexpr std::int32_t kRequests = 40;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const std::int32_t block_tokens = dice.between(1, 6);
    std::vector<ActiveRequest> table(kRequests);
    DecodeCalendar calendar;
    calendar.reset(block_tokens, table);
    std::set<Slot> present, publishers;
    for (std::int64_t step = 0; step < 3000; step += dice.between(1, 20)) {
      const Slot slot = dice.below(kRequests);
      ActiveRequest& request = table[static_cast<std::size_t>(slot)];
      if (present.contains(slot)) {
        calendar.remove(slot, publishers.contains(slot));
        present.erase(slot);
        publishers.erase(slot);
      } else {
        request.finish_step = step + dice.between(1, 2500);  // beyond the ring, too
        request.new_block_phase = dice.below(block_tokens);
        present.insert(slot);
        if (dice.chance(50)) publishers.insert(slot);
        calendar.add(slot, publishers.contains(slot));
      }
      std::int64_t earliest = step + 1024;
      for (const Slot one : present) {
        const std::int64_t finish = table[static_cast<std::size_t>(one)].finish_step;
        if (finish >= step) earliest = std::min(earliest, finish);
      }
      const std::int64_t none_before = calendar.no_finish_before(step);
      REQUIRE(none_before >= step);
      REQUIRE(none_before <= earliest);
      std::set<Slot> expected_due, expected_publishing;
      std::int32_t expected_blocks = 0;
      for (const Slot one : present) {
        const ActiveRequest& other = table[static_cast<std::size_t>(one)];
        if (other.finish_step == step) expected_due.insert(one);
        if (step % block_tokens == other.new_block_phase) ++expected_blocks;
        if ((step + 1) % block_tokens == other.new_block_phase && publishers.contains(one)) {
          expected_publishing.insert(one);
        }
      }
      REQUIRE(calendar.size() == static_cast<std::int32_t>(present.size()));
      REQUIRE(due(calendar, step) == expected_due);
      const auto count = [&](auto&& counts) {
        return std::ranges::count_if(present, [&](Slot one) {
          return counts(table[static_cast<std::size_t>(one)], publishers.contains(one));
        });
      };
      const std::int32_t most_blocks = dice.below(40);
      DecodeStride expected;
      for (; expected.steps < 30; ++expected.steps) {
        const std::int64_t later = step + expected.steps;
        const auto events = count([&](const ActiveRequest& other, bool publishes) {
          return (other.finish_step - later) % 1024 == 0 ||  // the ring cannot tell laps apart
                 (publishes && (later + 1) % block_tokens == other.new_block_phase);
        });
        const auto blocks = static_cast<std::int32_t>(count([&](const ActiveRequest& other, bool) {
          return later % block_tokens == other.new_block_phase;
        }));
        if (events > 0 || expected.blocks + blocks > most_blocks) break;
        expected.blocks += blocks;
        expected.block_steps += expected.blocks;
      }
      const DecodeStride stride = calendar.stride(step, calendar.phase(step), 30, most_blocks);
      REQUIRE(stride.steps == expected.steps);
      REQUIRE(stride.blocks == expected.blocks);
      REQUIRE(stride.block_steps == expected.block_steps);
      const std::size_t phase = calendar.phase(step);
      REQUIRE(calendar.phase_after(phase) == static_cast<std::size_t>((step + 1) % block_tokens));
      REQUIRE(calendar.new_blocks(phase) == expected_blocks);
      REQUIRE(publishing(calendar, phase) == expected_publishing);
    }
  }
}

TEST_CASE("DecodeCalendar: finishes a whole ring apart share a list and are told apart") {
  std::vector<ActiveRequest> table(3);
  table[0].finish_step = 5;
  table[1].finish_step = 5 + 1024;
  table[2].finish_step = 5 + 2048;
  DecodeCalendar calendar;
  calendar.reset(16, table);
  for (Slot slot = 0; slot < 3; ++slot) calendar.add(slot, false);
  CHECK(due(calendar, 5) == std::set<Slot>{0});
  CHECK(due(calendar, 5 + 1024) == std::set<Slot>{1});
  CHECK(due(calendar, 5 + 3072).empty());
}

TEST_CASE("DecodeCalendar: nobody finishes before the first who does, whoever comes and goes") {
  std::vector<ActiveRequest> table(3);
  table[0].finish_step = 900;
  table[1].finish_step = 40;
  table[2].finish_step = 30;
  DecodeCalendar calendar;
  calendar.reset(16, table);
  CHECK(calendar.no_finish_before(5) == 5 + 1024);
  calendar.add(0, false);
  CHECK(calendar.no_finish_before(6) == 900);
  calendar.add(1, false);
  calendar.add(2, false);
  CHECK(calendar.no_finish_before(7) == 30);
  calendar.remove(2, false);
  CHECK(calendar.no_finish_before(8) == 40);
  calendar.remove(1, false);
  CHECK(calendar.no_finish_before(41) == 900);
  calendar.reset(16, table);
  calendar.add(1, false);
  CHECK(calendar.no_finish_before(1) == 40);
}

TEST_CASE("DecodeCalendar: is empty after a reset, whoever was left in it") {
  std::vector<ActiveRequest> table(2);
  table[0].finish_step = table[1].finish_step = 7;
  DecodeCalendar calendar;
  for (const bool left : {true, false}) {
    calendar.reset(4, table);
    CHECK(calendar.size() == 0);
    CHECK(due(calendar, 7).empty());
    CHECK(calendar.new_blocks(0) == 0);
    calendar.add(0, true);
    calendar.add(1, false);
    if (left) continue;
    calendar.remove(0, true);
    calendar.remove(1, false);
  }
  calendar.reset(4, table);
  CHECK(due(calendar, 7).empty());
  CHECK(calendar.first_publishing(3) == kNoSlot);
}

}  // namespace decode_calendar_test
