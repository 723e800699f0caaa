#include "sweep/run/shared_round.h"

#include <doctest/doctest.h>

#include <bit>
#include <map>
#include <thread>

#include "engine/base/problem.h"
#include "io/folder/host_name.h"
#include "io/folder/shared_file.h"
#include "io/hdf5/shard_reader.h"
#include "io/hdf5/verify.h"
#include "sweep/run/folder_identity.h"
#include "tests/sweep/run/study_bench.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::shared_round_test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// Several members are played by threads of this process: locks belong to open files.
struct SharedBench : StudyBench {
  explicit SharedBench(const std::string& text = example_with("seeds: [42, 43]",
                                                              "seeds: {first: 42, count: 6}"))
      : StudyBench(text) {}

  RunOutcome member(const std::string& output, int ranks = 1, std::chrono::seconds lease = 120s,
                    const std::atomic<bool>* drain = nullptr) const {
    const RunRequest request{.study = study,
                             .output = path(output),
                             .threads = 1,
                             .command = "test --shared",
                             .drain = drain,
                             .shared = SharedRules{.lease = lease}};
    return run_ranks(ranks, [&](Transport& transport) { return run_study(transport, request); })
        .front();
  }

  io::LeaseFolder leases(const std::string& output) const { return {path(output) / "leases", 99}; }

  /// Figures of all runs, by key; and nothing is missing.
  std::map<io::RunKey, std::vector<std::uint64_t>> figures(const std::string& output) const {
    const io::StudyIndex stored = index(output);
    std::map<io::RunKey, std::vector<std::uint64_t>> figures;
    for (std::size_t i = 0; i < stored.plan.size(); ++i) {
      CHECK(stored.plan[i].status == io::RunStatus::done);
      std::vector<std::uint64_t>& row = figures[stored.plan[i].key];
      row.clear();
      for (const auto& column : stored.values)
        row.push_back(std::bit_cast<std::uint64_t>(column[i]));
    }
    return figures;
  }

  /// Rows of all shards.
  std::size_t stored_runs(const std::string& output) const {
    const io::ResultFolder results = io::ResultFolder::open_existing(path(output));
    std::size_t runs = 0;
    for (const io::ShardName& name : results.shards()) {
      runs += io::ShardReader::open(results.shard_file(name)).runs();
    }
    return runs;
  }
};

constexpr std::size_t kDistinct = 24;  // (1 + 4 points, one of them the baseline again) x 6 seeds

/// Another member, as far as the folder can tell, which holds chunks; so nobody is alone.
struct OtherMember {
  OtherMember(const SharedBench& bench, const std::string& output)
      : folder(io::ResultFolder::share(
            bench.path(output), "example",
            io::ResultFolder::open_existing(bench.path(output)).marker().study_hash)),
        leases(folder.leases_folder(), 7) {
    CHECK(folder.admit_others());
  }
  io::ResultFolder folder;
  io::LeaseFolder leases;
};

/// The folder of a study of which nothing is done, as a member leaves it that does nothing.
void found_folder(const SharedBench& bench, const std::string& output) {
  const Study example = Study::read_file(bench.study);
  (void)io::ResultFolder::share(bench.path(output), example.name(),
                                folder_identity(example, Plan::of(example)));
}

}  // namespace

TEST_CASE("one member does what an ordinary run does, and leaves no trace of life") {
  const SharedBench bench;
  REQUIRE(bench.run("ordinary").code == ExitCode::success);
  const RunOutcome outcome = bench.member("shared");
  CHECK(outcome.code == ExitCode::success);
  CHECK(outcome.done_runs == kDistinct);
  CHECK(outcome.left_runs == 0);
  CHECK(outcome.shared == "member 1 has run 24 of 24 chunks");
  CHECK(bench.figures("shared") == bench.figures("ordinary"));
  CHECK(io::verify(bench.path("shared")).sound());
  CHECK(io::members_in(bench.path("shared") / "members").empty());
  CHECK(fs::exists(bench.leases("shared").chunks_file()));
  CHECK(bench.leases("shared").look().leases.empty());
  CHECK(bench.leases("shared").look().done.empty());  // of no use any more
  // Asked again there is nothing to do, in either way.
  const RunOutcome again = bench.member("shared");
  CHECK(again.code == ExitCode::success);
  CHECK(again.found_runs == kDistinct);
  CHECK(again.done_runs == 0);
  CHECK(bench.run("shared").code == ExitCode::success);
}

TEST_CASE("members at once share the work: nothing twice, nothing left, the same numbers") {
  const SharedBench bench;
  REQUIRE(bench.run("ordinary").code == ExitCode::success);
  std::vector<RunOutcome> outcomes(4);
  std::vector<std::thread> members;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    members.emplace_back([&, i] { outcomes[i] = bench.member("shared", i == 0 ? 2 : 1); });
  }
  for (std::thread& member : members) member.join();
  std::size_t done = 0;
  bool complete = false;
  for (const RunOutcome& outcome : outcomes) {
    CHECK(outcome.error.empty());
    done += outcome.done_runs;
    complete = complete || outcome.code == ExitCode::success;
  }
  CHECK(complete);
  CHECK(done == kDistinct);
  CHECK(bench.stored_runs("shared") == kDistinct);
  CHECK(bench.figures("shared") == bench.figures("ordinary"));
  const io::VerifyReport report = io::verify(bench.path("shared"));
  for (const io::Finding& finding : report.findings) MESSAGE(finding.where, ": ", finding.text);
  CHECK(report.sound());
}

TEST_CASE("who is drained gives its chunks back, and the last one leaves an index") {
  const SharedBench bench;
  const std::atomic<bool> drain = true;
  REQUIRE(bench.member("shared", 1, 120s, &drain).code == ExitCode::drained);
  CHECK(bench.leases("shared").look().leases.empty());
  CHECK(io::members_in(bench.path("shared") / "members").empty());
  CHECK(io::verify(bench.path("shared")).sound());
  CHECK(bench.index("shared").plan.size() > kDistinct);
  CHECK(bench.run("shared").code == ExitCode::success);
}

TEST_CASE("chunks of the dead are run at once by one who comes when nobody is there") {
  const SharedBench bench;
  found_folder(bench, "shared");
  REQUIRE(bench.leases("shared").claim(3));
  REQUIRE(io::create_shared_file(bench.path("shared") / "members" / "member-0001.json",
                                 R"({"host": ")" + io::host_name() + R"(", "lease_seconds": 60})"));
  const RunOutcome outcome = bench.member("shared");
  CHECK(outcome.code == ExitCode::success);
  CHECK(outcome.done_runs == kDistinct);
  CHECK(outcome.shared.starts_with("member 2 "));  // the number of the dead is not used again
}

TEST_CASE("chunks of the dead are taken over while others work, when their leases run out") {
  const SharedBench bench;
  found_folder(bench, "shared");
  const OtherMember other(bench, "shared");
  REQUIRE(other.leases.claim(3));
  const RunOutcome outcome = bench.member("shared", 1, 1s);
  CHECK(outcome.code == ExitCode::success);
  CHECK(outcome.done_runs == kDistinct);
  CHECK(io::verify(bench.path("shared")).sound());
}

TEST_CASE("who finds the rest with others that live leaves it to them") {
  const SharedBench bench;
  found_folder(bench, "shared");
  const OtherMember other(bench, "shared");
  REQUIRE(other.leases.claim(3));
  std::atomic<bool> over = false;
  std::thread life([&] {
    while (!over) {
      (void)other.leases.renew({.chunk = 3});
      std::this_thread::sleep_for(5ms);
    }
  });
  const RunOutcome outcome = bench.member("shared");
  over = true;
  life.join();
  CHECK(outcome.code == ExitCode::drained);
  CHECK(outcome.left_to_others);
  CHECK(outcome.done_runs == kDistinct - 1);
  CHECK(outcome.left_runs == 1);
  CHECK(outcome.shared ==
        "member 1 has run 23 of 24 chunks; 1 chunk (1 run) is leased by other members");
  CHECK(bench.leases("shared").look().done.size() == 23);
}

TEST_CASE("a chunk that is marked as done and was lost is run again") {
  const SharedBench bench;
  REQUIRE(bench.member("shared").code == ExitCode::success);
  const io::ResultFolder folder = io::ResultFolder::open_existing(bench.path("shared"));
  const OtherMember other(bench, "shared");  // so marks are not cleared away
  for (std::size_t chunk = 0; chunk < kDistinct; ++chunk) {
    REQUIRE(other.leases.claim(chunk));
    other.leases.finish({.chunk = chunk});
  }
  fs::remove(folder.shard_file(folder.shards().front()));
  const RunOutcome outcome = bench.member("shared");
  CHECK(outcome.code == ExitCode::success);
  CHECK(outcome.done_runs > 0);
  CHECK(outcome.found_runs + outcome.done_runs == kDistinct);
  CHECK(io::verify(bench.path("shared")).sound());
}

TEST_CASE("members of another plan are not mixed with") {
  const SharedBench bench;
  found_folder(bench, "shared");
  const fs::path chunks = bench.leases("shared").chunks_file();
  io::replace_shared_file(chunks, ChunkLayout::cut("other", std::vector<double>(24, 1), 1).json());
  {
    const OtherMember other(bench, "shared");
    const RunOutcome outcome = bench.member("shared");
    CHECK(outcome.code == ExitCode::failure);
    CHECK(outcome.error.find("is shared by members with another plan") != std::string::npos);
  }
  CHECK(bench.member("shared").code == ExitCode::success);
}

TEST_CASE("a study that cannot be shared is refused before its folder is touched") {
  const SharedBench bench(example_with("seeds: [42, 43]", "seeds: auto"));
  const RunRequest request{.study = bench.study,
                           .output = bench.path("shared"),
                           .threads = 1,
                           .command = "test",
                           .shared = SharedRules{}};
  InProcessNetwork network(1);
  InProcessTransport transport(network, 0);
  CHECK_THROWS_AS((void)run_study(transport, request), engine::Problem);
  CHECK_FALSE(fs::exists(bench.path("shared")));
}

}  // namespace servesweep::sweep::shared_round_test
