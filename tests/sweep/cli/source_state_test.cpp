#include "sweep/cli/source_state.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::source_state_test {
namespace {

TEST_CASE("sources are unknown until the program says which they are") {
  CHECK(source_state().commit == "unknown");
  CHECK(!source_state().modified);
  tell_source_state({.commit = "abc", .modified = true});
  CHECK(source_state().commit == "abc");
  CHECK(source_state().modified);
  tell_source_state({});
}

}  // namespace
}  // namespace servesweep::sweep::source_state_test
