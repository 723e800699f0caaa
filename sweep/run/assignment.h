#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/folder/result_folder.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// What rank 0 tells every rank before the work begins, so that nobody else reads the study.
struct Assignment {
  std::string resolved_study;          ///< gives the same plan on every rank
  std::string output;                  ///< absolute path of the result folder
  io::FolderMarker marker;             ///< what it says
  std::string holder;                  ///< what its lock file says
  std::vector<std::string> decisions;  ///< so far, as JSON: they are in the plan
  std::vector<RunId> runs;             ///< to be simulated: task i is runs[i]
  int first_shard_rank = 0;            ///< by which rank 0 names its shards; the others follow

  [[nodiscard]] std::string encode() const;
  [[nodiscard]] static Assignment decode(std::string_view bytes);
};

}  // namespace servesweep::sweep
