#include "sweep/run/chunk_table.h"

#include <doctest/doctest.h>

namespace chunk_table_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

using State = ChunkTable::State;

std::vector<RunId> runs(const std::vector<int>& numbers) {
  std::vector<RunId> all;
  for (const int number : numbers) all.emplace_back(number);
  return all;
}

/// Five chunks of two runs; the order is not that of the plan. Chunk 1 is there, chunk 3 half.
ChunkTable table() {
  const std::string layout =
      R"({"format": "servesweep-chunks", "format_version": 1, "plan": "p",
          "mean_run_seconds": 1, "ends": [2, 4, 6, 8, 10]})";
  return {ChunkLayout::read(layout, "chunks"), runs({0, 2, 4, 6, 8, 1, 3, 5, 7, 9}),
          runs({9, 8, 7, 5, 2, 1, 0})};
}

io::SeenLease lease_of(std::size_t chunk) {
  return {.lease = {.chunk = chunk, .generation = 1}, .renewed_ns = 0};
}

}  // namespace

TEST_CASE("what the shards hold is not run again") {
  const ChunkTable chunks = table();
  CHECK(chunks.size() == 5);
  CHECK(chunks.found_runs() == 3);
  CHECK(chunks.state(1) == State::found);
  CHECK(chunks.state(3) == State::free);
  CHECK(chunks.runs_of(0) == runs({0, 2}));
  CHECK(chunks.runs_of(1).empty());
  CHECK(chunks.runs_of(3) == runs({5}));
  CHECK(chunks.count(State::free) == 4);
  CHECK(chunks.runs(State::free) == 7);
}

TEST_CASE("free chunks are found from the start on, going round") {
  ChunkTable chunks = table();
  CHECK(chunks.next_free(0) == 0);
  CHECK(chunks.next_free(1) == 2);
  chunks.set(3, State::mine);
  chunks.set(4, State::mine);
  CHECK(chunks.next_free(3) == 0);
  chunks.set(0, State::done_here);
  chunks.set(2, State::leased);
  CHECK_FALSE(chunks.next_free(3));
  CHECK_FALSE(ChunkTable().next_free(0));
}

TEST_CASE("others' leases come and go, and what is known for sure stays") {
  ChunkTable chunks = table();
  chunks.set(0, State::mine);
  io::LeaseBoard board{.leases = {lease_of(0), lease_of(1), lease_of(2), lease_of(9)},
                       .done = {1, 4, 7}};
  chunks.see(board);
  REQUIRE(board.leases.size() == 1);
  CHECK(board.leases[0].lease.chunk == 2);
  CHECK(chunks.state(0) == State::mine);
  CHECK(chunks.state(1) == State::found);
  CHECK(chunks.state(2) == State::leased);
  CHECK(chunks.state(3) == State::free);
  CHECK(chunks.state(4) == State::done);
  CHECK(chunks.runs(State::done) == 2);
  // It was given back, and marks were cleared.
  io::LeaseBoard later;
  chunks.see(later);
  CHECK(chunks.state(2) == State::free);
  CHECK(chunks.state(4) == State::done);
}

}  // namespace chunk_table_test
