#include "sweep/cli/status_view.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::status_view_test {
namespace {

/// A folder of two generations of a search, each in a shard of its own, the last one cut in half.
fs::path damaged(const TemporaryFolder& folder) {
  std::string text =
      example_with("search: {method: grid}", "search: {method: nsga2, points: 8, generation: 2}");
  const std::string values = "budget: {values: [2048, 512]}";
  text.replace(text.find(values), values.size(),
               "budget: {range: [64, 4096], type: integer, default: 2048}");
  folder.write("study.yaml", text);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  std::vector<fs::path> shards;
  for (const auto& shard : fs::directory_iterator(folder.path() / "out/shards")) {
    shards.push_back(shard.path());
  }
  std::ranges::sort(shards);
  REQUIRE(shards.size() > 1);
  fs::resize_file(shards.back(), fs::file_size(shards.back()) / 2);
  return shards.back();
}

}  // namespace

TEST_CASE("status view: a shard that is cut leaves the others readable") {
  const TemporaryFolder folder;
  const fs::path shard = damaged(folder);
  const StatusView view =
      status_view(folder.path() / "out", std::chrono::system_clock::now(), false);
  CHECK(view.damaged);
  CHECK(view.done > 0);
  CHECK(view.left() > 0);
  REQUIRE(view.notes.size() == 2);
  CHECK(view.notes[0].find(shard.filename().string()) != std::string::npos);
  CHECK(view.notes[0].ends_with("; its runs are not counted"));
  CHECK(view.notes[1].starts_with("servesweep verify "));
}

TEST_CASE("status view: damage is told in every format, with status 1") {
  const TemporaryFolder folder;
  const fs::path shard = damaged(folder);
  const Finished text = servesweep(folder.path(), {"status", "out"});
  CHECK(text.code == 1);
  CHECK(unbroken(text.out).find("its runs are not counted") != std::string::npos);
  CHECK(unbroken(text.out).find("servesweep verify out tells all that is damaged") !=
        std::string::npos);
  const Finished json = servesweep(folder.path(), {"status", "out", "--format", "json"});
  CHECK(json.code == 1);
  CHECK(nlohmann::json::parse(json.out).at("notes").size() == 2);
  CHECK(nlohmann::json::parse(json.out).at("damaged"));
}

TEST_CASE("status view: damage is explained first, and ends a watch with status 1, too") {
  const TemporaryFolder folder;
  (void)damaged(folder);
  const Finished json =
      servesweep(folder.path(), {"status", "out", "--explain", "--format", "json"});
  CHECK(nlohmann::json::parse(json.out).at("findings").at(0).at("topic") == "damage");
  CHECK(servesweep(folder.path(), {"status", "out", "--watch", "0.1"}).code == 1);
}

}  // namespace servesweep::sweep::test::status_view_test
