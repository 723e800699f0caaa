#include "sweep/run/folder_identity.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::folder_identity_test {
namespace {

std::string identity_of(const std::string& text) {
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  return folder_identity(study, Plan::of(study));
}

}  // namespace

TEST_CASE(
    "a folder belongs to names, runs and promised tables, not to questions and what is asked") {
  const std::string identity = identity_of(kExampleStudy);
  CHECK(identity_of(example_with("who wins", "who loses")) == identity);
  CHECK(identity_of(example_with("  - {metric: ttft_p99_ms}\n", "")) == identity);
  CHECK(identity_of(kExampleStudy +
                    "claims: [{claim: c, strategy: tuned, metric: steps, effect: better}]\n") ==
        identity);
  CHECK(identity_of(example_with("study: example", "study: other")) != identity);
  CHECK(identity_of(example_with("strategy: tuned", "strategy: other")) != identity);
  CHECK(identity_of(example_with("keep_requests: none", "keep_requests: all")) != identity);
  CHECK(identity_of(example_with("[42, 43]", "[42, 44]")) != identity);
}

}  // namespace servesweep::sweep::folder_identity_test
