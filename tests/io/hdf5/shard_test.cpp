#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "engine/base/problem.h"
#include "io/folder/content_hash.h"
#include "io/hdf5/shard_reader.h"
#include "tests/io/hdf5/sample_results.h"

namespace shard_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

std::string problem_of(const std::filesystem::path& file) {
  try {
    (void)ShardReader::open(file);
  } catch (const engine::Problem& problem) {
    return problem.what();
  }
  return "";
}

bool same_run(const RunResult& a, const RunResult& b) {
  return a.key == b.key && a.plan_index == b.plan_index && a.seed == b.seed &&
         a.strategy == b.strategy && a.point == b.point && a.workload == b.workload &&
         a.wall_s == b.wall_s && a.metrics == b.metrics && a.failure == b.failure;
}

}  // namespace

TEST_CASE("a shard gives back every run and every request") {
  const test::TemporaryFolder folder;
  ShardWriter writer = test::sample_writer(folder.path(), 5, 200, 0, 3, 12);
  RunResult failed = test::sample_run(9, 0);
  failed.failure = "the KV cache is smaller than the largest prompt";
  failed.metrics = {std::nan(""), std::nan("")};
  writer.add(RunResult(failed));
  CHECK(writer.runs() == 6);
  CHECK(writer.requests() == 1000);
  CHECK(std::filesystem::is_empty(folder.path()));

  const CommittedShard committed = writer.commit();
  CHECK(committed.file_name == "shard-0003-0012.h5");
  CHECK(committed.runs == 6);
  CHECK(committed.requests == 1000);
  const auto file = folder.path() / committed.file_name;
  CHECK(committed.size_bytes == std::filesystem::file_size(file));
  CHECK(committed.content_hash == content_hash(file));

  const ShardReader shard = ShardReader::open(file);
  CHECK(shard.identity() == test::sample_identity(3, 12));
  CHECK(shard.metrics() == test::sample_metrics());
  CHECK(shard.points() == test::sample_points());
  REQUIRE(shard.runs() == 6);
  for (std::size_t i = 0; i < 5; ++i) {
    const RunResult expected = test::sample_run(static_cast<int>(i), 200);
    CHECK(same_run(shard.run(i), expected));
    CHECK(shard.read_requests(i) == expected.records);
  }
  CHECK(shard.run(5).failure == failed.failure);
  CHECK(std::isnan(shard.run(5).metrics[0]));
  CHECK(shard.read_requests(5).empty());
}

TEST_CASE("an empty shard and runs without requests are fine") {
  const test::TemporaryFolder folder;
  test::sample_writer(folder.path(), 0, 0, 0, 0, 0).commit();
  test::sample_writer(folder.path(), 3, 0, 0, 0, 1).commit();
  CHECK(ShardReader::open(folder.path() / "shard-0000-0000.h5").runs() == 0);
  const ShardReader shard = ShardReader::open(folder.path() / "shard-0000-0001.h5");
  CHECK(shard.runs() == 3);
  CHECK(shard.requests() == 0);
}

TEST_CASE("equal results give equal bytes") {
  const test::TemporaryFolder one, two;
  test::sample_writer(one.path(), 3, 100).commit();
  test::sample_writer(two.path(), 3, 100).commit();
  CHECK(read_file(one.path() / "shard-0000-0000.h5") ==
        read_file(two.path() / "shard-0000-0000.h5"));
}

TEST_CASE("the writer refuses what would make a shard contradict itself") {
  const test::TemporaryFolder folder;
  ShardWriter writer = test::sample_writer(folder.path(), 1, 10);
  CHECK_THROWS_AS(writer.add(test::sample_run(0, 10)), engine::Problem);  // the same run again
  RunResult stranger = test::sample_run(2, 10);
  stranger.point = 77;
  CHECK_THROWS_AS(writer.add(std::move(stranger)), engine::Problem);
  RunResult poor = test::sample_run(2, 10);
  poor.metrics.pop_back();
  CHECK_THROWS_AS(writer.add(std::move(poor)), engine::Problem);
  CHECK_THROWS_AS(writer.add_point({0, "baseline", R"({"other":1})"}), engine::Problem);
  writer.add_point(test::sample_points()[0]);
  CHECK(writer.runs() == 1);
  CHECK(writer.requests() == 10);
  using Metrics = std::vector<MetricColumn>;
  for (const Metrics& metrics :
       {Metrics{{"a/b", "", ""}}, Metrics{{"", "", ""}}, Metrics{{"a", "", ""}, {"a", "", ""}}}) {
    CHECK_THROWS_AS(ShardWriter(folder.path(), test::sample_identity(), metrics), engine::Problem);
  }
}

TEST_CASE("a committed shard is never overwritten") {
  const test::TemporaryFolder folder;
  test::sample_writer(folder.path(), 1, 10).commit();
  const std::string before = read_file(folder.path() / "shard-0000-0000.h5");
  ShardWriter again = test::sample_writer(folder.path(), 2, 10);
  CHECK_THROWS_AS(again.commit(), engine::Problem);
  CHECK(read_file(folder.path() / "shard-0000-0000.h5") == before);
}

TEST_CASE("truncated, foreign and newer files are told apart from shards") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "shard-0000-0000.h5";
  test::sample_writer(folder.path(), 2, 50).commit();
  const std::string whole = read_file(file);
  CHECK(problem_of(file).empty());
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
    test::write_text_file(file, whole.substr(0, size));
    CHECK(problem_of(file).find("cannot open the file as HDF5") != std::string::npos);
  }
  test::write_text_file(file, "strategy,ttft\nfcfs,12\n");
  CHECK(problem_of(file).find("file signature not found") != std::string::npos);

  const auto store = [&file](h5::FileImage& image) { write_file_atomically(file, image.finish()); };
  h5::FileImage foreign("foreign.h5");
  store(foreign);
  CHECK(problem_of(file).find("is not a file of servesweep") != std::string::npos);
  h5::FileImage index("index.h5");
  index.root().set_attribute("format", std::string("servesweep-index"));
  store(index);
  CHECK(problem_of(file).find("is a 'servesweep-index' file") != std::string::npos);
  h5::FileImage newer("newer.h5");
  newer.root().set_attribute("format", std::string("servesweep-shard"));
  newer.root().set_attribute("format_version_major", std::int64_t{2});
  store(newer);
  CHECK(problem_of(file).find("has format version 2") != std::string::npos);
}

TEST_CASE("a flipped byte anywhere is either seen or harmless") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "shard-0000-0000.h5";
  test::sample_writer(folder.path(), 3, 40).commit();
  const std::string whole = read_file(file);
  std::vector<RunResult> original;
  for (std::size_t i = 0; i < 3; ++i) original.push_back(ShardReader::open(file).run(i));
  constexpr std::size_t kStride = 61;  // prime: meets all parts of the structures in turn
  std::size_t seen = 0;
  for (std::size_t at = 0; at < whole.size(); at += kStride) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
    test::write_text_file(file, damaged);
    try {
      const ShardReader shard = ShardReader::open(file);
      REQUIRE(shard.runs() == 3);
      for (std::size_t i = 0; i < 3; ++i) {
        const RunResult run = shard.run(i);
        const auto records = shard.read_requests(i);
        REQUIRE(same_run(run, original[i]));
        REQUIRE(records == test::sample_run(static_cast<int>(i), 40).records);
      }
    } catch (const engine::Problem&) {
      ++seen;
    }
  }
  CHECK(seen > 0);
}

}  // namespace shard_test
