#include "sweep/cli/change_text.h"

#include <doctest/doctest.h>

#include <vector>

namespace servesweep::sweep::change_text_test {
namespace {

ChangeText text_of(const std::vector<SeedPair>& pairs, const std::string& unit = "ms") {
  return change_text(paired_difference(pairs), unit);
}

TEST_CASE("a change is a percentage, to the digits its interval supports") {
  // Differences -10, -11, -13 around -34/3 of 110; half width of a mean of 3: t = 4.303.
  const ChangeText text = text_of({{90, 100}, {99, 110}, {107, 120}});
  CHECK(text.change == "-10.3 %");
  CHECK(text.interval == "[-11.4, -8.7]");
  // The same with a baseline that does not vary and less noise: one digit more.
  const ChangeText sharp = text_of({{90, 100}, {90.1, 100}, {89.9, 100}});
  CHECK(sharp.change == "-10.00 %");
  CHECK(sharp.interval == "[-10.25, -9.75]");
}

TEST_CASE("no change at all has an interval of no width") {
  const ChangeText text = text_of({{100, 100}, {110, 110}});
  CHECK(text.change == "+0.0 %");
  CHECK(text.interval == "[+0.0, +0.0]");
}

TEST_CASE("where the baseline is 0 the change is in the metric's unit") {
  const ChangeText text = text_of({{1, 0}, {3, 0}, {2, 0}}, "blocks");
  CHECK(text.change == "+2.0 blocks");
  CHECK(text.interval == "[-0.5, +4.5]");
  CHECK(text_of({{1, 0}, {3, 0}, {2, 0}}, "1").change == "+2.0");
}

TEST_CASE("a single pair tells the change but not how sure it is") {
  const ChangeText text = text_of({{90, 100}});
  CHECK(text.change == "-10.0 %");
  CHECK(text.interval == "unknown");
}

TEST_CASE("without pairs there is nothing to tell") {
  CHECK(text_of({}).change == "n/a");
  CHECK(text_of({}).interval.empty());
}

}  // namespace
}  // namespace servesweep::sweep::change_text_test
