#include "sweep/cli/size_text.h"

#include <doctest/doctest.h>

namespace size_text_test {

using servesweep::sweep::parse_size;

TEST_CASE("size: decimal and binary units") {
  CHECK(parse_size("4096") == 4096);
  CHECK(parse_size("4096B") == 4096);
  CHECK(parse_size("64MB") == 64'000'000);
  CHECK(parse_size("64MiB") == 67'108'864);
  CHECK(parse_size("64M") == 64'000'000);
  CHECK(parse_size("2k") == 2000);
  CHECK(parse_size("2KiB") == 2048);
  CHECK(parse_size("3Gi") == 3'221'225'472);
  CHECK(parse_size("1T") == 1'000'000'000'000);
}

TEST_CASE("size: what is none") {
  for (const char* text : {"", "MB", "-1", "1.5GB", "64 MB", "64mb", "64MiBs", "64iB", "1PB",
                           "99999999999999999999", "9999999TiB"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_size(text).has_value());
  }
}

}  // namespace size_text_test
