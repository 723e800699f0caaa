#include "sweep/values/letter_or_digit.h"

#include <doctest/doctest.h>

#include <string_view>

namespace servesweep::sweep::letter_or_digit_test {

TEST_CASE("letters and digits are those of ASCII, both ends of their ranges included") {
  for (const char c : std::string_view("azAZ09")) CHECK(is_letter_or_digit(c));
  for (const char c : std::string_view("`{@[/:-_.\xe4")) CHECK_FALSE(is_letter_or_digit(c));
}

}  // namespace servesweep::sweep::letter_or_digit_test
