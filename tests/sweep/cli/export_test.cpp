#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

// The numbers of a study depend on nothing but the study: not on ranks, threads or interruptions.

namespace servesweep::sweep::test::export_test {
namespace {

/// Big enough that a signal finds it at work, small enough for a test: 5 points × 60 seeds.
std::string long_study() {
  std::string text = example_with("seeds: [42, 43]", "seeds: {first: 1, count: 60}");
  const std::string few = "requests: 20";
  return text.replace(text.find(few), few.size(), "requests: 1000");
}

std::string exported(const TemporaryFolder& folder, const std::string& results,
                     const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {"export", results};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Finished finished = servesweep(folder.path(), arguments);
  CHECK(finished.code == 0);
  CHECK(finished.err.empty());
  return finished.out;
}

std::size_t count_lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST_CASE("an export does not depend on ranks and threads") {
  const TemporaryFolder folder;
  folder.write("study.yaml", example_with("keep_requests: none", "keep_requests: all"));
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "one", "--threads", "1"}).code ==
          0);
  const Finished parallel =
      Process(folder.path(), {SERVESWEEP_MPIEXEC, "-n", "4", "--oversubscribe", SERVESWEEP_PROGRAM,
                              "run", "study.yaml", "-o", "four", "--threads", "2"})
          .wait();
  REQUIRE(parallel.code == 0);
  CHECK(parallel.out.find("4 ranks, 8 threads") != std::string::npos);
  CHECK(count_lines(parallel.out) == 3);  // rank 0 alone speaks; the third tells of duplicates

  const std::string runs = exported(folder, "one");
  CHECK(count_lines(runs) == 11);  // 5 points × 2 seeds and the header
  CHECK(exported(folder, "four") == runs);
  const std::string requests = exported(folder, "one", {"--requests"});
  CHECK(count_lines(requests) == 201);
  CHECK(exported(folder, "four", {"--requests"}) == requests);

  CHECK(exported(folder, "four", {"--requests", "--to", "requests.csv"}).empty());
  CHECK(text_of_file(folder.path() / "requests.csv") == requests);
}

TEST_CASE("under MPI, bad input is told once and ends all ranks") {
  const TemporaryFolder folder;
  const Finished finished =
      Process(folder.path(), {SERVESWEEP_MPIEXEC, "-n", "2", "--oversubscribe", SERVESWEEP_PROGRAM,
                              "run", "nowhere.yaml"})
          .wait();
  CHECK(finished.code == 2);
  CHECK(finished.out.empty());
  const std::string complaint = "servesweep: error: nowhere.yaml";
  const std::size_t first = finished.err.find(complaint);
  REQUIRE(first != std::string::npos);
  CHECK(finished.err.find(complaint, first + 1) == std::string::npos);
  CHECK(folder.names().empty());
}

/// Starts the long study in the folder `out` and sends a signal as soon as it is at work.
Finished interrupted_run(const TemporaryFolder& folder, int signal_number) {
  const fs::path journal = folder.path() / "out" / "journal.log";
  const auto size = [&] { return fs::exists(journal) ? fs::file_size(journal) : 0; };
  const std::uintmax_t size_before = std::max<std::uintmax_t>(size(), 8);
  const Process process(folder.path(),
                        {SERVESWEEP_PROGRAM, "run", "study.yaml", "-o", "out", "--threads", "1"});
  CHECK(eventually([&] { return size() > size_before; }));
  process.signal(signal_number);
  return process.wait();
}

TEST_CASE("an interrupted study continues to the same results") {
  const TemporaryFolder folder;
  folder.write("study.yaml", long_study());
  REQUIRE(servesweep(folder.path(), {"run", "study.yaml", "-o", "calm"}).code == 0);

  for (const int number : {SIGUSR1, SIGINT}) {
    const Finished drained = interrupted_run(folder, number);
    CHECK(drained.code == 75);
    CHECK(drained.out.find("stopped early as asked; to continue: servesweep run study.yaml -o out "
                           "--threads 1") != std::string::npos);
  }
  CHECK(interrupted_run(folder, SIGKILL).code == -SIGKILL);
  CHECK(exported(folder, "out").find(",missing,") != std::string::npos);

  CHECK(servesweep(folder.path(), {"run", "study.yaml", "-o", "out"}).code == 0);
  CHECK(exported(folder, "out") == exported(folder, "calm"));
  CHECK(servesweep(folder.path(), {"verify", "out"}).code == 0);
}

}  // namespace
}  // namespace servesweep::sweep::test::export_test
