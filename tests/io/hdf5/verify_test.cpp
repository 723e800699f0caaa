#include "io/hdf5/verify.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

#include "io/folder/content_hash.h"
#include "io/hdf5/shard_reader.h"
#include "io/journal/journal.h"
#include "tests/io/hdf5/sample_index.h"

namespace verify_test {

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
    folder.write_resolved_study("study: sample\n");
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
    CHECK(study.report().damaged == std::vector<fs::path>{study.shard});
  }
  test::write_text_file(study.shard, whole);
  CHECK(study.report().sound());
}

TEST_CASE("without an index, every flipped byte of a shard that the journal knows is found") {
  const Study study;
  fs::remove(study.folder.index_file());
  const std::string whole = read_file(study.shard);
  const auto event = [&](const std::string& hash) {
    return R"({"event":"shard","name":"shard-0000-0000.h5","content_hash":")" + hash + "\"}";
  };
  Journal journal = Journal::open(study.folder.journal_file());
  journal.append(event("of an earlier file of that name"));
  journal.append(event(content_hash(study.shard)));
  journal.append(R"({"event":"shard","name":7})");
  std::mt19937 random(1);
  for (int round = 0; round < 60; ++round) {
    std::string damaged = whole;
    const std::size_t at = random() % whole.size();
    damaged[at] = static_cast<char>(damaged[at] ^ (1U << random() % 8));
    test::write_text_file(study.shard, damaged);
    const VerifyReport report = study.report();
    REQUIRE(report.damaged == std::vector<fs::path>{study.shard});
  }
  test::write_text_file(study.shard, whole);
  CHECK(study.report().damaged.empty());
}

TEST_CASE("of a shard that nobody knows, every flipped byte is found or changes nothing") {
  const Study study;
  fs::remove(study.folder.index_file());
  const std::string whole = read_file(study.shard);
  const auto contents = [&] {
    const ShardReader shard = ShardReader::open(study.shard);
    std::vector<engine::RequestRecord> all = shard.read_requests(0, shard.requests());
    std::vector<std::vector<double>> metrics;
    for (std::size_t i = 0; i < shard.runs(); ++i) metrics.push_back(shard.run(i).metrics);
    return std::pair(std::move(all), std::move(metrics));
  };
  const auto expected = contents();
  std::mt19937 random(2);
  std::size_t found = 0;
  constexpr std::size_t kRounds = 150;
  for (std::size_t round = 0; round < kRounds; ++round) {
    std::string damaged = whole;
    const std::size_t at = random() % whole.size();
    damaged[at] = static_cast<char>(damaged[at] ^ (1U << random() % 8));
    test::write_text_file(study.shard, damaged);
    if (!study.report().damaged.empty()) {
      ++found;
    } else {
      REQUIRE(contents() == expected);
    }
  }
  CHECK(found > kRounds / 2);
}

TEST_CASE("every flipped byte of the index is found or changes nothing") {
  const Study study;
  const fs::path file = study.folder.index_file();
  const std::string whole = read_file(file);
  std::mt19937 random(3);
  for (std::size_t round = 0; round < 150; ++round) {
    std::string damaged = whole;
    const std::size_t at = random() % whole.size();
    damaged[at] = static_cast<char>(damaged[at] ^ (1U << random() % 8));
    test::write_text_file(file, damaged);
    if (!study.report().sound()) continue;
    const StudyIndex index = read_index(file);
    REQUIRE(index.plan == study.index.plan);
    REQUIRE(index.points == study.index.points);
    REQUIRE(index.shards == study.index.shards);
    REQUIRE(index.study_hash == study.index.study_hash);
    REQUIRE(index.strategies == study.index.strategies);
    for (std::size_t m = 0; m < index.values.size(); ++m) {
      REQUIRE(std::memcmp(index.values[m].data(), study.index.values[m].data(),
                          index.values[m].size() * sizeof(double)) == 0);
    }
  }
}

TEST_CASE("damage to the marker and to the resolved study is found") {
  const Study study;
  const fs::path resolved = study.folder.resolved_study_file();
  const std::string text = read_file(resolved);
  test::write_text_file(resolved, text.substr(0, text.size() - 2));
  CHECK(study.finds("is not as it was written"));
  fs::remove(resolved);
  CHECK(study.finds("cannot open it"));
  study.folder.write_resolved_study("study: sample\n");
  const fs::path marker = study.temporary.path() / "servesweep.json";
  const std::string whole = read_file(marker);
  std::size_t harmless = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x05);
    test::write_text_file(marker, damaged);
    if (!study.report().sound()) continue;
    ++harmless;
    REQUIRE(ResultFolder::open_existing(study.temporary.path()).marker() == study.folder.marker());
  }
  CHECK(harmless < whole.size() / 2);
  test::write_text_file(marker, "");
  const VerifyReport report = study.report();
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].where == marker.string());
}

TEST_CASE("shards of another study are found") {
  const Study study;
  ShardIdentity identity = test::sample_identity(3, 0);
  identity.study = "other";
  ShardWriter(study.folder.shards_folder(), identity, test::sample_metrics()).commit();
  CHECK(study.finds("belongs to the study 'other' (this folder is of 'sample')"));
  CHECK(study.report().damaged ==
        std::vector<fs::path>{study.folder.shard_file({.rank = 3, .sequence = 0})});
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

TEST_CASE("a run that two members of a shared study ran counts once, if it is the same") {
  const Study study;
  const VerifyReport before = study.report();
  test::sample_writer(study.folder.shards_folder(), 1, 40, 2, 4, 0).commit();
  CHECK_FALSE(study.finds("differs"));
  CHECK(study.finds("does not know shard-0004-0000.h5"));
  CHECK(study.report().runs == before.runs);

  ShardWriter other = test::sample_writer(study.folder.shards_folder(), 0, 0, 0, 5, 0);
  RunResult run = test::sample_run(2, 40);
  run.records[7].ttft_us += 1;
  run.records[7].breakdown.decode_us -= 1;
  other.add(std::move(run));
  other.commit();
  CHECK(study.finds("run " + test::sample_key(2).hex() + " differs from that in "));
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
  CHECK(study.finds("is missing; run the study again"));
}

TEST_CASE("what an attempt that has not ended did not get to is no damage") {
  const Study study;
  Journal journal = Journal::open(study.folder.journal_file());
  journal.append(R"({"event":"begin"})");
  CHECK(study.report().sound());
  CHECK(study.report().unfinished);
  CHECK(study.report().indexed);
  // A shard that the index does not know, with a run that it has as missing.
  test::sample_writer(study.folder.shards_folder(), 1, 40, 7, 4, 0).commit();
  VerifyReport report = study.report();
  for (const Finding& finding : report.findings) MESSAGE(finding.where, ": ", finding.text);
  CHECK(report.sound());
  CHECK_FALSE(report.indexed);
  fs::remove(study.folder.index_file());
  report = study.report();
  CHECK(report.sound());
  CHECK(report.shards == 3);
  CHECK(report.planned_runs == 0);

  test::write_text_file(study.folder.shard_file({4, 0}), "not a shard");
  report = study.report();
  CHECK(report.findings.size() == 1);
  CHECK(report.damaged_shards == 1);
  CHECK(report.shards == 2);
  fs::remove(study.folder.shard_file({4, 0}));

  journal.append(R"({"event":"end","error":"no space"})");  // before it could write an index
  CHECK(study.report().sound());
  journal.append(R"({"event":"end","error":""})");
  CHECK_FALSE(study.report().unfinished);
  CHECK(study.finds("is missing; run the study again"));
}

TEST_CASE("half a record is no damage while somebody writes") {
  const Study study;
  test::write_text_file(study.folder.journal_file(), read_file(study.folder.journal_file()) + "x");
  CHECK_FALSE(verify(study.temporary.path()).sound());
  CHECK(verify(study.temporary.path(), true).sound());
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
  CHECK(study.report().damaged.empty());  // the next run cuts a torn tail
  fs::remove(study.folder.journal_file());
  CHECK(study.finds("is missing, and with it what the study has decided"));
}

TEST_CASE("the journals of members are looked at, too") {
  const Study study;
  fs::create_directories(study.folder.members_folder());
  const fs::path journal = study.folder.members_folder() / "journal-0002.log";
  Journal::open(journal).append("{}");
  CHECK(study.report().sound());
  test::write_text_file(journal, read_file(journal) + "xyz");
  CHECK(study.finds("has 3 torn and 0 damaged bytes"));
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
  CHECK(findings_with_repeated(test::sample_run(0, 0)).empty());
  RunResult of_other_seed = test::sample_run(0, 0);
  ++of_other_seed.seed;
  CHECK(findings_with_repeated(of_other_seed).size() == 1);
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
  report = add(test::sample_run(0, 0), 3);
  CHECK(report.runs == 1);
}

}  // namespace verify_test
