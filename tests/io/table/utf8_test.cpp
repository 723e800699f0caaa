#include "io/table/utf8.h"

#include <doctest/doctest.h>

#include <string>

namespace utf8_test {

namespace {

using servesweep::io::display_width;
using servesweep::io::find_invalid_utf8;

TEST_CASE("well-formed UTF-8 is told from everything else") {
  CHECK(find_invalid_utf8("") == std::string::npos);
  CHECK(find_invalid_utf8("aé漢😀") == std::string::npos);
  CHECK(find_invalid_utf8("ab\xFF") == 2);
  CHECK(find_invalid_utf8("a\xC3") == 1);             // cut off
  CHECK(find_invalid_utf8("\x80") == 0);              // continuation without a start
  CHECK(find_invalid_utf8("\xC0\xAF") == 0);          // overlong slash
  CHECK(find_invalid_utf8("\xE0\x80\xAF") == 0);      // overlong, three bytes
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);      // surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
  CHECK(find_invalid_utf8("\xE2\x28\xA1") == 0);      // not a continuation
}

TEST_CASE("width is what a terminal shows") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("größe µs …") == 10);
  CHECK(display_width("漢字") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("\xFF") == 1);
}

}  // namespace

}  // namespace utf8_test
