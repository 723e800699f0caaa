#include "io/table/json_depth.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace servesweep::io::json_depth_test {

TEST_CASE("64 levels of JSON are enough for everybody") {
  const std::string open(64, '['), close(64, ']');
  CHECK_NOTHROW(check_json_depth(open + close, "x"));
  CHECK_NOTHROW(check_json_depth(open + close + open, "x"));  // side by side
  CHECK_THROWS_WITH_AS(check_json_depth(open + "{", "x:3"),
                       "x:3: nested too deeply (more than 64 levels); check the brackets",
                       engine::Problem);
}

TEST_CASE("brackets in texts nest nothing") {
  CHECK_NOTHROW(check_json_depth("\"" + std::string(100, '[') + "\"", "x"));
  CHECK_NOTHROW(check_json_depth("\"\\\"" + std::string(100, '[') + "\"", "x"));
  CHECK_THROWS(check_json_depth("\"\\\\\"" + std::string(100, '['), "x"));
  CHECK_NOTHROW(check_json_depth("", "x"));
}

}  // namespace servesweep::io::json_depth_test
