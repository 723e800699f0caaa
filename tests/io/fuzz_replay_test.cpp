#include <doctest/doctest.h>

#include "tests/fuzz/io_targets.h"
#include "tests/fuzz/replay.h"

namespace servesweep::fuzz::fuzz_replay_test {

TEST_CASE("the corpora of the fuzzers are read or refused, and nothing else") {
  replay(io_targets());
}

}  // namespace servesweep::fuzz::fuzz_replay_test
