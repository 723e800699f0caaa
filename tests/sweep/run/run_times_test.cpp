#include "sweep/run/run_times.h"

#include <doctest/doctest.h>

#include "tests/sweep/distribute/thread_ranks.h"

namespace servesweep::sweep::run_times_test {
namespace {

/// A bin is an eighth of an octave wide, so an answer is at most 9.1 % too much.
bool just_above(double answer, double seconds) {
  return answer >= seconds && answer <= seconds * 1.091;
}

}  // namespace

TEST_CASE("run times: nothing is known at first") {
  CHECK(RunTimes({1000}).longest_seconds() == 0);
}

TEST_CASE("run times: the longest of few, all but one in a hundred of many") {
  RunTimes times({1000});
  for (int i = 0; i < 98; ++i) times.note(0, 0.01);
  times.note(0, 30);
  CHECK(just_above(times.longest_seconds(), 30));
  times.note(0, 0.01);  // the hundredth: one may be longer
  CHECK(just_above(times.longest_seconds(), 0.01));
  times.note(0, 3);
  CHECK(just_above(times.longest_seconds(), 3));
}

TEST_CASE("run times: a workload that was not run yet takes as long per request") {
  RunTimes times({100, 5000, 1000});
  times.note(0, 0.2);
  CHECK(just_above(times.longest_seconds(), 0.2 / 100 * 5000));
  times.note(1, 1.0);
  times.note(2, 0.1);
  CHECK(just_above(times.longest_seconds(), 1.0));
}

TEST_CASE("run times: a workload that nobody counted tells nothing") {
  RunTimes times({1000});
  times.note(1, 0.001);
  CHECK(times.longest_seconds() == 0);
}

TEST_CASE("run times: all ranks know rank 0's counts") {
  const auto longest = run_ranks(2, [](Transport& transport) {
    const bool leads = transport.rank() == 0;
    RunTimes times = RunTimes::shared(
        transport, leads ? std::vector<std::size_t>{10, 40} : std::vector<std::size_t>());
    times.note(0, 1);
    return times.longest_seconds();
  });
  for (const double seconds : longest) CHECK(just_above(seconds, 4));
}

TEST_CASE("run times: absurd times are bounded") {
  RunTimes times({1});
  times.note(0, 0);
  CHECK(just_above(times.longest_seconds(), 1e-6));
  times.note(0, 1e30);
  CHECK(times.longest_seconds() > 1e5);
}

}  // namespace servesweep::sweep::run_times_test
