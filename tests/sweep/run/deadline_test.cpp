#include "sweep/run/deadline.h"

#include <doctest/doctest.h>

#include <optional>

#include "tests/sweep/distribute/thread_ranks.h"

namespace servesweep::sweep::deadline_test {
namespace {

using namespace std::chrono_literals;

constexpr Deadline::Clock::time_point kStart{1000h};

/// Any moment, in seconds after the start.
Deadline::Clock::time_point after(double seconds) {
  return kStart + std::chrono::duration_cast<Deadline::Clock::duration>(Deadline::Seconds(seconds));
}

}  // namespace

TEST_CASE("deadline: runs are started as long as one and a half of them fit before the margin") {
  // 100 s: the margin is 5 s. 1.5 · 10 s for a run, 2 · 2 s for a commit, 3 s for the index: the
  // last start is 27 s before the end.
  const Deadline deadline(100s, kStart);
  const TimeNeeds needs{.run = 10s, .commit = 2s, .closing = 3s};
  CHECK_FALSE(deadline.too_late_to_start(needs, after(72.9)));
  CHECK(deadline.too_late_to_start(needs, after(73.1)));
  // Who still simulates is waited for until 2 · 2 s + 2.5 s before the end.
  CHECK_FALSE(deadline.too_late_to_wait(needs, after(93.4)));
  CHECK(deadline.too_late_to_wait(needs, after(93.6)));
}

TEST_CASE("deadline: the margin is between half a second and twenty") {
  const TimeNeeds nothing;
  CHECK_FALSE(Deadline(2s, kStart).too_late_to_start(nothing, after(1.4)));
  CHECK(Deadline(2s, kStart).too_late_to_start(nothing, after(1.6)));
  const Deadline day(24h, kStart);
  CHECK_FALSE(day.too_late_to_start(nothing, after(86'400 - 20.1)));
  CHECK(day.too_late_to_start(nothing, after(86'400 - 19.9)));
}

TEST_CASE("deadline: a million days are no end, a past one is the end") {
  CHECK_FALSE(Deadline(24h * 1'000'000, kStart).too_late_to_start({}, after(1e8)));
  CHECK(Deadline(-5s, kStart).too_late_to_start({}, kStart));
}

TEST_CASE("deadline: all ranks have rank 0's, and none if it has none") {
  const auto left = [](std::optional<Deadline> of_rank_zero) {
    return run_ranks(3, [&](Transport& transport) {
      const auto own = transport.rank() == 0 ? of_rank_zero : std::nullopt;
      const std::optional<Deadline> shared = shared_deadline(transport, own);
      return shared ? shared->left().count() : -1;
    });
  };
  for (const double seconds : left(Deadline(1000h))) {
    CHECK(seconds > 3.5e6);
    CHECK(seconds <= 3.6e6);
  }
  for (const double seconds : left(std::nullopt)) CHECK(seconds == -1);
}

}  // namespace servesweep::sweep::deadline_test
