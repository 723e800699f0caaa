#include "io/hdf5/merged_file.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/io/hdf5/sample_index.h"

namespace merged_file_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

MergedCounts merge(const ResultFolder& folder, const std::filesystem::path& file) {
  StudyIndex index = test::sample_index(folder);
  const ShardFigures figures(index, folder);
  return write_merged(file, index, {.strategies = index.strategies, .workloads = {}}, figures,
                      folder);
}

/// The sample's runs 0-5 and the failed one, spread over shards by `sizes`.
ResultFolder spread_folder(const std::filesystem::path& path, const std::vector<int>& sizes) {
  ResultFolder folder = ResultFolder::create_or_open(path, "sample", "abc");
  folder.write_resolved_study("study: sample\n");
  int run = 5, shard = 0;
  for (const int size : sizes) {
    ShardWriter writer = test::sample_writer(folder.shards_folder(), 0, 0, 0, shard++, 0);
    for (int i = 0; i < size; ++i, --run) {
      RunResult result = test::sample_run(run, 40);
      result.wall_s = 0.125 * (shard + run);  // measured: another one each time
      writer.add(std::move(result));
    }
    writer.commit();
  }
  return folder;
}

}  // namespace

TEST_CASE("a merged file has the runs that are there, in plan order, with their figures") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path() / "out");
  folder.write_resolved_study("study: sample\n");
  const auto path = temporary.path() / "all.h5";
  CHECK_FALSE(is_merged_file(path));
  const MergedCounts counts = merge(folder, path);
  CHECK(is_merged_file(path));
  CHECK_FALSE(is_merged_file(folder.shard_file({})));
  CHECK(counts.runs == 7);  // run 7 is missing
  CHECK(counts.requests == 240);
  const h5::File file = h5::File::open_read_only(path);
  CHECK(file.root().integer_attribute("planned_runs") == 8);
  const h5::Group runs = file.root().group("runs");
  using Numbers = std::vector<std::int64_t>;
  CHECK(runs.dataset("plan_index").read<std::int64_t>() == Numbers{0, 1, 2, 3, 4, 5, 6});
  CHECK(runs.dataset("status").read<std::int64_t>() == Numbers{0, 0, 0, 0, 0, 0, 1});
  CHECK(runs.dataset("failure").read_text()[6] == "out of blocks");
  CHECK(runs.dataset("key").read_text()[3] == test::sample_key(3).hex());
  CHECK(runs.dataset("strategy").read_text()[1] == "prefix-affinität");
  CHECK_FALSE(runs.has("wall_s"));
  const auto figures = file.root().group("metrics").dataset("ttft_p99_us").read<double>();
  CHECK(figures[5] == 5000);
  CHECK(std::isnan(figures[6]));
}

TEST_CASE("the bytes do not depend on how runs are spread over shards") {
  const test::TemporaryFolder temporary;
  const auto merged = [&](const std::string& name, const std::vector<int>& sizes) {
    const ResultFolder folder = spread_folder(temporary.path() / name, sizes);
    merge(folder, temporary.path() / (name + ".h5"));
    return read_file(temporary.path() / (name + ".h5"));
  };
  const std::string one = merged("one", {6});
  CHECK(merged("two", {2, 4}) == one);
  CHECK(merged("six", {1, 1, 1, 1, 1, 1}) == one);
  CHECK(merged("five", {1, 1, 1, 1, 1}) != one);
}

}  // namespace merged_file_test
