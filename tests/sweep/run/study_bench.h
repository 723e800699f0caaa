#pragma once

#include <atomic>
#include <filesystem>
#include <string>

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

}  // namespace servesweep::sweep
