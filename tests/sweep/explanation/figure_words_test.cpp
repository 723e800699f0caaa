#include "sweep/explanation/figure_words.h"

#include <doctest/doctest.h>

#include <limits>

namespace servesweep::sweep::figure_words_test {

TEST_CASE("changes show the digits that their interval supports") {
  CHECK(change_words(-12.345, {-15.1, -9.6}) == "-12.3 [-15.1, -9.6]");
  CHECK(change_words(-123.4, {-150, -96}) == "-123 [-150, -96]");
  CHECK(change_words(-1234.56, {-1234.9, -1234.2}) == "-1235 [-1235, -1234]");
  CHECK(change_words(-123.456, {-123.49, -123.42}) == "-123.5 [-123.5, -123.4]");
  CHECK(change_words(0.0123, {0.010, 0.0146}) == "+0.0123 [+0.0100, +0.0146]");
  CHECK(change_words(0, {0, 0}) == "0");
  CHECK(change_words(2, {2, 2}) == "+2.00 [+2.00, +2.00]");
  CHECK(change_words(2, {}) == "+2 [unknown]");
  CHECK(change_words(std::numeric_limits<double>::quiet_NaN(), {}) == "n/a");
}

TEST_CASE("values and shares have no more digits than one reads") {
  CHECK(value_words(0.12345) == "0.1235");
  CHECK(value_words(323.94) == "323.9");
  CHECK(value_words(14721.6) == "14722");
  CHECK(share_words(0.594) == "59 %");
  CHECK(share_words(-1.5) == "-150 %");
  CHECK(share_words(0.0014) == "0.1 %");
  CHECK(share_words(-12.345) == "-12 times");
  CHECK(share_of_words(0.594) == "59 % of");
  CHECK(share_of_words(12.3) == "12 times");
}

TEST_CASE("relative changes are in per cent of the baseline where that is known") {
  PairedDifference change;
  CHECK(relative_words(change, "ms") == "n/a");
  change.mean_difference = -5;
  change.difference = {-6, -4};
  CHECK(relative_words(change, "ms") == "-5.0 ms [-6.0, -4.0]");
  CHECK(relative_words(change, "1") == "-5.0 [-6.0, -4.0]");
  change.relative_difference = -0.05;
  change.relative = {-0.06, -0.04};
  CHECK(relative_words(change, "ms") == "-5.0 % [-6.0, -4.0]");
  change.mean_difference = 0;
  change.difference = {0, 0};
  CHECK(relative_words(change, "ms") == "0 %");
}

}  // namespace servesweep::sweep::figure_words_test
