#include "sweep/cli/claim_studies.h"

#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::test::claim_studies_test {
namespace {

/// The example study under another name, with a claim.
std::string study_named(const std::string& name) {
  std::string text = example_with("study: example", "study: " + name);
  return text + "claims:\n  - {claim: c, strategy: tuned, metric: steps, effect: none}\n";
}

}  // namespace

TEST_CASE("folders stand for their studies, in order of their names") {
  const TemporaryFolder folder;
  folder.write("b.yaml", study_named("one"));
  folder.write("a.yaml", study_named("two"));
  folder.write("c-search.yaml", kExampleStudy);  // claims nothing
  folder.write("notes.txt", "no study");
  const std::string place = folder.path().string();
  const std::vector<ClaimStudy> studies = find_claim_studies({place}, "out");
  REQUIRE(studies.size() == 2);
  CHECK(studies[0].file == folder.path() / "a.yaml");
  CHECK(studies[0].output == "out/two");
  CHECK(studies[1].output == "out/one");
  CHECK(find_claim_studies({place + "/b.yaml"}, "out").size() == 1);

  const std::vector<ClaimStudy> told = claim_studies_of(to_text(studies));
  REQUIRE(told.size() == 2);
  CHECK(told[1].file == studies[1].file);
  CHECK(told[1].output == studies[1].output);
}

TEST_CASE("what cannot be judged is refused before anything runs") {
  const TemporaryFolder folder;
  const std::string place = folder.path().string();
  const auto problem = [&](const std::vector<std::string>& places) {
    return problem_of([&] { (void)find_claim_studies(places, "out"); });
  };
  CHECK(problem({place}) == place + ": holds no study (it has no .yaml file); name another folder");
  folder.write("a.yaml", study_named("one"));
  folder.write("b.yaml", study_named("one"));
  CHECK(problem({place}).find("b.yaml: study 'one' is there twice (") != std::string::npos);
  CHECK(problem({place + "/a.yaml", place + "/a.yaml"}).find("is there twice") !=
        std::string::npos);
  folder.write("b.yaml", kExampleStudy);
  CHECK(problem({place + "/b.yaml"})
            .find("b.yaml: there is nothing to judge (study example makes no claims)") !=
        std::string::npos);
  folder.write("a.yaml", kExampleStudy);
  CHECK(problem({place}) == place +
                                ": there is nothing to judge (none of its 2 studies makes claims); "
                                "add 'claims: …' to one, or name another folder");
}

}  // namespace servesweep::sweep::test::claim_studies_test
