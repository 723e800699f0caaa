#include "sweep/cli/status_rank_rows.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "sweep/cli/cell_value.h"
#include "sweep/run/live_format.h"

namespace servesweep::sweep::status_rank_rows_test {
namespace {

LiveStanding two_ranks() {
  LiveStanding live;
  LiveRank busy{.host = "n1", .threads = 2};
  busy.finished = 7;
  busy.unreported = 1;
  busy.storing_share = 0.25;
  busy.peak_memory_bytes = 250'000'000;
  LiveRank idle = busy;
  idle.idle_threads = 1;
  live.ranks = {busy, idle};
  return live;
}

}  // namespace

TEST_CASE("rank rows: the keys and values of live.json, behind the rank") {
  const LiveStanding live = two_ranks();
  const auto rows = nlohmann::ordered_json::parse(rows_value(status_rank_rows(live)).json());
  const auto ranks = nlohmann::ordered_json::parse(live_text(live)).at("ranks");
  REQUIRE(rows.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    nlohmann::ordered_json row = rows[i];
    CHECK(row.at("rank") == i);
    row.erase("rank");
    CHECK(row == ranks[i]);
  }
}

TEST_CASE("rank rows: of a shared folder whose rank it is comes first") {
  LiveStanding live = two_ranks();
  live.ranks[0].member = 3;
  live.ranks[1].member = 4;
  live.ranks[1].rank_of_member = 5;
  const io::Table table = status_rank_rows(live);
  CHECK(table.columns()[0].header == "member");
  CHECK(table.cells()[1][0] == io::TableCell(std::int64_t{4}));
  CHECK(table.cells()[1][1] == io::TableCell(std::int64_t{5}));
}

}  // namespace servesweep::sweep::status_rank_rows_test
