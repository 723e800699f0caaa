#include "io/table/wrapped_text.h"

#include <doctest/doctest.h>

namespace wrapped_text_test {

using servesweep::io::wrapped_lines;
using Lines = std::vector<std::string>;

TEST_CASE("wrapped text: a text that fits stays as it is") {
  CHECK(wrapped_lines("a  b", 4) == Lines{"a  b"});
  CHECK(wrapped_lines("", 1) == Lines{""});
}

TEST_CASE("wrapped text: broken at blanks by what a terminal shows") {
  CHECK(wrapped_lines("größer als  drei", 10) == Lines{"größer als", "drei"});
  CHECK(wrapped_lines("überhaupt ja", 9) == Lines{"überhaupt", "ja"});
  CHECK(wrapped_lines("a unbreakable b", 5) == Lines{"a", "unbreakable", "b"});
}

TEST_CASE("wrapped text: intervals and per cents stay together") {
  CHECK(wrapped_lines("12.5 % [-1, +2] % better", 8) == Lines{"12.5 %", "[-1, +2] %", "better"});
}

}  // namespace wrapped_text_test
