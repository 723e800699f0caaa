#include "sweep/run/run_journal.h"

#include <doctest/doctest.h>

#include "tests/io/hdf5/sample_results.h"

namespace servesweep::sweep::run_journal_test {

TEST_CASE("the journal notes the content hash of each shard") {
  const io::test::TemporaryFolder folder;
  const auto file = folder.path() / "journal.log";
  RunJournal journal(io::Journal::open(file));
  journal.shards({{.file_name = "shard-0000-0000.h5",
                   .size_bytes = 12,
                   .runs = 3,
                   .requests = 0,
                   .content_hash = "00ff"}});
  CHECK(io::read_journal(file).records.empty());
  journal.flush();
  journal.flush();
  const std::vector<std::string> records = io::read_journal(file).records;
  REQUIRE(records.size() == 1);
  CHECK(records[0] == R"({"event":"shard","name":"shard-0000-0000.h5","runs":3,"size_bytes":12,)"
                      R"("content_hash":"00ff"})");
}

TEST_CASE("shards are written before what comes after them, and do not wait for ever") {
  const io::test::TemporaryFolder folder;
  const auto file = folder.path() / "journal.log";
  RunJournal journal(io::Journal::open(file));
  const io::CommittedShard shard{.file_name = "shard-0000-0000.h5",
                                 .size_bytes = 12,
                                 .runs = 3,
                                 .requests = 0,
                                 .content_hash = "00ff"};
  journal.shards({shard, shard});
  journal.end({.done = 6, .error = ""});
  const std::vector<std::string> records = io::read_journal(file).records;
  REQUIRE(records.size() == 3);
  CHECK(records[1].starts_with(R"({"event":"shard")"));
  CHECK(records[2].starts_with(R"({"event":"end")"));
  for (int i = 0; i < 1500; ++i) journal.shards({shard});
  CHECK(io::read_journal(file).records.size() == 3 + 1000);
}

TEST_CASE("decisions after the damage of a journal rest on what is lost, other records do not") {
  io::JournalContent content;
  content.records = {R"({"event":"begin"})", R"({"event":"decision","decision":{}})",
                     R"({"event":"decision","decision":{}})", R"({"event":"shard"})",
                     R"({"event":"seeds","decision":{}})"};
  content.whole_before_damage = 2;
  CHECK(without_lost_decisions(content) ==
        std::vector<std::string>{content.records[0], content.records[1], content.records[3]});
  content.whole_before_damage = 5;
  CHECK(without_lost_decisions(content) == content.records);
}

}  // namespace servesweep::sweep::run_journal_test
