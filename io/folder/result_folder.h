#pragma once

#include <compare>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/folder/folder_lock.h"

namespace servesweep::io {

/// Which rank wrote a shard, and its how-manieth it is.
struct ShardName {
  int rank = 0;
  int sequence = 0;

  /// "shard-0007-0012.h5"; more digits where four do not suffice.
  [[nodiscard]] std::string text() const;
  /// The inverse; empty if `text` is not the name of a shard.
  [[nodiscard]] static std::optional<ShardName> parse(const std::string& text);

  friend auto operator<=>(const ShardName&, const ShardName&) = default;
};

/// What servesweep.json says.
struct FolderMarker {
  std::string study;
  std::string study_hash;

  friend bool operator==(const FolderMarker&, const FolderMarker&) = default;
};

/// One study's folder of results, see docs/results-format.md. The writer holds the lock as long as
/// the object lives; readers need none, because committed files never change.
class ResultFolder {
 public:
  /// For the one process that writes (rank 0). Creates the folder, or opens it if it belongs to the
  /// same study; locks it; removes what killed attempts left half-written. Problem, and nothing
  /// changed, if it holds foreign files or another study, is of a newer format, or cannot be
  /// written. FolderInUse if another process has it locked, or ranks of its last job still live.
  [[nodiscard]] static ResultFolder create_or_open(const std::filesystem::path& path,
                                                   const std::string& study,
                                                   const std::string& study_hash);

  /// For a process that shares the folder with others of its kind (`run --shared`). As
  /// create_or_open(), but the lock is shared, and whoever finds nobody else there is alone(): he
  /// may clear what dead ones left, and lets others in by admit_others(). Everybody else waits for
  /// that, but not for ever: Problem if a process that does not share holds the folder for longer
  /// than ten seconds.
  [[nodiscard]] static ResultFolder share(const std::filesystem::path& path,
                                          const std::string& study, const std::string& study_hash);

  /// For readers: neither locks nor changes anything. Problem if it is not a result folder or of a
  /// newer format.
  [[nodiscard]] static ResultFolder open_existing(const std::filesystem::path& path);

  /// For the other ranks of the writer's job, which write shards; rank 0 tells them marker and
  /// holder(). No other job can open the folder while one of them lives: a rank that outlives its
  /// killed job for a moment could still commit a shard beside the next job, which would then
  /// simulate its runs again. Problem as above, and if this rank does not see that very folder or
  /// cannot write into it.
  [[nodiscard]] static ResultFolder join_as_rank(const std::filesystem::path& path,
                                                 const FolderMarker& marker,
                                                 const std::string& holder);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] const FolderMarker& marker() const { return marker_; }
  /// False for readers and other ranks, and for writers on a file system that knows no locks (worth
  /// a warning).
  [[nodiscard]] bool locked() const { return lock_.has_value(); }
  /// Who writes, or wrote last.
  [[nodiscard]] std::string holder() const { return FolderLock::holder(path_); }

  /// Until admit_others(): nobody else uses the folder, as far as its locks reach: on some file
  /// systems not beyond this machine. Never true where there are none.
  [[nodiscard]] bool alone() const { return lock_ && lock_->alone(); }
  /// From now on the lock is shared. False if one who does not share the folder was faster: it is
  /// his then.
  [[nodiscard]] bool admit_others();
  /// For one who leaves a shared folder: whether all others have left before, so that he is
  /// alone(). Of those who leave at the same moment one is. The lock is given up if not.
  [[nodiscard]] bool leave_last();

  [[nodiscard]] std::filesystem::path index_file() const { return path_ / "study.h5"; }
  [[nodiscard]] std::filesystem::path journal_file() const { return path_ / "journal.log"; }
  [[nodiscard]] std::filesystem::path resolved_study_file() const {
    return path_ / "resolved.yaml";
  }
  [[nodiscard]] std::filesystem::path shards_folder() const { return path_ / "shards"; }
  /// Of shared folders: see MemberFile and LeaseFolder.
  [[nodiscard]] std::filesystem::path members_folder() const { return path_ / "members"; }
  [[nodiscard]] std::filesystem::path leases_folder() const { return path_ / "leases"; }
  [[nodiscard]] std::filesystem::path shard_file(const ShardName& name) const {
    return shards_folder() / name.text();
  }

  /// Writes resolved.yaml, sealed (sealed_text.h).
  void write_resolved_study(const std::string& text) const;
  /// Its text. Problem if it is missing; DamagedFile if it is not as it was written.
  [[nodiscard]] std::string read_resolved_study() const;

  /// Committed shards by rank, then sequence. DamagedFile if a foreign file lies among them.
  [[nodiscard]] std::vector<ShardName> shards() const;
  /// The same, whatever else lies among them …
  [[nodiscard]] std::vector<ShardName> shard_names() const;
  /// … which is this, by name.
  [[nodiscard]] std::vector<std::filesystem::path> foreign_files() const;
  /// The first sequence number of a rank that no shard has or had that is in quarantine/: a name
  /// never means another file.
  [[nodiscard]] int next_sequence(int rank) const;

 private:
  ResultFolder(std::filesystem::path path, FolderMarker marker)
      : path_(std::move(path)), marker_(std::move(marker)) {}
  void remove_stale_partials() const;
  /// Names of the files in shards/ that are whole and not hidden.
  [[nodiscard]] std::vector<std::string> names_in_shards() const;

  std::filesystem::path path_;
  FolderMarker marker_;
  std::optional<FolderLock> lock_;
  std::optional<FolderLock> ranks_lock_;
};

}  // namespace servesweep::io
