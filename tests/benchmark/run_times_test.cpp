#include "tests/benchmark/run_times.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace run_times_test {

using namespace servesweep::benchmark;
using servesweep::sweep::TaskId;

TEST_CASE("run times: the mean is the one asked for, the logarithm deviates as asked") {
  const RunTimes times(2.0, 0.5, 1);
  double sum = 0, logs = 0, squares = 0;
  constexpr int kRuns = 100'000;
  for (int i = 0; i < kRuns; ++i) {
    const double seconds = times.seconds(TaskId(i));
    sum += seconds;
    logs += std::log(seconds);
    squares += std::log(seconds) * std::log(seconds);
  }
  // exp(s²) − 1 = 0.284: the mean's standard error is 2 √(0.284 / 10⁵) = 0.0034; five of them, and
  // those of the table beside.
  CHECK(sum / kRuns == doctest::Approx(2.0).epsilon(0.01));
  const double mean_log = logs / kRuns;
  CHECK(std::sqrt(squares / kRuns - mean_log * mean_log) == doctest::Approx(0.5).epsilon(0.03));
}

TEST_CASE("run times: a run has its time, another seed others") {
  const RunTimes times(1.0, 1.0, 1), same(1.0, 1.0, 1), other(1.0, 1.0, 2);
  CHECK(times.seconds(TaskId(7)) == same.seconds(TaskId(7)));
  CHECK(times.seconds(TaskId(7)) != times.seconds(TaskId(8)));
  CHECK(times.seconds(TaskId(7)) != other.seconds(TaskId(7)));
}

TEST_CASE("run times: without deviation all take the mean") {
  const RunTimes times(0.25, 0.0, 3);
  CHECK(times.seconds(TaskId(0)) == doctest::Approx(0.25));
  CHECK(times.seconds(TaskId(12345)) == doctest::Approx(0.25));
}

}  // namespace run_times_test
