#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/sweep/cli/program.h"

// What is no file where a file should be: nobody waits for a pipe that nobody writes into.

namespace servesweep::sweep::test::strange_files_test {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Ended by a signal if it waits for ever.
Finished limited(const fs::path& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"timeout", "--signal=KILL", "60", SERVESWEEP_PROGRAM});
  return Process(folder, std::move(arguments)).wait();
}

constexpr int kStatuses = 128;  ///< from here on they tell of signals

TEST_CASE("a pipe or a folder in the place of a file keeps no verb waiting") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "whole", "--shared"}).code == 0);
  const fs::path out = folder.path() / "out";
  for (const bool pipe : {true, false}) {
    for (const char* name :
         {"shards/shard-1000-0000.h5", "journal.log", "members/journal-0001.log", "live.json",
          "study.h5", "resolved.yaml", "servesweep.json", "servesweep.lock",
          "members/live-0001.json", "members/member-0001.json", "leases/chunk-000000.lease-1",
          "leases/chunks.json"}) {
      fs::remove_all(out);
      fs::copy(folder.path() / "whole", out, fs::copy_options::recursive);
      fs::remove_all(out / name);
      if (pipe) {
        REQUIRE(::mkfifo((out / name).c_str(), 0600) == 0);
      } else {
        fs::create_directory(out / name);
      }
      for (const char* verb : {"status", "verify", "rank", "export"}) {
        CAPTURE(name);
        CAPTURE(verb);
        CAPTURE(pipe);
        const Finished finished = limited(folder.path(), {verb, "out"});
        CAPTURE(finished.out);
        CAPTURE(finished.err);
        CHECK(finished.code >= 0);
        CHECK(finished.code < kStatuses);
      }
    }
  }
}

TEST_CASE("live.json that is no file, or damaged, is said to be so, and shards are counted") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  folder.write("out/live.json", "{\"format\"");
  const Finished corrupt = servesweep(folder.path(), {"status", "out"});
  CHECK(corrupt.code == 0);
  CHECK(contains(corrupt.out, "state       complete"));
  CHECK(contains(corrupt.out, "note        live.json does not tell how a study stands"));
  fs::remove(folder.path() / "out" / "live.json");
  fs::create_directory(folder.path() / "out" / "live.json");
  CHECK(contains(servesweep(folder.path(), {"status", "out"}).out,
                 "note        live.json is not a file"));
}

TEST_CASE("no name of a folder makes a terminal act") {
  const TemporaryFolder folder;
  folder.write("study.yaml", kExampleStudy);
  const std::string name = "o\x1b[2J\xc2\x9bt";
  const auto harmless = [&](const Finished& finished) {
    CAPTURE(finished.out);
    CHECK(finished.out.find_first_of("\x1b\x9b") == std::string::npos);
    CHECK(finished.err.find_first_of("\x1b\x9b") == std::string::npos);
    return finished;
  };
  const Finished run = harmless(servesweep(folder.path(), {"run", "study.yaml", "-o", name}));
  CHECK(run.code == 0);
  CHECK(contains(run.out, "results in o\\x1b[2J\\u{009b}t; next: servesweep rank $'o\\033[2J"));
  for (const char* verb : {"status", "verify", "rank", "export", "pareto", "regimes", "claims"}) {
    CAPTURE(verb);
    harmless(servesweep(folder.path(), {verb, name}));
  }
  harmless(servesweep(folder.path(), {"status", name, "--explain"}));
  fs::remove(folder.path() / name / "study.h5");
  folder.write(name + "/shards/shard-0000-0000.h5", "damaged");
  for (const char* verb : {"status", "verify", "rank", "export"}) {
    harmless(servesweep(folder.path(), {verb, name}));
  }
  const Finished moved = harmless(servesweep(folder.path(), {"verify", "--quarantine", name}));
  CHECK(moved.code == 3);
  CHECK(contains(moved.out, "next: servesweep run $'o\\033[2J"));
}

}  // namespace
}  // namespace servesweep::sweep::test::strange_files_test
