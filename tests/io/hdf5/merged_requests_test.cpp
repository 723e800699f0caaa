#include "io/hdf5/merged_requests.h"

#include <doctest/doctest.h>

#include "io/folder/damaged_file.h"
#include "io/hdf5/request_row.h"
#include "tests/io/hdf5/sample_index.h"

namespace merged_requests_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

/// The merged table of some rows of the sample, written with windows of that many bytes.
void write_table(const ResultFolder& folder, const std::filesystem::path& file,
                 const std::vector<std::uint32_t>& rows, std::size_t window_bytes) {
  const StudyIndex index = test::sample_index(folder);
  const RequestPlaces places(index, folder, rows);
  h5::DiskFile merged(file);
  MergedRequests(places, window_bytes).write(merged);
  merged.commit();
}

std::vector<engine::RequestRecord> read_table(const std::filesystem::path& file) {
  const h5::File merged = h5::File::open_read_only(file);
  const h5::Group group = merged.root().group("requests");
  std::vector<engine::RequestRecord> records;
  std::vector<std::vector<std::int64_t>> columns;
  for (std::size_t c = 0; c < kRequestColumns; ++c) {
    columns.push_back(group.dataset(info_of(c).name).read<std::int64_t>());
  }
  for (std::size_t i = 0; i < columns[0].size(); ++i) {
    RequestRow row{};
    for (std::size_t c = 0; c < kRequestColumns; ++c) row[c] = columns[c][i];
    records.push_back(decode(row));
  }
  return records;
}

}  // namespace

TEST_CASE("a merged table has the rows of its runs, in their order, whatever the window") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = ResultFolder::create_or_open(temporary.path() / "out", "sample", "a");
  // Backwards in two shards, long enough for two chunks, so for several small windows.
  for (int shard = 0; shard < 2; ++shard) {
    ShardWriter writer = test::sample_writer(folder.shards_folder(), 0, 0, 0, shard, 0);
    for (int run = 3; run >= 2; --run) writer.add(test::sample_run(run - 2 * shard, 20'000));
    writer.commit();
  }
  write_table(folder, temporary.path() / "a.h5", {0, 1, 2, 3}, std::size_t{1} << 30);
  std::vector<engine::RequestRecord> expected;
  for (unsigned run = 0; run < 4; ++run) {
    for (const auto& record : test::sample_records(20'000, run)) expected.push_back(record);
  }
  CHECK(read_table(temporary.path() / "a.h5") == expected);
  write_table(folder, temporary.path() / "b.h5", {0, 1, 2, 3}, 1);
  CHECK(read_file(temporary.path() / "a.h5") == read_file(temporary.path() / "b.h5"));
}

TEST_CASE("columns are as narrow as the rows that were taken allow") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = ResultFolder::create_or_open(temporary.path() / "out", "sample", "a");
  ShardWriter writer = test::sample_writer(folder.shards_folder(), 0, 0, 0, 0, 0);
  writer.add(test::sample_run(0, 40));
  writer.add(test::sample_run(1, 200));  // request numbers up to 199 need two bytes
  writer.commit();
  const auto width = [&](const std::vector<std::uint32_t>& rows) {
    const auto file = temporary.path() / "a.h5";
    write_table(folder, file, rows, std::size_t{1} << 20);
    const h5::File merged = h5::File::open_read_only(file);
    const h5::Dataset column = merged.root().group("requests").dataset("request");
    try {
      (void)column.read<std::int8_t>();
      return 1;
    } catch (const DamagedFile&) {
      (void)column.read<std::int16_t>();
      return 2;
    }
  };
  CHECK(width({0}) == 1);
  CHECK(width({0, 1}) == 2);
}

}  // namespace merged_requests_test
