#include "tests/benchmark/program.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/benchmark/topics.h"

namespace program_test {

using namespace servesweep::benchmark;

namespace {

/// The last line of a text that ends in a line end.
std::string last_line(const std::string& text) {
  const std::size_t end = text.size() - 1;
  return text.substr(text.rfind('\n', end - 1) + 1);
}

}  // namespace

TEST_CASE("every topic runs and prints one JSON object last") {
  for (const Topic& topic : all_topics()) {
    const std::string name = topic.line.page().name;
    CAPTURE(name);
    const Outcome outcome = run_program({name, "--smoke", "--json"});
    CHECK(outcome.error == "");
    REQUIRE(outcome.status == 0);
    const auto object = nlohmann::json::parse(last_line(outcome.out));
    CHECK(object.at("topic") == name);
    CHECK(object.size() > 2);  // beside topic and machine
  }
}

TEST_CASE("without --json there are only tables") {
  const Outcome outcome = run_program({"seed", "--smoke"});
  CHECK(outcome.out.find("median") != std::string::npos);
  CHECK(outcome.out.find('{') == std::string::npos);
}

TEST_CASE("the help lists every topic with its purpose") {
  const Outcome outcome = run_program({"--help"});
  CHECK(outcome.status == 0);
  for (const Topic& topic : all_topics()) {
    CHECK(outcome.out.find(topic.line.page().purpose) != std::string::npos);
    CHECK(topic.line.help().find("servesweep_benchmark " + topic.line.page().name) !=
          std::string::npos);
  }
}

TEST_CASE("bad input has status 2 and the product's grammar") {
  const auto check = [](const std::vector<std::string>& arguments, const std::string& error) {
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.status == 2);
    CHECK(outcome.out == "");
    CHECK(outcome.error == "servesweep_benchmark: error: " + error + "\n");
  };
  check({}, "servesweep_benchmark: no topic given; see 'servesweep_benchmark --help'");
  check({"sede"}, "sede: unknown topic; did you mean 'seed'?");
  check({"seed", "--repeat", "0"},
        "--repeat: '0' is not usable (a whole number 1 to 1000000 is needed); change it");
  check({"seed", "--golden", "nowhere"},
        "--golden: nowhere is no folder; name the folder that holds the golden cases");
}

}  // namespace program_test
