#include "sweep/run/bounded_command.h"

#include <doctest/doctest.h>

namespace bounded_command_test {

using namespace servesweep::sweep;
using namespace std::chrono_literals;

TEST_CASE("bounded command: what it prints, without a shell in between") {
  CHECK(output_of({"echo", "a b", "$HOME"}, 1h) == "a b $HOME\n");
}

TEST_CASE("bounded command: one that fails, is missing, talks too much or hangs says nothing") {
  CHECK_FALSE(output_of({"false"}, 1h).has_value());
  CHECK_FALSE(output_of({"no-such-program-here"}, 1h).has_value());
  CHECK_FALSE(output_of({"yes"}, 1h).has_value());
  CHECK_FALSE(output_of({"sleep", "3600"}, 50ms).has_value());
  CHECK_FALSE(output_of({"sh", "-c", "echo 1; exec 1>&-; sleep 3600"}, 500ms).has_value());
}

}  // namespace bounded_command_test
