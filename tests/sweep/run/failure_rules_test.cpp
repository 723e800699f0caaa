#include "sweep/run/failure_rules.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::failure_rules_test {

TEST_CASE("a run is attempted once, unless it is to be tried again") {
  CHECK(FailureRules{}.attempts() == 1);
  CHECK(FailureRules{.on_failure = OnFailure::go_on, .retries = 5}.attempts() == 1);
  CHECK(FailureRules{.on_failure = OnFailure::retry, .retries = 5}.attempts() == 6);
  CHECK(FailureRules{}.tries_again());
  CHECK(FailureRules{.on_failure = OnFailure::retry}.tries_again());
  CHECK_FALSE(FailureRules{.on_failure = OnFailure::go_on}.tries_again());
}

TEST_CASE("threads share the memory of the process in equal parts, and all of them half of it") {
  const std::size_t alone = usual_run_memory(1);
  CHECK(alone > (std::size_t{16} << 20));
  CHECK(usual_run_memory(4) == alone / 4);
  CHECK(usual_run_memory(0) == alone);
}

}  // namespace servesweep::sweep::failure_rules_test
