#include <doctest/doctest.h>

#include "tests/fuzz/replay.h"
#include "tests/fuzz/sweep_targets.h"

namespace servesweep::fuzz::fuzz_replay_test {

TEST_CASE("the corpora of the fuzzers are read or refused, and nothing else") {
  replay(sweep_targets());
}

}  // namespace servesweep::fuzz::fuzz_replay_test
