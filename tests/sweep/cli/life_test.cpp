#include "sweep/cli/life.h"

#include <doctest/doctest.h>

#include "tests/sweep/run/sample_standing.h"

namespace life_test {

using namespace servesweep;
using namespace servesweep::sweep;

TEST_CASE("life: by the process where it can be asked, else by its last sign") {
  LiveStanding standing = sample_standing();
  const auto after = [&](int seconds) {
    double silent_s = 0;
    const Life life = life_of(standing, standing.updated + std::chrono::seconds(seconds), silent_s);
    CHECK(silent_s == doctest::Approx(std::max(0, seconds)));
    return life;
  };
  CHECK(after(15) == Life::running);
  CHECK(after(16) == Life::lost);
  CHECK(after(-5) == Life::running);  // clocks differ
  standing.process = io::ProcessIdentity::mine();
  CHECK(after(15) == Life::running);
  CHECK(after(16) == Life::hanging);
  ++standing.process.start_ticks;
  CHECK(after(1) == Life::killed);
  standing.phase = LivePhase::drained;
  CHECK(after(1) == Life::ended);
  CHECK(is_at_work(Life::silent));
  CHECK_FALSE(is_at_work(Life::killed));
  CHECK_FALSE(is_at_work(Life::unknown));
}

}  // namespace life_test
