#include "io/table/significant_text.h"

#include <doctest/doctest.h>

#include <limits>

namespace significant_text_test {

namespace {

using servesweep::io::significant_text;

TEST_CASE("numbers are rounded to significant digits, whole parts kept") {
  CHECK(significant_text(1234.56, 3) == "1235");
  CHECK(significant_text(12.345, 3) == "12.3");
  CHECK(significant_text(9.996, 3) == "10.0");
  CHECK(significant_text(0.012345, 3) == "0.0123");
  CHECK(significant_text(-0.5, 2) == "-0.50");
  CHECK(significant_text(0.0, 3) == "0");
  CHECK(significant_text(-0.0, 3) == "0");
}

TEST_CASE("very small and very large numbers get an exponent") {
  CHECK(significant_text(1.2345e-7, 3) == "1.23e-07");
  CHECK(significant_text(1e18, 3) == "1.00e+18");
  CHECK(significant_text(123456789012.0, 3) == "123456789012");
}

TEST_CASE("what is not finite is named") {
  CHECK(significant_text(std::numeric_limits<double>::quiet_NaN(), 3) == "nan");
  CHECK(significant_text(-std::numeric_limits<double>::infinity(), 3) == "-inf");
}

}  // namespace

}  // namespace significant_text_test
