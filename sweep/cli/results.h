#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "io/folder/result_folder.h"
#include "io/hdf5/index_columns.h"
#include "io/hdf5/shard_figures.h"
#include "io/hdf5/study_index.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "sweep/tuning/decision.h"

namespace servesweep::sweep {

/// The study that a folder's results are of, as it was when it was run. Problem if it is damaged.
[[nodiscard]] Study study_of(const io::ResultFolder& folder);

/// The plan of that study, with what its search has decided so far, which is added to `decisions`
/// if they are wanted. Problem if this version of the program plans other runs for it.
[[nodiscard]] Plan plan_of(const io::ResultFolder& folder, const Study& study,
                           std::vector<Decision>* decisions = nullptr);

/// A result folder as it is now, for readers: also while another process adds to it.
struct Results {
  /// Problem if it is no result folder, or as plan_of().
  [[nodiscard]] static Results open(const std::filesystem::path& path);

  /// Problem, which says that therefore `nothing_follows`, if no run of the plan is done.
  void expect_finished_run(const char* nothing_follows) const;

  /// Loads the values of a metric into the index.
  void load(std::size_t metric);
  /// Values of every metric, of plan rows begin … begin + count − 1. Reads just these from study.h5
  /// if it is current and whole; else loads all values at the first call.
  [[nodiscard]] std::vector<std::vector<double>> rows(std::size_t begin, std::size_t count);

  /// Takes values from the shards from now on: study.h5 is damaged.
  void use_shards();

  io::ResultFolder folder;
  Study study;
  Plan plan;
  std::vector<Decision> decisions;  ///< of its search, those that are in the plan
  io::StudyIndex index;  ///< of all committed shards, whether or not study.h5 knows them yet
  std::optional<io::IndexColumns> stored{};   ///< study.h5, if it is current; else …
  std::optional<io::ShardFigures> figures{};  ///< … the shards
};

}  // namespace servesweep::sweep
