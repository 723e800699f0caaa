#include "io/table/json_node.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace servesweep::io::json_node_test {
namespace {

/// A line of JSON to ask.
struct Line {
  explicit Line(const char* text) : value(nlohmann::json::parse(text)) {}
  [[nodiscard]] JsonNode node() const { return {value, where, ""}; }

  nlohmann::json value;
  std::string where = "f:3";
};

template <class Ask>
std::string problem(const char* text, Ask ask) {
  const Line line(text);
  try {
    ask(line.node());
  } catch (const engine::Problem& problem) {
    return problem.what();
  }
  return "nothing thrown";
}

}  // namespace

TEST_CASE("values are read within their bounds") {
  const Line line(R"({"i": -3, "r": 2.5, "s": "x", "n": null, "l": [1, 2, 30]})");
  const JsonNode node = line.node();
  CHECK(node.at("i").integer(-3, 0) == -3);
  CHECK(node.at("i").real(-3, 0) == -3);
  CHECK(node.at("r").real(0, 3) == 2.5);
  CHECK(node.at("s").text() == "x");
  CHECK_FALSE(node.find("n").has_value());
  CHECK_FALSE(node.find("absent").has_value());
  CHECK(node.find("i").has_value());
  CHECK(node.at("l").size() == 3);
  CHECK(node.at("l").item(2).integer(0, 99) == 30);
  std::vector<std::int64_t> numbers{7};
  node.at("l").integers(1, 30, numbers);
  CHECK(numbers == std::vector<std::int64_t>{1, 2, 30});
}

TEST_CASE("what does not fit is named with its place") {
  CHECK(problem(R"({"a": [{"b": 1.5}]})", [](const JsonNode& n) {
          (void)n.at("a").item(0).at("b").integer(0, 9);
        }) == "f:3: a[0].b: 1.5 is not an integer; write an integer, or check the format");
  CHECK(problem(R"({"a": 10})", [](const JsonNode& n) { (void)n.at("a").integer(0, 9); }) ==
        "f:3: a: 10 is out of range; write an integer from 0 to 9");
  CHECK(problem(R"({"a": 18446744073709551615})", [](const JsonNode& n) {
          (void)n.at("a").integer(-9, 9);
        }) == "f:3: a: 18446744073709551615 is out of range; write an integer from -9 to 9");
  CHECK(problem(R"({"a": -1})", [](const JsonNode& n) { (void)n.at("a").real(0, 9); }) ==
        "f:3: a: -1 is out of range; write a number from 0 to 9");
  CHECK(problem(R"({"a": 1})", [](const JsonNode& n) { (void)n.at("b"); }) ==
        "f:3: field 'b' is missing; add it, or check the format");
  CHECK(problem(R"({"a": 1})", [](const JsonNode& n) { (void)n.at("a").text(); }) ==
        "f:3: a: 1 is not a text; write a text, or check the format");
  CHECK(problem(R"({"a": 1})", [](const JsonNode& n) { (void)n.at("a").find("b"); }) ==
        "f:3: a: 1 is not an object; write an object, or check the format");
  CHECK(problem(R"({"a": [1, 2.5, 3]})", [](const JsonNode& n) {
          std::vector<std::int64_t> numbers;
          n.at("a").integers(0, 9, numbers);
        }) == "f:3: a[1]: 2.5 is not an integer; write an integer, or check the format");
}

}  // namespace servesweep::io::json_node_test
