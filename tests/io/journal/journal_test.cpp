#include "io/journal/journal.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "io/journal/journal_format.h"
#include "tests/io/hdf5/sample_results.h"

namespace journal_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

const std::vector<std::string> kRecords = {R"({"event":"start"})", R"({"n":1})",
                                           R"({"text":")" + std::string(300, 'x') + "\"}"};

std::string sample_bytes() {
  std::string bytes(kJournalMagic);
  for (const std::string& record : kRecords) bytes += encode_record(record);
  return bytes;
}

std::vector<std::string> first(std::size_t count) {
  return {kRecords.begin(), kRecords.begin() + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace

TEST_CASE("CRC-32C gives its published check value") {
  CHECK(crc32c("123456789") == 0xE3069283U);
}

TEST_CASE("records come back in order, also after reopening") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "journal.log";
  CHECK(read_journal(file).records.empty());
  for (std::size_t i = 0; i < kRecords.size(); ++i) {
    Journal journal =
        Journal::open(file, i == 0 ? SyncPolicy::on_request : SyncPolicy::each_record);
    CHECK(journal.content().records == first(i));
    CHECK(journal.content().torn_bytes == 0);
    journal.append(kRecords[i]);
  }
  CHECK(read_journal(file).records == kRecords);
  CHECK(read_file(file) == sample_bytes());
}

TEST_CASE("torn at any byte, the whole records survive and the next ones follow them") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "journal.log";
  const std::string whole = sample_bytes();
  std::vector<std::size_t> ends = {kJournalMagic.size()};
  for (const std::string& record : kRecords) {
    ends.push_back(ends.back() + encode_record(record).size());
  }
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    test::write_text_file(file, whole.substr(0, size));
    std::size_t survivors = 0;
    while (survivors < kRecords.size() && ends[survivors + 1] <= size) ++survivors;
    {
      Journal journal = Journal::open(file, SyncPolicy::on_request);
      const std::size_t kept = size < ends[0] ? 0 : ends[survivors];
      REQUIRE(journal.content().records == first(survivors));
      REQUIRE(journal.content().torn_bytes == size - kept);
      journal.append("{}");
    }
    std::vector<std::string> expected = first(survivors);
    expected.emplace_back("{}");
    const JournalContent after = read_journal(file);
    REQUIRE(after.records == expected);
    REQUIRE(after.torn_bytes + after.skipped_bytes == 0);
  }
}

TEST_CASE("a flipped byte costs its own record only") {
  const std::string whole = sample_bytes();
  for (std::size_t at = kJournalMagic.size(); at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    const JournalContent content = decode_journal(damaged);
    REQUIRE(content.records.size() == kRecords.size() - 1);
    REQUIRE(content.torn_bytes + content.skipped_bytes > 0);
  }
}

TEST_CASE("blocks of zeros are a torn tail at the end and damage in the middle") {
  const std::string whole = sample_bytes();
  const JournalContent tail = decode_journal(whole + std::string(4096, '\0'));
  CHECK(tail.records == kRecords);
  CHECK(tail.torn_bytes == 4096);
  std::string middle(kJournalMagic);
  middle += encode_record("1") + std::string(512, '\0') + encode_record("2");
  const JournalContent content = decode_journal(middle);
  CHECK(content.records == std::vector<std::string>{"1", "2"});
  CHECK(content.skipped_bytes == 512);
  CHECK(content.torn_bytes == 0);
}

TEST_CASE("records before the first damage are counted") {
  CHECK(decode_journal(sample_bytes()).whole_before_damage == 3);
  CHECK(decode_journal(sample_bytes() + "torn").whole_before_damage == 3);
  for (std::size_t hit = 0; hit < 2; ++hit) {
    std::string damaged(kJournalMagic);
    for (std::size_t i = 0; i < 3; ++i) {
      std::string record = encode_record(kRecords[i]);
      if (i == hit) record.back() = '!';
      damaged += record;
    }
    CHECK(decode_journal(damaged).whole_before_damage == hit);
  }
}

TEST_CASE("what can be had of a damaged journal makes a new one") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "journal.log";
  std::string bytes = sample_bytes();
  bytes[2] = '!';
  test::write_text_file(file, bytes);
  CHECK_THROWS_AS((void)read_journal(file), engine::Problem);
  const JournalContent content = salvage_journal(file);
  CHECK(content.records == kRecords);
  CHECK(content.whole_before_damage == 3);
  write_journal(file, content.records);
  CHECK(read_file(file) == sample_bytes());
  for (const char* text : {"", "x"}) {
    test::write_text_file(file, text);
    CHECK(salvage_journal(file).records.empty());
  }
}

TEST_CASE("a foreign file is refused and left alone") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "journal.log";
  test::write_text_file(file, "2026-01-01 someone else's log\n");
  CHECK_THROWS_AS((void)Journal::open(file), engine::Problem);
  CHECK_THROWS_AS((void)read_journal(file), engine::Problem);
  CHECK(read_file(file) == "2026-01-01 someone else's log\n");
}

TEST_CASE("records of impossible size are refused") {
  const test::TemporaryFolder folder;
  Journal journal = Journal::open(folder.path() / "journal.log");
  CHECK_THROWS_AS(journal.append(""), engine::Problem);
}

TEST_CASE("records that are appended together are all there, or none") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "journal.log";
  Journal journal = Journal::open(file);
  journal.append_all({"{\"a\":1}", "{\"b\":2}"});
  CHECK_THROWS_AS(journal.append_all({"{\"c\":3}", ""}), engine::Problem);
  journal.append_all({});
  journal.append("{}");
  CHECK(read_journal(file).records == std::vector<std::string>{"{\"a\":1}", "{\"b\":2}", "{}"});
}

}  // namespace journal_test
