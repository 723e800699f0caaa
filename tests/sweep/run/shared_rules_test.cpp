#include "sweep/run/shared_rules.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/study/example_study.h"

namespace shared_rules_test {

using namespace servesweep;
using namespace servesweep::sweep;

TEST_CASE("members never name a shard alike, nor like an ordinary run") {
  CHECK(first_shard_rank(1, 1) == 10'000);
  CHECK(first_shard_rank(2, 10'000) == 20'000);
  CHECK(first_shard_rank(1, 10'000) + 9'999 < first_shard_rank(2, 1));
  CHECK_THROWS_AS((void)first_shard_rank(1, 10'001), engine::Problem);
  CHECK_THROWS_AS((void)first_shard_rank(200'001, 1), engine::Problem);
}

TEST_CASE("studies whose plan depends on results are not shared") {
  const io::test::TemporaryFolder folder;
  const auto problem_of = [&](const std::string& text) -> std::string {
    const auto file = folder.path() / "study.yaml";
    io::test::write_text_file(file, text);
    try {
      check_shareable(Study::read_file(file));
    } catch (const engine::Problem& problem) {
      return problem.what();
    }
    return "";
  };
  CHECK(problem_of(kExampleStudy).empty());
  CHECK(problem_of(example_with("{method: grid}", "{method: sobol, points: 4}")).empty());
  const std::string search =
      problem_of(example_with("{method: grid}", "{method: bayes, points: 3}"));
  CHECK(search.starts_with("study example: search: cannot be shared by members"));
  CHECK(search.find("leave --shared out") != std::string::npos);
  CHECK(problem_of(example_with("seeds: [42, 43]", "seeds: auto"))
            .starts_with("study example: seeds: cannot be shared"));
  CHECK(problem_of(example_with("keep_requests: none", "keep_requests: finalists"))
            .starts_with("study example: keep_requests: finalists: cannot be shared"));
}

}  // namespace shared_rules_test
