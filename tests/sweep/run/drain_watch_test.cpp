#include "sweep/run/drain_watch.h"

#include <doctest/doctest.h>

#include <array>
#include <atomic>

#include "tests/sweep/distribute/thread_ranks.h"

namespace servesweep::sweep::drain_watch_test {
namespace {

using namespace std::chrono_literals;

constexpr DrainWatch::Clock::time_point kStart{1000h};

}  // namespace

TEST_CASE("drain watch: the caller's flag and the clock both stop the job") {
  std::atomic<bool> asked = false;
  DrainWatch by_flag(&asked);
  by_flag.look({}, kStart);
  CHECK_FALSE(by_flag.stops());
  asked = true;
  by_flag.look({}, kStart);
  CHECK(by_flag.reason() == StopReason::asked);
  CHECK(by_flag.flag());

  DrainWatch by_time(nullptr);
  by_time.set_deadline(Deadline(100s, kStart));
  by_time.look({.run = 10s}, kStart + 79s);  // the last start is at 80 s
  CHECK_FALSE(by_time.stops());
  by_time.look({.run = 10s}, kStart + 81s);
  CHECK(by_time.reason() == StopReason::time);
  by_time.give_up();
  CHECK(by_time.reason() == StopReason::cannot);
}

TEST_CASE("drain watch: runs under way are left when the time is over, not before all know of it") {
  std::atomic<bool> asked = false;
  DrainWatch watch(&asked);
  watch.set_deadline(Deadline(100s, kStart));
  CHECK_FALSE(watch.must_leave({}, kStart + 99s));  // it does not drain yet
  asked = true;
  watch.look({}, kStart + 97s);
  CHECK_FALSE(watch.must_leave({}, kStart + 97s + 100ms));
  CHECK_FALSE(watch.must_leave({}, kStart + 97s + 400ms));  // half the margin is 2.5 s
  CHECK(watch.must_leave({}, kStart + 97s + 600ms));

  DrainWatch endless(&asked);
  endless.look({}, kStart);
  CHECK_FALSE(endless.must_leave({}, kStart + 10'000h));
}

TEST_CASE("drain watch: of the ranks' reasons the greatest is rank 0's") {
  const auto found = run_ranks(3, [](Transport& transport) {
    constexpr std::array kReasons{StopReason::none, StopReason::time, StopReason::asked};
    return greatest_reason(transport, kReasons.at(static_cast<std::size_t>(transport.rank())));
  });
  CHECK(found.front() == StopReason::time);
}

TEST_CASE("drain watch: a job that got nowhere says what it had and what a run takes") {
  CHECK(no_run_done_text(Deadline(600s, kStart), 700) ==
        "the job's time is nearly over, and it has not finished a single run in the 10 min that it "
        "had (a run takes up to 11 min 40 s); the same again would end the same: give the job more "
        "time, or make runs shorter");
  CHECK(no_run_done_text(std::nullopt, 0).find("single run; the same") != std::string::npos);
}

}  // namespace servesweep::sweep::drain_watch_test
