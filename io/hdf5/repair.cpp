#include "io/hdf5/repair.h"

#include <utility>

#include "io/folder/damaged_file.h"
#include "io/folder/folder_lock.h"
#include "io/folder/folder_marker.h"
#include "io/folder/quarantine.h"
#include "io/hdf5/study_index.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;

bool marker_is_damaged(const fs::path& folder) {
  try {
    if (read_marker(folder)) return false;
  } catch (const DamagedFile&) {
    return true;
  }
  throw engine::Problem(folder.string(), "is not a result folder", "it has no servesweep.json",
                        "give the folder that 'servesweep run -o' wrote");
}

/// What the index says that the marker said.
FolderMarker marker_of_index(const fs::path& folder) {
  try {
    const StudyIndex index = read_plan_of_index(folder / "study.h5");
    return {.study = index.study, .study_hash = index.study_hash};
  } catch (const engine::Problem&) {
    throw StorageProblem(
        (folder / "servesweep.json").string(), "is damaged beyond repair",
        "there is no whole study.h5 to tell what stood there",
        "start the study in a new folder, stop it, move the shards and journal.log "
        "of this one there, and start it again");
  }
}

/// One repair.
class Repair {
 public:
  explicit Repair(const fs::path& folder) : folder_(folder), quarantine_(folder) {}

  RepairReport run(const RecordFilter& filter) {
    if (marker_is_damaged(folder_)) rewrite_marker();
    report_.found = verify(folder_);
    if (report_.marker_rewritten) {
      report_.found.findings.push_back({(folder_ / "servesweep.json").string(), "was damaged"});
    }
    for (const fs::path& file : report_.found.damaged) {
      if (file == folder_ / "journal.log") {
        rewrite_journal(file, filter);
      } else {
        move(file);
      }
    }
    return std::move(report_);
  }

 private:
  void move(const fs::path& file) { report_.moves.push_back({file, quarantine_.take(file)}); }

  void copy(const fs::path& file) { report_.moves.push_back({file, quarantine_.take_copy(file)}); }

  void rewrite_marker() {
    const FolderMarker marker = marker_of_index(folder_);
    copy(folder_ / "servesweep.json");
    write_marker(folder_, marker);
    report_.marker_rewritten = true;
  }

  void rewrite_journal(const fs::path& file, const RecordFilter& filter) {
    const JournalContent content = salvage_journal(file);
    const std::vector<std::string> kept = filter(content);
    copy(file);
    write_journal(file, kept);
    report_.journal_rewritten = true;
    report_.dropped_records = content.records.size() - kept.size();
  }

  fs::path folder_;
  Quarantine quarantine_;
  RepairReport report_;
};

}  // namespace

RepairReport repair(const fs::path& folder, const RecordFilter& filter) {
  (void)marker_is_damaged(folder);
  const std::optional<FolderLock> lock = FolderLock::take(folder);
  return Repair(folder).run(filter);
}

}  // namespace servesweep::io
