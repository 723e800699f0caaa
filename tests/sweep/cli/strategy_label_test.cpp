#include "sweep/cli/strategy_label.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::strategy_label_test {

TEST_CASE("a bound is labelled as one, other kinds are not") {
  const auto study_of = [](const std::string& tuned) {
    return Study::read(io::Document::parse(example_with("strategy: tuned", tuned), "s.yaml"));
  };
  const Study bound = study_of("strategy: tuned\n    kind: bound");
  CHECK(strategy_label(bound, "tuned") == "tuned (bound)");
  CHECK(kind_word(bound, "tuned") == "bound");
  CHECK(strategy_label(bound, "plain") == "plain");
  CHECK(kind_word(bound, "plain").empty());
  const Study joint = study_of("strategy: tuned\n    kind: joint");
  CHECK(strategy_label(joint, "tuned") == "tuned");
  CHECK(kind_word(joint, "tuned") == "joint");
}

}  // namespace servesweep::sweep::strategy_label_test
