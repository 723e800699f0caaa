#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/folder/member_file.h"
#include "io/folder/result_folder.h"
#include "sweep/run/build_index.h"
#include "sweep/run/failure_tally.h"
#include "sweep/run/planned_study.h"
#include "sweep/run/run_journal.h"
#include "sweep/run/run_study.h"

namespace servesweep::sweep {

/// What a folder leaves to be done.
struct RunsToDo {
  std::vector<RunId> runs;  ///< simulations, in the order of tasks
  FailureTally settled;     ///< those that failed and are not tried again
};

/// What rank 0 alone holds: the locked result folder, its journal, and what is to be done there.
class StudyDesk {
 public:
  /// Reads the study, takes up the search where its journal ends, and opens or creates the folder.
  /// Problem if the input is invalid; nothing has been overwritten then.
  explicit StudyDesk(const RunRequest& request);

  [[nodiscard]] PlannedStudy& planned() { return planned_; }
  [[nodiscard]] const PlannedStudy& planned() const { return planned_; }
  [[nodiscard]] const io::ResultFolder& folder() const { return folder_; }
  /// This process among those that share the folder; none if it is not shared.
  [[nodiscard]] const io::MemberFile* member() const { return member_ ? &*member_ : nullptr; }
  /// Whether this member is the last to leave the folder, which he may still write to then; if so
  /// he removes what members have no use for any more.
  [[nodiscard]] bool leave_last();
  /// Whether this member may go, now that the folder has this index; else it is to be built anew.
  [[nodiscard]] bool leave_indexed(const io::StudyIndex& index);
  [[nodiscard]] RunJournal& journal() { return journal_; }
  /// Chosen in an earlier run for `search: {method: auto}`.
  [[nodiscard]] const std::optional<MethodChoice>& chosen() const { return chosen_; }
  /// By workload, the shortened ones of a race included.
  [[nodiscard]] const std::vector<std::size_t>& requests_per_run() const {
    return requests_per_run_;
  }
  /// As the user wrote it.
  [[nodiscard]] const std::filesystem::path& output() const { return output_; }

  /// All simulations, in the order of tasks.
  [[nodiscard]] std::vector<RunId> all_runs() const;
  /// The simulations whose outcomes the folder does not hold, or that are tried again.
  [[nodiscard]] RunsToDo runs_to_do() const;
  /// Those of the finalists whose request tables it does not hold.
  [[nodiscard]] std::vector<RunId> finalists_without_rows(const std::string& command,
                                                          int ranks) const;
  /// The index of the folder as it is.
  [[nodiscard]] BuiltIndex index(const std::string& command, int ranks) const;

 private:
  PlannedStudy planned_;
  std::vector<std::size_t> requests_per_run_;  ///< by workload
  std::filesystem::path output_;
  FailureRules failures_;
  io::ResultFolder folder_;
  std::optional<io::MemberFile> member_;
  RunJournal journal_;
  std::optional<MethodChoice> chosen_;
};

}  // namespace servesweep::sweep
