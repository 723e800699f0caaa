#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/folder/damaged_file.h"
#include "io/folder/result_folder.h"
#include "io/hdf5/run_key.h"
#include "io/hdf5/shard_reader.h"
#include "sweep/run/failure_rules.h"
#include "sweep/run/failure_tally.h"
#include "sweep/run/planned_study.h"

namespace servesweep::sweep {

/// What the shards of a folder say of runs, by key: a run that failed and was done later, or
/// elsewhere, is done. Reads their run tables, not their requests, so that it is quick on a large
/// folder, also while that is written.
class StoredOutcomes {
 public:
  /// Problem if a shard is damaged; if `damage` is wanted, those are left out and told there.
  [[nodiscard]] static StoredOutcomes in(const io::ResultFolder& folder,
                                         std::vector<io::DamagedFile>* damage = nullptr);

  [[nodiscard]] bool is_done(const io::RunKey& key) const;
  /// Why it failed; null if it did not, or is done.
  [[nodiscard]] const std::string* failure(const io::RunKey& key) const;

  /// Different simulations of a plan that are done.
  [[nodiscard]] std::size_t done_of(const Plan& plan) const;
  /// Those that failed and are not done.
  [[nodiscard]] FailureTally failures_of(const Plan& plan) const;

 private:
  void add(const io::ShardReader& shard);

  std::vector<io::RunKey> done_;  ///< sorted
  std::map<io::RunKey, std::string> failed_;
};

/// The different simulations of a plan that are to be run, in plan order: those without outcome,
/// and those that failed if the rules try them again. Never again those on whose failure a decision
/// of the study rests: it has to come out the same for ever.
[[nodiscard]] std::vector<RunId> runs_to_do(const PlannedStudy& planned,
                                            const StoredOutcomes& stored,
                                            const FailureRules& rules);

}  // namespace servesweep::sweep
