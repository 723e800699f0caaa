#include "sweep/study/parameter_value.h"

#include <doctest/doctest.h>

namespace parameter_value_test {

using servesweep::engine::ParameterValue;
using servesweep::sweep::is_int32;
using servesweep::sweep::is_integer;
using servesweep::sweep::parameter_value_of;
using servesweep::sweep::text_of;
using servesweep::sweep::to_value;

TEST_CASE("scalars are booleans, numbers or text") {
  CHECK(parameter_value_of("true") == ParameterValue(true));
  CHECK(parameter_value_of("false") == ParameterValue(false));
  CHECK(parameter_value_of("12") == ParameterValue(12.0));
  CHECK(parameter_value_of("-1.5e-3") == ParameterValue(-0.0015));
  CHECK(parameter_value_of("+.5") == ParameterValue(0.5));
  for (const char* text :
       {"priority-fcfs", "True", "1.2.3", "12 ms", "inf", "nan", "-", "", "0x10", "+-1", "1e999"}) {
    CAPTURE(text);
    CHECK(parameter_value_of(text) == ParameterValue(std::string(text)));
  }
}

TEST_CASE("negative zero is zero, so that equal points look alike") {
  CHECK(text_of(parameter_value_of("-0")) == "0");
}

TEST_CASE("values in words and as JSON") {
  CHECK(text_of(1e-5) == "1e-05");
  CHECK(text_of(true) == "true");
  CHECK(to_value(std::string("lru")).json() == "\"lru\"");
  CHECK(to_value(12.9382).json() == "12.9382");
}

TEST_CASE("whole numbers") {
  CHECK(is_integer(3.0));
  CHECK_FALSE(is_integer(3.5));
  CHECK_FALSE(is_integer(1e300));
  CHECK_FALSE(is_integer(true));
  CHECK(is_int32(-2147483648.0));
  CHECK_FALSE(is_int32(2147483648.0));
}

}  // namespace parameter_value_test
