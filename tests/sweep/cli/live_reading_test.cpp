#include "sweep/cli/live_reading.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "sweep/run/live_format.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/run/sample_standing.h"

namespace live_reading_test {

using namespace servesweep;
using namespace servesweep::sweep;

TEST_CASE("live reading: no file is nothing, a damaged one is said to be so") {
  const io::test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "live.json";
  const auto now = std::chrono::system_clock::now();
  CHECK_FALSE(LiveReading::of(file, now).standing);
  CHECK(LiveReading::of(file, now).problem.empty());
  io::test::write_text_file(file, live_text(sample_standing()));
  CHECK(LiveReading::of(file, now).standing->study == "example");
  CHECK(LiveReading::of(file, now).problem.empty());
  io::test::write_text_file(file, "{\"format\": 7}");
  CHECK_FALSE(LiveReading::of(file, now).standing);
  CHECK(LiveReading::of(file, now).problem ==
        "does not tell how a study stands (its text is damaged or foreign)");
  std::filesystem::resize_file(file, std::uintmax_t{65} << 20);
  CHECK(LiveReading::of(file, now).problem == "is larger than a study makes it");
  std::filesystem::remove(file);
  REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  CHECK(LiveReading::of(file, now).problem.starts_with("is not a file"));
}

TEST_CASE("live reading: a time to come is that of the file") {
  const io::test::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "live.json";
  const auto now = std::chrono::system_clock::now();
  LiveStanding standing = sample_standing();
  standing.updated = now + std::chrono::hours(1);
  io::test::write_text_file(file, live_text(standing));
  const LiveReading reading = LiveReading::of(file, now);
  REQUIRE(reading.standing);
  CHECK(reading.standing->updated < now + std::chrono::minutes(1));
  // The file, too, is an hour younger than this.
  CHECK(LiveReading::of(file, now - std::chrono::hours(1)).problem == "was written in the future");
}

TEST_CASE("live reading: what claims more than the shards hold is contradicted") {
  LiveStanding standing = sample_standing();  // 4 shards, 4 MB, 100 runs found and 200 committed
  const ShardEvidence exact{.shards = 4, .bytes = 4'000'000, .runs = 300};
  CHECK(contradiction(standing, exact).empty());
  CHECK(contradiction(standing, {.shards = 3, .bytes = 4'000'000, .runs = 300}) ==
        "tells of 4 shards where 3 are");
  CHECK(contradiction(standing, {.shards = 4, .bytes = 3'000'000, .runs = 300}) ==
        "tells of 4.00 MB in shards that have 3.00 MB");
  CHECK(contradiction(standing, {.shards = 4, .bytes = 4'000'000, .runs = 299}) ==
        "tells of 300 runs in shards that hold 299");
}

}  // namespace live_reading_test
