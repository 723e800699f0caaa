#pragma once

#include <filesystem>
#include <optional>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// A study that was found to be one that `run` would take, before anybody waits in a queue for it.
struct SubmittableStudy {
  /// @param output  its result folder; "": results/STUDYNAME
  /// @param shared  whether independent processes are to share it
  /// @throws engine::Problem as `run` would: the study is invalid, or the folder is another's
  [[nodiscard]] static SubmittableStudy read(const std::filesystem::path& file,
                                             const std::filesystem::path& output, bool shared);

  Study study;
  /// None if its loads or windows are measured first, which is the job's work: a login node is no
  /// place for it.
  std::optional<Plan> plan;
  std::filesystem::path file, output;  ///< absolute
};

}  // namespace servesweep::sweep
