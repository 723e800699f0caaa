#include "io/hdf5/repair.h"

#include <doctest/doctest.h>

#include "io/folder/damaged_file.h"
#include "tests/io/hdf5/sample_index.h"

namespace repair_test {

using namespace servesweep;
using namespace servesweep::io;
namespace fs = std::filesystem;

namespace {

/// A sound folder that nobody has locked.
struct Study {
  test::TemporaryFolder temporary;
  fs::path path = temporary.path() / "out";
  fs::path shard = path / "shards" / "shard-0000-0000.h5";
  fs::path quarantine = path / "quarantine";

  Study() {
    const ResultFolder folder = test::sample_folder(path);
    write_index(folder.index_file(), test::sample_index(folder));
    folder.write_resolved_study("study: sample\n");
    Journal journal = Journal::open(folder.journal_file());
    for (const char* record : {"1", "2", "3"}) journal.append(record);
  }
  [[nodiscard]] RepairReport mend() const {
    return repair(path, [](const JournalContent& content) { return content.records; });
  }
  void flip(const fs::path& file, std::size_t at) const {
    std::string bytes = read_file(file);
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    test::write_text_file(file, bytes);
  }
};

}  // namespace

TEST_CASE("a sound folder is left as it is") {
  const Study study;
  const RepairReport report = study.mend();
  CHECK(report.found.sound());
  CHECK(report.moves.empty());
  CHECK_FALSE(fs::exists(study.quarantine));
}

TEST_CASE("damaged shards go to quarantine, and their names are never used again") {
  const Study study;
  const std::string whole = read_file(study.shard);
  test::write_text_file(study.shard, whole.substr(0, 100));
  test::write_text_file(study.path / "shards" / "notes.txt", "n");
  const RepairReport report = study.mend();
  REQUIRE(report.moves.size() == 2);
  CHECK(report.moves[0].to == study.quarantine / "notes.txt");
  CHECK(report.moves[1].from == study.shard);
  CHECK(read_file(study.quarantine / "shard-0000-0000.h5") == whole.substr(0, 100));
  const ResultFolder folder = ResultFolder::open_existing(study.path);
  CHECK(folder.shards() == std::vector<ShardName>{{1, 0}});
  CHECK(folder.next_sequence(0) == 1);
  CHECK(fs::exists(folder.index_file()));
}

TEST_CASE("a damaged index and a damaged resolved study are moved, sound shards stay") {
  const Study study;
  test::write_text_file(study.path / "study.h5", "no index");
  study.flip(study.path / "resolved.yaml", fs::file_size(study.path / "resolved.yaml") - 3);
  CHECK(study.mend().moves.size() == 2);
  CHECK_FALSE(fs::exists(study.path / "study.h5"));
  CHECK(fs::exists(study.quarantine / "resolved.yaml"));
  CHECK(ResultFolder::open_existing(study.path).shards().size() == 2);
}

TEST_CASE("a damaged journal is written anew from the records that stay") {
  const Study study;
  const fs::path file = study.path / "journal.log";
  study.flip(file, 8 + 12 + 1 + 12);  // the payload of the second record
  const std::string damaged = read_file(file);
  const RepairReport report = study.mend();
  CHECK(report.journal_rewritten);
  CHECK(report.dropped_records == 0);
  CHECK(read_journal(file).records == std::vector<std::string>{"1", "3"});
  CHECK(read_file(study.quarantine / "journal.log") == damaged);
  study.flip(file, 0);  // now its first byte: no journal any more, its records are whole
  CHECK(study.mend().journal_rewritten);
  CHECK(read_journal(file).records == std::vector<std::string>{"1", "3"});
}

TEST_CASE("a damaged marker is written anew from the index, or its loss is told") {
  const Study study;
  const fs::path marker = study.path / "servesweep.json";
  const std::string whole = read_file(marker);
  study.flip(marker, whole.find("sample"));
  CHECK_THROWS_AS((void)ResultFolder::open_existing(study.path), DamagedFile);
  const RepairReport report = study.mend();
  CHECK(report.marker_rewritten);
  CHECK(report.found.findings.size() == 1);
  CHECK(read_file(marker) == whole);
  fs::remove(study.path / "study.h5");
  study.flip(marker, whole.find("sample"));
  CHECK_THROWS_AS((void)study.mend(), StorageProblem);
  CHECK(fs::exists(marker));
}

TEST_CASE("a folder in use, a folder that is none and a newer format are not touched") {
  const Study study;
  {
    const auto writer = ResultFolder::create_or_open(study.path, "sample", "abc");
    CHECK_THROWS_AS((void)study.mend(), engine::Problem);
  }
  const test::TemporaryFolder empty;
  const auto all = [](const JournalContent& content) { return content.records; };
  CHECK_THROWS_AS((void)repair(empty.path(), all), engine::Problem);
  CHECK(fs::is_empty(empty.path()));
  h5::FileImage newer("newer.h5");
  newer.root().set_attribute("format", std::string("servesweep-shard"));
  newer.root().set_attribute("format_version_major", std::int64_t{2});
  write_file_atomically(study.path / "shards" / "shard-0009-0000.h5", newer.finish());
  const RepairReport report = study.mend();
  CHECK_FALSE(report.found.sound());
  CHECK(report.moves.empty());
}

}  // namespace repair_test
