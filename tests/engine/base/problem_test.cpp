#include "engine/base/problem.h"

#include <doctest/doctest.h>

#include <string>

namespace problem_test {

using namespace servesweep::engine;

TEST_CASE("Problem: the message follows one grammar") {
  CHECK(std::string(Problem("a.b", "7 is odd", "pairs are needed", "give 8").what()) ==
        "a.b: 7 is odd (pairs are needed); give 8");
  CHECK(std::string(Problem("", "7 is odd", "", "give 8").what()) == "7 is odd; give 8");
  CHECK(std::string(Problem("a", "7 is odd", "", "").what()) == "a: 7 is odd");
}

TEST_CASE("Problem: at another place all else stays") {
  const Problem moved = Problem("a", "7 is odd", "why", "what").at("file.yaml:3: a");
  CHECK(moved.where() == "file.yaml:3: a");
  CHECK(moved.problem() == "7 is odd");
  CHECK(moved.why() == "why");
  CHECK(moved.remedy() == "what");
  CHECK(std::string(moved.what()) == "file.yaml:3: a: 7 is odd (why); what");
}

TEST_CASE("nearest_name: by edit distance, if any is near") {
  const std::vector<std::string> known{"fcfs", "sjf", "priority-fcfs"};
  CHECK(nearest_name("fcsf", known) == "fcfs");
  CHECK(nearest_name("priority_fcfs", known) == "priority-fcfs");
  CHECK(nearest_name("sjf", known) == "sjf");
  CHECK(nearest_name("completely-else", known).empty());
  CHECK(nearest_name("x", {}).empty());
}

TEST_CASE("suggest_name: the nearest or all") {
  CHECK(suggest_name("sjff", {"fcfs", "sjf"}) == "did you mean 'sjf'?");
  CHECK(suggest_name("whatever", {"fcfs", "sjf"}) == "use one of fcfs, sjf");
}

}  // namespace problem_test
