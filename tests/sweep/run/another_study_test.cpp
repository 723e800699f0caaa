#include "sweep/run/another_study.h"

#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::another_study_test {

TEST_CASE("another study: whoever looks at its folder is told which key differs") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  folder.write("other.yaml", example_with("seeds: [42, 43]", "seeds: [42, 44]"));
  refuse_another_study(folder.path() / "none", Study::read_file(folder.path() / "study.yaml"), "");
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  for (const std::string verb : {"run", "plan", "submit"}) {
    CAPTURE(verb);
    std::vector<std::string> command = {verb, "other.yaml", "-o", "out"};
    if (verb == "submit") command.emplace_back("--dry-run");
    const Finished finished = servesweep(folder.path(), command);
    CHECK(finished.code == 2);
    CHECK(finished.err.find("out: holds the results of another study ('example') (seeds") !=
          std::string::npos);
  }
}

}  // namespace servesweep::sweep::test::another_study_test
