#include <doctest/doctest.h>

#include <cstdlib>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/hdf5/shard_reader.h"
#include "io/hdf5/study_index.h"
#include "io/hdf5/verify.h"
#include "tests/io/hdf5/mutation.h"
#include "tests/io/hdf5/own_process.h"
#include "tests/io/hdf5/sample_index.h"

namespace mutated_files_test {

// Damage to result files: each is read in a child process, so that a crash of the library is seen
// as one. SERVESWEEP_MUTATIONS sets how many (docs/security.md).

using namespace servesweep;
using namespace servesweep::io;

namespace {

std::uint64_t mutations() {
  const char* wanted = std::getenv("SERVESWEEP_MUTATIONS");
  if (wanted != nullptr) return std::strtoull(wanted, nullptr, 10);
  return io::test::is_watched() ? 300 : 1'200;
}

/// Everything that a shard says, as text.
std::string text_of_shard(const std::filesystem::path& file) {
  const ShardReader shard = ShardReader::open(file);
  std::string text = shard.identity().study + shard.identity().name.text();
  for (const MetricColumn& metric : shard.metrics()) {
    text += metric.name + metric.unit + metric.description;
  }
  for (const PointRow& point : shard.points()) text += point.strategy + point.parameters;
  for (std::size_t i = 0; i < shard.runs(); ++i) {
    const RunResult run = shard.run(i);
    text += run.key.hex() + run.strategy + run.failure + std::to_string(run.seed);
    for (const double value : run.metrics) text += std::to_string(value) + ' ';
    for (const engine::RequestRecord& record : shard.read_requests(i)) {
      text += std::to_string(record.arrival_us) + ' ' + std::to_string(record.e2e_us) + ' ' +
              std::to_string(record.breakdown.sum_us()) + ' ';
    }
  }
  return text;
}

std::string text_of_index(const std::filesystem::path& file) {
  const StudyIndex index = read_index(file);
  std::string text = index.study + index.study_hash + index.command + index.baseline;
  for (const PlanRow& row : index.plan) text += row.key.hex() + std::to_string(row.seed);
  for (const auto& column : index.values) {
    for (const double value : column) text += std::to_string(value) + ' ';
  }
  for (const ShardRow& shard : index.shards) text += shard.name + shard.content_hash;
  return text;
}

using Reader = std::string (*)(const std::filesystem::path&);
using Mutator = std::string (*)(const std::string&, std::uint64_t);

/// Mutations that a reader does not survive, each with how it ended.
struct Fatal {
  std::uint64_t number = 0;
  test::ChildEnd end;
};

/// `right_or_refused`: what can be read must be what was written.
std::vector<Fatal> survive(const std::filesystem::path& file, Reader reader, Mutator mutator,
                           bool right_or_refused) {
  const std::string whole = read_file(file);
  const std::string truth = reader(file);
  const std::filesystem::path scratch = file.parent_path() / "mutated.h5";
  const auto step = [&](std::uint64_t number) {
    test::write_text_file(scratch, mutator(whole, number));
    try {
      return reader(scratch) == truth || !right_or_refused;
    } catch (const engine::Problem&) {
      return true;
    }  // whatever else is thrown is an end, too
  };
  std::vector<Fatal> fatal;
  for (std::uint64_t next = 0; next < mutations();) {
    const test::ChildEnd end =
        test::in_own_process(next, std::min(next + 1'000, mutations()), step);
    next = end.last_step;
    if (end.signal == 0 && end.code == 0) continue;
    fatal.push_back({next++, end});
  }
  std::filesystem::remove(scratch);
  return fatal;
}

void check_none(const std::vector<Fatal>& fatal) {
  for (const Fatal& one : fatal) {
    MESSAGE("mutation ", one.number, ": signal ", one.end.signal, ", status ", one.end.code);
  }
  CHECK(fatal.empty());
}

struct Folder {
  test::TemporaryFolder temporary;
  ResultFolder folder = test::sample_folder(temporary.path());
  std::filesystem::path shard = folder.shard_file({1, 0});

  Folder() { write_index(folder.index_file(), test::sample_index(folder)); }
};

}  // namespace

TEST_CASE("the checksum that forged files get is HDF5's") {
  CHECK(test::lookup3("") == 0xdeadbeef);
  CHECK(test::lookup3("Four score and seven years ago") == 0x17770551);  // Jenkins' own example
  const Folder folder;
  std::string whole = read_file(folder.shard);
  const std::string before = whole;
  test::renew_checksums(whole);
  CHECK(whole == before);
}

TEST_CASE("a damaged shard is refused, or read as it was") {
  const Folder folder;
  check_none(survive(folder.shard, text_of_shard, test::mutated, true));
}

TEST_CASE("a damaged index is refused, or read as it was") {
  const Folder folder;
  check_none(survive(folder.folder.index_file(), text_of_index, test::mutated, true));
}

TEST_CASE("a folder with a damaged shard is verified to the end") {
  const Folder folder;
  const std::string whole = read_file(folder.shard);
  const auto step = [&](std::uint64_t number) {
    test::write_text_file(folder.shard, test::mutated(whole, number));
    return read_file(folder.shard) == whole || !verify(folder.temporary.path()).sound();
  };
  const test::ChildEnd end =
      test::in_own_process(0, std::min<std::uint64_t>(mutations() / 4, 2'000), step);
  CHECK(end.signal == 0);
  CHECK(end.code == 0);
}

TEST_CASE("forged headers end no process" *
          doctest::skip(std::getenv("SERVESWEEP_MUTATIONS") == nullptr)) {
  const Folder folder;
  check_none(survive(folder.shard, text_of_shard, test::forged, false));
  check_none(survive(folder.folder.index_file(), text_of_index, test::forged, false));
}

}  // namespace mutated_files_test
