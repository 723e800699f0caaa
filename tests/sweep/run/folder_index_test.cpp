#include "sweep/run/folder_index.h"

#include <doctest/doctest.h>

#include <thread>

#include "io/hdf5/verify.h"
#include "tests/sweep/run/study_bench.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::folder_index_test {

TEST_CASE("members that build the index at once leave a whole one, and no drafts") {
  const StudyBench bench(kExampleStudy);
  REQUIRE(bench.run("out").code == ExitCode::success);
  std::filesystem::remove(bench.path("out") / "study.h5");
  std::vector<std::thread> members;
  for (int i = 0; i < 3; ++i) {
    members.emplace_back([&] {
      const StudyDesk desk({.study = bench.study,
                            .output = bench.path("out"),
                            .threads = 1,
                            .command = "test",
                            .shared = SharedRules{}});
      for (int round = 0; round < 4; ++round) {
        CHECK(write_folder_index(desk, "test", 1, 2).index.shards.size() == 1);
      }
    });
  }
  for (std::thread& member : members) member.join();
  CHECK(io::verify(bench.path("out")).sound());
  for (const auto& entry : std::filesystem::directory_iterator(bench.path("out") / "members")) {
    CHECK(entry.path().extension() == ".log");
  }
}

}  // namespace servesweep::sweep::folder_index_test
