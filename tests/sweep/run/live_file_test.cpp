#include "sweep/run/live_file.h"

#include <doctest/doctest.h>

#include "sample_standing.h"
#include "sweep/run/live_format.h"
#include "tests/io/hdf5/sample_results.h"

namespace live_file_test {

using namespace servesweep::sweep;
using namespace std::chrono_literals;

namespace {

/// Until the file says so; hangs if it never does.
template <class Condition>
LiveStanding await(const std::filesystem::path& file, const Condition& condition) {
  for (;; std::this_thread::sleep_for(1ms)) {
    const auto standing = read_live_file(file);
    if (standing && condition(*standing)) return *standing;
  }
}

}  // namespace

TEST_CASE("live file: written at once if told so, renewed while nothing is told, last at the end") {
  const servesweep::io::test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "live.json";
  LiveStanding standing = sample_standing();
  {
    LiveFile live(file, 10ms);
    live.tell(standing, true);
    const LiveStanding first = await(file, [](const LiveStanding&) { return true; });
    CHECK(first.done == 400);
    CHECK(first.updated > standing.updated);
    (void)await(file, [&](const LiveStanding& now) { return now.updated > first.updated; });
  }
  {
    LiveFile live(file, 1h);
    standing.done = 401;
    live.tell(standing, false);
  }
  CHECK(read_live_file(file)->done == 401);
}

TEST_CASE("live file: a folder that cannot be written ends nothing") {
  const servesweep::io::test::TemporaryFolder folder;
  LiveFile live(folder.path() / "missing" / "live.json", 1ms);
  live.tell(sample_standing(), true);
}

}  // namespace live_file_test
