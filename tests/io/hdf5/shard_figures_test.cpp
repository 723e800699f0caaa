#include "io/hdf5/shard_figures.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/base/problem.h"
#include "tests/io/hdf5/sample_index.h"

namespace shard_figures_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("a column is read by itself, in plan order") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  StudyIndex index = test::sample_index(folder);
  const ShardFigures figures(index, folder);
  std::vector<double> column(3, 99);  // whatever was there is gone
  figures.read(std::span(index.metrics).subspan(1, 1), std::span(&column, 1));
  REQUIRE(column.size() == 8);
  for (std::size_t i = 0; i < 6; ++i) CHECK(column[i] == 0.1 * static_cast<double>(i));
  CHECK(std::isnan(column[6]));
  CHECK(std::isnan(column[7]));
}

TEST_CASE("runs are found where another plan has them, by their keys") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  StudyIndex index = test::sample_index(folder);
  std::reverse(index.plan.begin(), index.plan.end());
  index.plan.erase(index.plan.begin() + 2);  // run 5 is planned no more
  const auto values = ShardFigures(index, folder).read(index.metrics);
  REQUIRE(values[0].size() == 7);
  CHECK(index.plan[0].status == RunStatus::missing);
  CHECK(index.failures.at(1) == "out of blocks");
  CHECK(values[0][2] == 4000);
  CHECK(values[0][6] == 0);
}

TEST_CASE("rows share the outcome of the row that they are told to be the same as") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  StudyIndex index = test::sample_index(folder);
  index.plan.push_back(index.plan[4]);
  index.plan.push_back(index.plan[6]);
  const auto values =
      ShardFigures(index, folder, {0, 1, 2, 3, 4, 5, 6, 7, 4, 6}).read(index.metrics);
  CHECK(index.plan[8].status == RunStatus::done);
  CHECK(values[0][8] == 4000);
  CHECK(index.plan[9].status == RunStatus::failed);
  CHECK(index.failures.at(9) == "out of blocks");
}

TEST_CASE("of a run's attempts one that is done counts, in whatever shard, or the first failure") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  StudyIndex index = test::sample_index(folder);
  const auto attempt = [&](int run, int sequence, const std::string& failure) {
    ShardWriter writer = test::sample_writer(folder.shards_folder(), 0, 0, 0, 1, sequence);
    RunResult result = test::sample_run(run, 0);
    result.failure = failure;
    if (!failure.empty()) result.metrics.assign(2, std::nan(""));
    writer.add(std::move(result));
    writer.commit();
  };
  attempt(6, 1, "out of time");  // it failed before
  attempt(2, 2, "out of time");  // it was done before
  (void)ShardFigures(index, folder);
  CHECK(index.failures.size() == 1);
  CHECK(index.failures.at(6) == "out of blocks");
  attempt(6, 3, "");
  const auto values = ShardFigures(index, folder).read(index.metrics);
  CHECK(index.failures.empty());
  for (std::size_t i = 0; i < 7; ++i) CHECK(index.plan[i].status == RunStatus::done);
  CHECK(values[0][2] == 2000);
  CHECK(values[0][6] == 6000);
  CHECK(std::isnan(values[0][7]));
}

TEST_CASE("a shard that vanishes is a clear problem") {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = test::sample_folder(temporary.path());
  StudyIndex index = test::sample_index(folder);
  const ShardFigures figures(index, folder);
  std::filesystem::remove(folder.shard_file({0, 0}));
  CHECK_THROWS_AS((void)figures.read(index.metrics), engine::Problem);
}

}  // namespace shard_figures_test
