#include "sweep/cli/all_journals.h"

#include <doctest/doctest.h>

#include <fstream>

#include "io/folder/member_file.h"
#include "io/folder/shared_file.h"
#include "io/journal/journal.h"
#include "tests/io/hdf5/sample_results.h"

namespace all_journals_test {

using namespace servesweep;
using namespace servesweep::sweep;

TEST_CASE("of all journals the last event is that of the one written last") {
  const io::test::TemporaryFolder temporary;
  const auto folder = io::ResultFolder::share(temporary.path() / "out", "sample", "abc");
  const io::MemberFile one(folder.members_folder(), io::MemberFacts::of_this_process("test", 100));
  CHECK(AllJournals::of(folder).last_event.empty());
  io::Journal::open(folder.journal_file()).append(R"({"event":"end"})");
  io::Journal mine = io::Journal::open(one.journal_file());
  mine.append(R"({"event":"begin"})");
  mine.append(R"({"event":"shard","name":"shard-0001-0000.h5","runs":7})");
  (void)io::touch_file(one.journal_file());
  const AllJournals all = AllJournals::of(folder);
  CHECK(all.records == 3);
  CHECK(event_words(all.last_event) == "shard: name shard-0001-0000.h5, runs 7");
  CHECK(all.shard_runs.at("shard-0001-0000.h5") == 7);

  // Half a record at the end, and one that is no event.
  mine.append("no event \x1b[2J");
  std::ofstream(one.journal_file(), std::ios::app) << "half a rec";
  CHECK(AllJournals::of(folder).last_event == all.last_event);
}

TEST_CASE("an event in words: what of it is short, fit to be shown") {
  CHECK(event_words("") == "none");
  CHECK(event_words("{torn") == "none");
  CHECK(event_words(R"({"event":"end","done":3,"error":"","x":null})") == "end: done 3");
  CHECK(event_words(R"({"event":"decision","decision":{"points":[1,2]}})") == "decision");
  CHECK(event_words("{\"event\":\"end\",\"error\":\"\\u001b[2J\"}") == "end: error \\x1b[2J");
  CHECK(event_words(R"({"event":"e","text":")" + std::string(5000, 'a') + "\"}").size() < 150);
}

}  // namespace all_journals_test
