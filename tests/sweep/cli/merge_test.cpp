#include <doctest/doctest.h>

#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::merge_test {
namespace {

/// The example with its request tables, run into the folder `out`.
void run_example(const TemporaryFolder& folder, const std::string& out,
                 const std::vector<std::string>& options = {}) {
  folder.write("study.yaml", example_with("keep_requests: none", "keep_requests: all"));
  std::vector<std::string> command = {"run", "study.yaml", "-o", out};
  command.insert(command.end(), options.begin(), options.end());
  REQUIRE(servesweep(folder.path(), command).code == 0);
}

}  // namespace

TEST_CASE("merge: equal bytes whatever ranks and threads made the shards") {
  const TemporaryFolder folder;
  run_example(folder, "one", {"--threads", "1"});
  const Finished parallel =
      Process(folder.path(), {SERVESWEEP_MPIEXEC, "-n", "3", "--oversubscribe", SERVESWEEP_PROGRAM,
                              "run", "study.yaml", "-o", "three", "--threads", "2"})
          .wait();
  REQUIRE(parallel.code == 0);
  const Finished merged = servesweep(folder.path(), {"merge", "one", "--to", "one.h5"});
  CHECK(merged.code == 0);
  CHECK(merged.err.empty());
  CHECK(merged.out.starts_with("one.h5: 10 of 10 planned runs, 160 request rows, "));
  CHECK(servesweep(folder.path(), {"merge", "three", "--to", "three.h5"}).code == 0);
  CHECK(text_of_file(folder.path() / "one.h5") == text_of_file(folder.path() / "three.h5"));
  // Again: a merged file may be replaced.
  CHECK(servesweep(folder.path(), {"merge", "one", "--to", "three.h5"}).code == 0);
}

TEST_CASE("merge: refuses what is not finished, unless it is asked for a part") {
  const TemporaryFolder folder;
  run_example(folder, "out");
  fs::remove(folder.path() / "out" / "shards" / "shard-0000-0000.h5");
  const Finished refused = servesweep(folder.path(), {"merge", "out", "--to", "part.h5"});
  CHECK(refused.code == 2);
  CHECK(refused.err.find("out: is not finished (10 of 10 planned runs are missing); run the study "
                         "to its end, or add --partial") != std::string::npos);
  CHECK_FALSE(fs::exists(folder.path() / "part.h5"));
  const Finished part = servesweep(folder.path(), {"merge", "out", "--to", "part.h5", "--partial"});
  CHECK(part.code == 0);
  CHECK(part.out.starts_with("part.h5: 0 of 10 planned runs, 0 request rows, "));
}

TEST_CASE("merge: never replaces anything but a merged file, nor writes into results") {
  const TemporaryFolder folder;
  run_example(folder, "out");
  folder.write("mine.h5", "something else");
  const auto refusal = [&](const std::vector<std::string>& to) {
    std::vector<std::string> command = {"merge", "out"};
    command.insert(command.end(), to.begin(), to.end());
    const Finished finished = servesweep(folder.path(), command);
    CHECK(finished.code == 2);
    return finished.err;
  };
  CHECK(refusal({"--to", "mine.h5"}).find("would be replaced") != std::string::npos);
  CHECK(text_of_file(folder.path() / "mine.h5") == "something else");
  CHECK(refusal({"--to", "out/all.h5"}).find("lies in a result folder") != std::string::npos);
  CHECK(refusal({"--to", "none/all.h5"}).find("does not exist") != std::string::npos);
  CHECK(refusal({}).find("--to: is missing") != std::string::npos);
}

}  // namespace servesweep::sweep::test::merge_test
