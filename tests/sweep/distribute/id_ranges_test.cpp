#include "sweep/distribute/id_ranges.h"

#include <doctest/doctest.h>

#include <limits>
#include <random>

#include "sweep/distribute/task.h"

namespace id_ranges_test {

using namespace servesweep::sweep;

namespace {

std::string written(const std::vector<std::int32_t>& ids) {
  WireWriter writer;
  write_ids(writer, ids.data(), ids.size());
  return writer.take();
}

std::vector<std::int32_t> read(const std::string& bytes, std::size_t most = kMostIds) {
  WireReader reader(bytes);
  std::vector<std::int32_t> ids = read_id_values(reader, most);
  CHECK(reader.at_end());
  return ids;
}

}  // namespace

TEST_CASE("id ranges: progressions, each as long as it goes") {
  const std::vector<std::int32_t> ids{4, 5, 6, 10, 20, 30, 7};
  const auto parts = progressions_in(ids.data(), ids.size());
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].first == 4);
  CHECK(parts[0].count == 3);
  CHECK(parts[1].first == 10);
  CHECK(parts[1].step == 10);
  CHECK(parts[1].count == 3);
  CHECK(parts[2].first == 7);
  CHECK(parts[2].count == 1);
}

TEST_CASE("id ranges: lists survive the way in the shorter of two forms") {
  constexpr auto kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr auto kMost = std::numeric_limits<std::int32_t>::max();
  const auto bytes_of = [](const std::vector<std::int32_t>& ids) {
    const std::string bytes = written(ids);
    CHECK(read(bytes) == ids);
    return bytes.size();
  };
  CHECK(bytes_of({}) == 16);
  CHECK(bytes_of({3}) == 20);                             // one id is shorter than one progression
  CHECK(bytes_of({1, 2, 3, 4}) == 28);                    // one progression
  CHECK(bytes_of({9, 7, 5, 3, 1}) == 28);                 // downwards too
  CHECK(bytes_of({5, 5, 5, 5, 5}) == 28);                 // step 0
  CHECK(bytes_of({1, 5, 2, 9, 3, 7}) == 16 + 24);         // no order at all
  CHECK(bytes_of({kLeast, kMost, kLeast, kMost}) == 32);  // steps that 32 bits do not hold
  std::vector<std::int32_t> blocks;  // as runs are ordered: seeds 0 to 15 of each of 50 points
  for (int point = 0; point < 50; ++point) {
    for (int seed = 0; seed < 16; ++seed) blocks.push_back(point * 1000 + seed);
  }
  CHECK(bytes_of(blocks) < 16 + 51 * 12 + 1);
}

TEST_CASE("id ranges: random lists survive the way") {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::int32_t> ids(random() % 50);
    std::int32_t id = 0;
    for (std::int32_t& one : ids) one = id += static_cast<std::int32_t>(random() % 3) - 1;
    CHECK(read(written(ids)) == ids);
  }
}

TEST_CASE("id ranges: strong ids") {
  WireWriter writer;
  write_ids(writer, std::vector{TaskId(2), TaskId(8)});
  const std::string bytes = writer.take();
  WireReader reader(bytes);
  CHECK(read_ids<TaskId>(reader) == std::vector{TaskId(2), TaskId(8)});
}

TEST_CASE("id ranges: what nobody writes is refused") {
  const std::string good = written({1, 2, 3, 4, 5, 9});
  for (std::size_t size = 0; size < good.size(); ++size) {
    const std::string cut = good.substr(0, size);
    WireReader reader(cut);
    CHECK_THROWS_AS((void)read_id_values(reader, kMostIds), std::runtime_error);
  }
  CHECK_THROWS_AS((void)read(good, 5), std::runtime_error);
  for (const std::int32_t length : {-1, 3, 5}) {  // says 4 ids
    WireWriter writer;
    writer.number(std::uint64_t{4});
    writer.number(std::uint64_t{1});
    writer.number(std::int32_t{0});
    writer.number(std::int32_t{1});
    writer.number(length);
    CHECK_THROWS_AS((void)read(writer.take()), std::runtime_error);
  }
}

}  // namespace id_ranges_test
