#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::search_note_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// 1 + 8 points on 20 seeds, searched two at a time.
std::string searching() {
  std::string text =
      example_with("search: {method: grid}", "search: {method: nsga2, points: 8, generation: 2}");
  const std::string seeds = "seeds: [42, 43]";
  text.replace(text.find(seeds), seeds.size(), "seeds: {first: 1, count: 20}");
  const std::string values = "budget: {values: [2048, 512]}";
  return text.replace(text.find(values), values.size(),
                      "budget: {range: [64, 4096], type: integer, default: 2048}");
}

TEST_CASE("pareto and regimes say that a search is not finished, and no more when it is") {
  const TemporaryFolder folder;
  folder.write("study.yaml", searching());
  const Finished finished = servesweep(folder.path(), {"run", "study.yaml", "-o", "out"});
  CAPTURE(finished.err);
  REQUIRE(finished.code == 0);
  const std::string note = "The search is not finished: ";
  for (const char* verb : {"pareto", "regimes"}) {
    CAPTURE(verb);
    const Finished done = servesweep(folder.path(), {verb, "out"});
    REQUIRE(done.code == 0);
    CHECK_FALSE(contains(done.out, note));
  }
  using nlohmann::json;
  const auto says_so = [&](const char* verb) {
    return json::parse(servesweep(folder.path(), {verb, "out", "--format", "json"}).out)
        .at("search_finished")
        .get<bool>();
  };
  const auto is_finished = [&] {
    CHECK(says_so("pareto") == says_so("regimes"));
    return says_so("pareto");
  };
  CHECK(is_finished());
  fs::remove(folder.path() / "out" / "live.json");  // as of an older version
  CHECK(is_finished());

  // Runs that were decided on are missing, as after a kill.
  fs::remove(folder.path() / "out" / "study.h5");
  for (const auto& shard : fs::directory_iterator(folder.path() / "out" / "shards")) {
    if (shard.path().filename() != "shard-0000-0000.h5") fs::remove(shard.path());
  }
  for (const char* verb : {"pareto", "regimes"}) {
    CAPTURE(verb);
    CHECK(contains(servesweep(folder.path(), {verb, "out"}).out, note));
  }
  CHECK_FALSE(is_finished());
}

}  // namespace
}  // namespace servesweep::sweep::test::search_note_test
