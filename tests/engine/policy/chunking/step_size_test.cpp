#include "engine/policy/chunking/step_size.h"

#include <doctest/doctest.h>

#include <limits>

namespace step_size_test {

using namespace servesweep::engine;

TEST_CASE("step_size: prompt tokens beside the decodes, within the engine's limit") {
  const StepView view{.max_tokens_per_step = 100, .decoding = 20};
  CHECK(step_size(7.9, view) == 27);
  CHECK(step_size(80, view) == 100);
  CHECK(step_size(std::numeric_limits<double>::infinity(), view) == 100);
  CHECK(step_size(-50, view) == 1);  // no step is empty
}

}  // namespace step_size_test
