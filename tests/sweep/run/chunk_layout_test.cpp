#include "sweep/run/chunk_layout.h"

#include <doctest/doctest.h>

#include <vector>

#include "engine/base/problem.h"

namespace chunk_layout_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

/// Every run is in exactly one chunk, and chunks follow one another.
void check_whole(const ChunkLayout& layout, std::size_t runs) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < layout.chunks(); ++i) {
    const auto [first, end] = layout.range(i);
    CHECK(first == next);
    CHECK(end > first);
    next = end;
  }
  CHECK(next == runs);
  CHECK(layout.runs() == runs);
}

}  // namespace

TEST_CASE("chunks keep the threads of a member busy for thirty seconds in a long study") {
  // 40,000 s of work; 2 threads: 60 s of one core each.
  const std::vector<double> seconds(80'000, 0.5);
  const ChunkLayout layout = ChunkLayout::cut("plan", seconds, 2);
  check_whole(layout, seconds.size());
  CHECK(layout.chunks() == 667);  // 40,000 / 60, and a rest
  CHECK(layout.range(0) == std::pair<std::size_t, std::size_t>{0, 120});
  CHECK(layout.mean_run_seconds() == doctest::Approx(0.5));
}

TEST_CASE("a short study has 256 chunks, or one per run if it has fewer") {
  const std::vector<double> many(1'000, 0.01);
  const ChunkLayout layout = ChunkLayout::cut("plan", many, 1);
  check_whole(layout, many.size());
  CHECK(layout.chunks() == 256);  // of 3.9 runs: mostly four, some three
  CHECK(layout.range(0) == std::pair<std::size_t, std::size_t>{0, 4});
  CHECK(layout.range(10) == std::pair<std::size_t, std::size_t>{40, 43});  // 39.06 and 42.97, up
  const std::vector<double> few(10, 0.01);
  CHECK(ChunkLayout::cut("plan", few, 1).chunks() == 10);
  CHECK(ChunkLayout::cut("plan", {}, 1).chunks() == 0);
}

TEST_CASE("a huge study has no more than ten thousand chunks") {
  const std::vector<double> seconds(2'000'000, 1.0);
  const ChunkLayout layout = ChunkLayout::cut("plan", seconds, 1);
  check_whole(layout, seconds.size());
  CHECK(layout.chunks() == 10'000);
}

TEST_CASE("chunks follow cost: dear runs stand alone, what costs little goes along") {
  std::vector<double> seconds(600, 0.001);
  seconds[100] = seconds[101] = 3'000;
  const ChunkLayout layout = ChunkLayout::cut("plan", seconds, 1);
  check_whole(layout, seconds.size());
  CHECK(layout.chunks() == 3);
  CHECK(layout.range(1) == std::pair<std::size_t, std::size_t>{101, 102});
}

TEST_CASE("a layout that was written down is the same") {
  const std::vector<double> seconds(100, 7.5);
  const ChunkLayout layout = ChunkLayout::cut("0123", seconds, 1);
  const ChunkLayout again = ChunkLayout::read(layout.json(), "leases/chunks.json");
  CHECK(again.plan() == "0123");
  CHECK(again.json() == layout.json());
  check_whole(again, 100);
  for (const char* damaged : {"", "[]", R"({"format": "other", "format_version": 1})",
                              R"({"format": "servesweep-chunks", "format_version": 2})",
                              R"({"format": "servesweep-chunks", "format_version": 1, "plan": "x",
            "mean_run_seconds": 1, "ends": [3, 3]})"}) {
    CHECK_THROWS_AS((void)ChunkLayout::read(damaged, "chunks"), engine::Problem);
  }
}

}  // namespace chunk_layout_test
