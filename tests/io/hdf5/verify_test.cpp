#include "io/hdf5/verify.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "io/journal/journal.h"
#include "tests/io/hdf5/sample_index.h"

using namespace servesweep;
using namespace servesweep::io;
namespace fs = std::filesystem;

namespace {

struct Study {
  test::TemporaryFolder temporary;
  ResultFolder folder = test::sample_folder(temporary.path());
  StudyIndex index = test::sample_index(folder);
  fs::path shard = folder.shard_file({0, 0});

  Study() {
    write_index(folder.index_file(), index);
    Journal::open(folder.journal_file()).append("{}");
  }
  [[nodiscard]] VerifyReport report() const { return verify(temporary.path()); }
  [[nodiscard]] bool finds(const std::string& text) const {
    const VerifyReport found = report();
    return std::any_of(found.findings.begin(), found.findings.end(), [&](const Finding& finding) {
      return finding.text.find(text) != std::string::npos;
    });
  }
};

}  // namespace

TEST_CASE("a sound folder has no findings and is counted exactly") {
  const VerifyReport report = Study().report();
  for (const Finding& finding : report.findings) MESSAGE(finding.where, ": ", finding.text);
  CHECK(report.sound());
  CHECK(report.shards == 2);
  CHECK(report.runs == 7);
  CHECK(report.failed_runs == 1);
  CHECK(report.requests == 240);
  CHECK(report.planned_runs == 8);
  CHECK(report.missing_runs == 1);
}

TEST_CASE("every flipped byte of a shard is found, harmless or not") {
  const Study study;
  const std::string whole = read_file(study.shard);
  for (std::size_t at = 5; at < whole.size(); at += whole.size() / 23) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    test::write_text_file(study.shard, damaged);
    CHECK(study.finds("has changed since the index was built"));
  }
  test::write_text_file(study.shard, whole);
  CHECK(study.report().sound());
}

TEST_CASE("lost, truncated, renamed and foreign shards are found") {
  const Study study;
  const std::string whole = read_file(study.shard);
  test::write_text_file(study.shard, whole.substr(0, whole.size() / 2));
  CHECK(study.finds("cannot open the file as HDF5"));
  fs::remove(study.shard);
  CHECK(study.finds("counts shard-0000-0000.h5, which is missing"));
  CHECK(study.finds("3 runs have other status"));
  test::write_text_file(study.shard, whole);
  fs::rename(study.shard, study.folder.shard_file({0, 5}));
  CHECK(study.finds("says that it is shard-0000-0000.h5"));
  test::write_text_file(study.folder.shards_folder() / "notes.txt", "");
  CHECK(study.finds("is not a shard"));
}

TEST_CASE("runs that occur twice are found") {
  const Study study;
  test::sample_writer(study.folder.shards_folder(), 1, 40, 2, 4, 0).commit();
  CHECK(study.finds("run " + test::sample_key(2).hex() + " is in "));
  CHECK(study.finds("does not know shard-0004-0000.h5"));
}

TEST_CASE("an index that disagrees with the shards is found") {
  Study study;
  study.index.values[0][1] += 1;
  write_index(study.folder.index_file(), study.index);
  CHECK(study.finds("1 runs have other metrics"));
  study.index.shards[1].requests = 7;
  write_index(study.folder.index_file(), study.index);
  CHECK(study.finds("counts other runs or requests in shard-0001-0000.h5"));
  study.index.study_hash = "xyz";
  write_index(study.folder.index_file(), study.index);
  CHECK(study.finds("belongs to another study"));
  fs::remove(study.folder.index_file());
  CHECK(study.finds("is missing; resume the study"));
}

TEST_CASE("implausible requests and damaged journals are found") {
  const Study study;
  ShardWriter writer = test::sample_writer(study.folder.shards_folder(), 0, 0, 0, 2, 0);
  RunResult run = test::sample_run(7, 40);
  run.records[11].status = engine::RequestStatus::completed;
  run.records[11].ttft_us = -1;
  writer.add(std::move(run));
  writer.commit();
  CHECK(study.finds("row 11 is completed without a first token"));
  test::write_text_file(study.folder.journal_file(), read_file(study.folder.journal_file()) + "x");
  CHECK(study.finds("has 1 torn and 0 damaged bytes"));
}

TEST_CASE("a folder that is none is a finding, not an exception") {
  CHECK_FALSE(verify("/nonexistent").sound());
}

namespace {

/// What is found if run 0 of a folder without rows is there again in a second shard.
std::vector<Finding> findings_with_repeated(RunResult again) {
  const test::TemporaryFolder temporary;
  const ResultFolder folder = ResultFolder::create_or_open(temporary.path() / "out", "sample", "h");
  test::sample_writer(folder.shards_folder(), 1, 0).commit();
  ShardWriter second = test::sample_writer(folder.shards_folder(), 0, 0, 0, 0, 1);
  second.add(std::move(again));
  second.commit();
  std::vector<Finding> findings = verify(folder.path()).findings;
  std::erase_if(findings, [](const Finding& f) { return f.text.find("run ") != 0; });
  return findings;
}

}  // namespace

TEST_CASE("a run may be there again with its rows, if it is the same run") {
  CHECK(findings_with_repeated(test::sample_run(0, 30)).empty());
  RunResult other = test::sample_run(0, 30);
  other.metrics[1] += 1e-9;
  const auto differs = findings_with_repeated(other);
  REQUIRE(differs.size() == 1);
  CHECK(differs[0].text.find("differs from that in") != std::string::npos);
  const auto twice = findings_with_repeated(test::sample_run(0, 0));
  REQUIRE(twice.size() == 1);
  CHECK(twice[0].text.find(" is in ") != std::string::npos);
}

TEST_CASE("a run that failed may be there again, and counts once, as done if it ever was") {
  RunResult failed = test::sample_run(0, 0);
  failed.failure = "out of blocks";
  failed.metrics.assign(2, std::nan(""));
  CHECK(findings_with_repeated(failed).empty());

  const test::TemporaryFolder temporary;
  const ResultFolder folder = ResultFolder::create_or_open(temporary.path() / "out", "sample", "h");
  const auto add = [&](RunResult run, int sequence) {
    ShardWriter writer = test::sample_writer(folder.shards_folder(), 0, 0, 0, 0, sequence);
    writer.add(std::move(run));
    writer.commit();
    return verify(folder.path());
  };
  VerifyReport report = add(failed, 0);
  CHECK(report.runs == 1);
  CHECK(report.failed_runs == 1);
  report = add(failed, 1);
  CHECK(report.runs == 1);
  CHECK(report.failed_runs == 1);
  report = add(test::sample_run(0, 0), 2);
  CHECK(report.runs == 1);
  CHECK(report.failed_runs == 0);
  report = add(test::sample_run(0, 0), 3);  // done twice: one too many
  CHECK(std::ranges::any_of(report.findings, [](const Finding& finding) {
    return finding.text.find("shard-0000-0002.h5 too") != std::string::npos;
  }));
}
