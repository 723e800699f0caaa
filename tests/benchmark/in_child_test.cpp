#include "tests/benchmark/in_child.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

namespace in_child_test {

using namespace servesweep::benchmark;

TEST_CASE("a child's figures and its memory come back, and leave the parent as it was") {
  int calls = 0;
  const auto take = [&calls](std::size_t megabytes) {
    ++calls;
    const std::vector<char> memory(megabytes << 20, 'x');
    return std::vector<double>{static_cast<double>(memory.size()), 7};
  };
  const ChildResult small = in_child([&] { return take(1); });
  const ChildResult large = in_child([&] { return take(65); });
  CHECK(large.figures == std::vector<double>{65 << 20, 7});
  CHECK(large.peak_mb - small.peak_mb > 60);
  CHECK(large.peak_mb - small.peak_mb < 70);
  CHECK(calls == 0);
}

TEST_CASE("a child that fails is an error") {
  CHECK_THROWS_AS(in_child([]() -> std::vector<double> { throw std::runtime_error("no"); }),
                  std::runtime_error);
}

}  // namespace in_child_test
