#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace servesweep::io {

/// Who a process is that works on a shared result folder, for people who want to find it.
struct MemberFacts {
  std::string host;
  std::int64_t pid = 0;
  std::string slurm_job;  ///< with its array index, "123_4"; empty outside of Slurm
  std::string started;    ///< UTC, ISO 8601
  std::string command;    ///< as typed
  std::int64_t lease_seconds = 0;
  /// See ProcessIdentity; unknown (empty, 0) in files of older versions.
  std::string machine;
  std::int64_t start_ticks = 0;

  /// Whether the process lives; empty if that cannot be told from here, as on another machine.
  [[nodiscard]] std::optional<bool> lives() const;

  /// Of this process, now.
  [[nodiscard]] static MemberFacts of_this_process(std::string command, std::int64_t lease_seconds);
};

/// A member as somebody sees it.
struct SeenMember {
  int number = 0;
  MemberFacts facts;
  std::int64_t last_sign_ns = 0;  ///< by the clock of whoever keeps the file, since 1970
};

/// Membership of this process in a shared result folder: members/member-0007.json, which no other
/// member has as long as this lives. Its number, from 1 on, keeps apart what members write. One who
/// is killed leaves his file behind; it keeps his number from being given to another, who might
/// write over his shards if he was only paused.
class MemberFile {
 public:
  /// Takes the smallest free number. Problem if the folder cannot be written.
  MemberFile(const std::filesystem::path& members_folder, const MemberFacts& facts);
  MemberFile(MemberFile&& other) noexcept;
  MemberFile& operator=(MemberFile&&) = delete;
  MemberFile(const MemberFile&) = delete;
  MemberFile& operator=(const MemberFile&) = delete;
  ~MemberFile();

  [[nodiscard]] int number() const { return number_; }
  /// members/journal-0007.log: this member's.
  [[nodiscard]] std::filesystem::path journal_file() const;
  /// Where this member prepares the index of the folder.
  [[nodiscard]] std::filesystem::path index_draft_file() const;

  /// A sign of life. Returns the time of whoever keeps the file, ns since 1970; empty if somebody
  /// removed it.
  [[nodiscard]] std::optional<std::int64_t> touch() const;

 private:
  std::filesystem::path folder_;
  int number_ = 0;
};

/// Members that have not left, by number: they work, or were killed. One that leaves meanwhile is
/// left out. No such folder: none.
[[nodiscard]] std::vector<SeenMember> members_in(const std::filesystem::path& members_folder);

/// For one who is alone in the folder as far as its locks reach: marks members as gone
/// (member-0007.gone), but for himself (`own`, 0 if he is none) and those who may live beyond that:
/// on another machine, and seen within their lease by the file server's clock. Returns the numbers
/// of those who stay, himself left out.
std::set<int> retire_members(const std::filesystem::path& members_folder, int own,
                             std::int64_t server_ns);

/// members/live-0007.json: what a member says of itself, also when it has left.
[[nodiscard]] std::filesystem::path member_live_file(const std::filesystem::path& members_folder,
                                                     int number);
/// The members that have one, now or formerly. No such folder: none.
[[nodiscard]] std::set<int> members_that_told(const std::filesystem::path& members_folder);

/// Journals of all members of all times, by number. No such folder: none.
[[nodiscard]] std::vector<std::filesystem::path> member_journals(
    const std::filesystem::path& members_folder);

}  // namespace servesweep::io
