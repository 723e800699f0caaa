#include "io/table/json_lines.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::json_lines_test {
namespace {

std::string wrong(const std::string& text) {
  return complaint(text, [](const auto& path) {
    JsonLines lines(path);
    int count = 0;
    while (lines.next()) ++count;
    return count;
  });
}

}  // namespace

TEST_CASE("lines are read one by one") {
  const TraceFile file("{\"a\": 1}\r\n{\"a\": 2}");
  JsonLines lines(file.path());
  REQUIRE(lines.next());
  CHECK(lines.object().at("a").integer(0, 9) == 1);
  REQUIRE(lines.next());
  CHECK(lines.object().at("a").integer(0, 9) == 2);
  CHECK_FALSE(lines.next());
}

TEST_CASE("a line that is no object is named") {
  CHECK(wrong("{\"a\": 1}\n\n") == "FILE:2: empty line (every line is a JSON object); remove it");
  CHECK(wrong("{\"a\": 1\n") ==
        "FILE:1: not JSON (byte 8 does not fit); write one JSON object per "
        "line");
  CHECK(wrong("{\"a\": \"\xFF\"}\n").starts_with("FILE:1: not JSON"));
  CHECK(wrong("{\"a\": 1e999}\n").starts_with("FILE:1: not JSON"));
  CHECK(wrong("{\"a\": " + std::string(500'000, '[')).starts_with("FILE:1: nested too deeply"));
  CHECK(wrong("[1]\n") == "FILE:1: not a JSON object; write one JSON object per line");
}

}  // namespace servesweep::io::json_lines_test
