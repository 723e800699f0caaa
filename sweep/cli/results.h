#pragma once

#include <filesystem>

#include "io/folder/result_folder.h"
#include "io/hdf5/study_index.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// A result folder as it is now, for readers: also while another process adds to it.
struct Results {
  /// Problem if it is no result folder, or of a study that this version plans differently.
  [[nodiscard]] static Results open(const std::filesystem::path& path);

  io::ResultFolder folder;
  Study study;  ///< as it was when it was run
  Plan plan;
  io::StudyIndex index;  ///< of all committed shards, whether or not study.h5 knows them yet
};

}  // namespace servesweep::sweep
