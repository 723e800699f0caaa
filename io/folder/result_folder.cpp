#include "io/folder/result_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <string_view>
#include <thread>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/folder_marker.h"
#include "io/folder/shared_file.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWriterLock = "servesweep.lock";
constexpr const char* kRanksLock = "servesweep.ranks.lock";

/// Takes a lock, LOCK_EX or LOCK_SH; empty if the file system knows no locks.
std::optional<FileDescriptor> lock_folder(const fs::path& folder, const char* name, int kind) {
  FileDescriptor file(folder / name, O_RDWR | O_CREAT);
  if (::flock(file.get(), kind | LOCK_NB) == 0) return file;
  const int error = errno;
  if (error == EWOULDBLOCK && name == std::string_view(kWriterLock) &&
      ::flock(file.get(), LOCK_SH | LOCK_NB) == 0) {
    throw engine::Problem(folder.string(), "is in use by servesweep processes that share it",
                          "each of them works there with --shared",
                          "add --shared to join them, or wait until they have left");
  }
  if (error == EWOULDBLOCK) {
    throw FolderInUse(folder.string(), "is in use by another servesweep process",
                      fmt::format("it holds the lock file {}", name),
                      "wait for that process or stop it, or choose another -o");
  }
  if (error == ENOSYS || error == ENOTSUP || error == ENOLCK) return std::nullopt;
  throw_system_problem(folder, "lock it", error);
}

enum class Sharing : std::uint8_t { alone, with_others, unlocked };

/// Takes the lock that others may share, or for the time being the exclusive one if nobody has any.
Sharing share_folder(const FileDescriptor& file, const fs::path& folder) {
  using namespace std::chrono_literals;
  constexpr auto kPause = 20ms;
  constexpr int kMostLooks = 500;
  for (int look = 0; look < kMostLooks; ++look) {
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return Sharing::alone;
    if (::flock(file.get(), LOCK_SH | LOCK_NB) == 0) return Sharing::with_others;
    const int error = errno;
    if (error == ENOSYS || error == ENOTSUP || error == ENOLCK) return Sharing::unlocked;
    if (error != EWOULDBLOCK) throw_system_problem(folder, "lock it", error);
    std::this_thread::sleep_for(kPause);
  }
  throw engine::Problem(folder.string(), "is in use by another servesweep process",
                        "that one does not share it",
                        "wait for that process or stop it, or choose another -o");
}

void create_folders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw_system_problem(path, "create the folder", error.value());
}

/// Reads decimal digits from the front of `text`; -1 if there are none or too many.
int take_number(std::string_view& text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || text.starts_with('-')) return -1;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

}  // namespace

std::string ShardName::text() const {
  return fmt::format("shard-{:04}-{:04}.h5", rank, sequence);
}

std::optional<ShardName> ShardName::parse(const std::string& text) {
  std::string_view rest = text;
  if (!rest.starts_with("shard-")) return std::nullopt;
  rest.remove_prefix(std::string_view("shard-").size());
  ShardName name;
  name.rank = take_number(rest);
  if (!rest.starts_with('-')) return std::nullopt;
  rest.remove_prefix(1);
  name.sequence = take_number(rest);
  if (name.rank < 0 || name.sequence < 0 || name.text() != text) return std::nullopt;
  return name;
}

ResultFolder ResultFolder::create_or_open(const fs::path& path, const std::string& study,
                                          const std::string& study_hash) {
  const FolderMarker wanted{.study = study, .study_hash = study_hash};
  check_usable(path, wanted);
  create_folders(path);
  ResultFolder folder(path, wanted);
  folder.lock_ = lock_folder(path, kWriterLock, LOCK_EX);
  // Another process may have been faster between the check and the lock.
  if (!check_usable(path, wanted)) write_marker(path, wanted);
  // Nobody may be left of an earlier job; the ranks of this one come later.
  (void)lock_folder(path, kRanksLock, LOCK_EX);
  create_folders(folder.shards_folder());
  (void)folder.shards();
  folder.remove_stale_partials();
  return folder;
}

ResultFolder ResultFolder::share(const fs::path& path, const std::string& study,
                                 const std::string& study_hash) {
  const FolderMarker wanted{.study = study, .study_hash = study_hash};
  check_usable(path, wanted);
  create_folders(path);
  ResultFolder folder(path, wanted);
  FileDescriptor file(path / kWriterLock, O_RDWR | O_CREAT);
  const Sharing sharing = share_folder(file, path);
  if (sharing != Sharing::unlocked) folder.lock_ = std::move(file);
  folder.alone_ = sharing == Sharing::alone;
  // A lock may not reach other machines, so the first one is found by the marker itself.
  if (!check_usable(path, wanted) && !create_marker(path, wanted)) check_usable(path, wanted);
  for (const fs::path& part :
       {folder.shards_folder(), folder.members_folder(), folder.leases_folder()}) {
    create_folders(part);
  }
  (void)folder.shards();
  if (folder.alone()) folder.remove_stale_partials();
  return folder;
}

void ResultFolder::admit_others() {
  if (!alone_) return;
  alone_ = false;
  if (::flock(lock_->get(), LOCK_SH | LOCK_NB) == 0) return;
  throw engine::Problem(path_.string(), "is in use by another servesweep process",
                        "one that does not share it came in between", "run the command again");
}

bool ResultFolder::leave_last() {
  if (!lock_) return false;
  (void)::flock(lock_->get(), LOCK_UN);
  const bool last = ::flock(lock_->get(), LOCK_EX | LOCK_NB) == 0 &&
                    ::flock(lock_->get(), LOCK_SH | LOCK_NB) == 0;
  if (!last) lock_.reset();
  return last;
}

ResultFolder ResultFolder::open_existing(const fs::path& path) {
  std::optional<FolderMarker> marker = read_marker(path);
  if (!marker) {
    throw engine::Problem(path.string(), "is not a result folder", "it has no servesweep.json",
                          "give the folder that 'servesweep run -o' wrote");
  }
  return {path, std::move(*marker)};
}

ResultFolder ResultFolder::join_as_rank(const fs::path& path) {
  ResultFolder folder = open_existing(path);
  folder.ranks_lock_ = lock_folder(path, kRanksLock, LOCK_SH);
  return folder;
}

std::vector<ShardName> ResultFolder::shards() const {
  std::vector<ShardName> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(shards_folder(), error)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(kPartialEnding) || name.starts_with('.')) continue;
    const std::optional<ShardName> shard = ShardName::parse(name);
    if (!shard) {
      throw engine::Problem(entry.path().string(), "is not a shard",
                            "only shard-RANK-NUMBER.h5 files belong here", "move it away");
    }
    names.push_back(*shard);
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    throw_system_problem(shards_folder(), "list it", error.value());
  }
  std::sort(names.begin(), names.end());
  return names;
}

int ResultFolder::next_sequence(int rank) const {
  int next = 0;
  for (const ShardName& name : shards()) {
    if (name.rank == rank) next = name.sequence + 1;
  }
  return next;
}

void ResultFolder::remove_stale_partials() const {
  if (!locked()) return;  // they might belong to a living process
  std::error_code ignored;
  for (const fs::path& folder : {path_, shards_folder(), members_folder(), leases_folder()}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with(kPartialEnding)) continue;
      const std::string final_name = name.substr(0, name.size() - kPartialEnding.size());
      const bool ours = ShardName::parse(final_name).has_value() || final_name == "study.h5" ||
                        final_name == "resolved.yaml" || final_name == "servesweep.json" ||
                        is_shared_partial(name) || folder == members_folder();
      if (ours) fs::remove(entry.path(), ignored);
    }
  }
}

}  // namespace servesweep::io
