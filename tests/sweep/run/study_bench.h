#pragma once

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "io/hdf5/study_index.h"
#include "sweep/run/run_study.h"
#include "tests/io/hdf5/sample_results.h"
#include "tests/sweep/distribute/thread_ranks.h"

namespace servesweep::sweep {

/// A study file in a folder of its own, to be run into folders beside it.
struct StudyBench {
  explicit StudyBench(const std::string& text) { io::test::write_text_file(study, text); }

  /// What rank 0 says.
  RunOutcome run(const std::string& output, int ranks = 1, int threads = 1,
                 const std::atomic<bool>* drain = nullptr) const {
    const RunRequest request{.study = study,
                             .output = path(output),
                             .threads = threads,
                             .command = "test",
                             .drain = drain};
    return run_ranks(ranks, [&](Transport& transport) { return run_study(transport, request); })
        .front();
  }

  std::filesystem::path path(const std::string& output) const { return folder.path() / output; }
  io::StudyIndex index(const std::string& output) const {
    return io::read_index(path(output) / "study.h5");
  }

  io::test::TemporaryFolder folder;
  std::filesystem::path study = folder.path() / "study.yaml";
};

/// Runs a study with stops, first after so many ms, each time half as much later, on other ranks
/// and threads each time; how often it began, 0 if it did not end.
inline int run_with_stops(const StudyBench& bench, const std::string& output, double ms) {
  for (int attempt = 1; attempt < 60; ++attempt, ms *= 1.5) {
    std::atomic<bool> drain = false;
    std::atomic<bool> over = false;
    std::thread watch([&] {
      const auto end =
          std::chrono::steady_clock::now() + std::chrono::duration<double, std::milli>(ms);
      while (!over && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::microseconds(100));
      }
      drain = true;
    });
    const RunOutcome outcome = bench.run(output, 1 + attempt % 2, 1 + attempt % 3, &drain);
    over = true;
    watch.join();
    if (outcome.code == ExitCode::success) return attempt;
    REQUIRE(outcome.code == ExitCode::drained);
  }
  return 0;
}

}  // namespace servesweep::sweep
