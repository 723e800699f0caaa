#include "io/folder/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <random>
#include <span>
#include <thread>

#include "io/folder/host_name.h"
#include "io/folder/shared_file.h"
#include "io/folder/storage_problem.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;
constexpr const char* kLockFile = "servesweep.lock";
constexpr std::string_view kShared = " shared";
constexpr const char* kRanksFile = "servesweep.ranks.lock";

[[noreturn]] void throw_in_use(const fs::path& folder, const std::string& more = "") {
  const std::string holder = FolderLock::holder(folder);
  const std::string host = holder.substr(0, holder.find(' '));
  const std::size_t pid = host.size() + 1;
  const std::string who =
      pid < holder.size()
          ? fmt::format("process {} on {}", holder.substr(pid, holder.find(' ', pid) - pid), host)
          : "it";
  throw FolderInUse(folder.string(), "is in use by another servesweep process",
                    who + " holds the lock file servesweep.lock" + more,
                    "wait for that process or stop it, or choose another -o");
}

/// Says who has the lock. Only a courtesy: a full disk must not keep anybody from the folder.
void sign(FileDescriptor& file, std::string_view mark = "") {
  std::random_device random;
  const std::string text = fmt::format("{} {} {:08x}{}\n", host_name(), ::getpid(), random(), mark);
  try {
    file.truncate(0);
    file.write_all(std::as_bytes(std::span(text)));
    file.sync();
  } catch (const engine::Problem&) {
  }
}

enum class Locked : std::uint8_t { yes, taken, no_locks };

Locked try_lock(const FileDescriptor& file, int kind, const fs::path& folder) {
  if (::flock(file.get(), kind | LOCK_NB) == 0) return Locked::yes;
  const int error = errno;
  if (error == EWOULDBLOCK) return Locked::taken;
  if (error == ENOSYS || error == ENOTSUP || error == ENOLCK) return Locked::no_locks;
  throw_system_problem(folder, "lock it", error);
}

/// Ranks of a job that was killed may live a moment longer, and commit.
void expect_no_ranks(const fs::path& folder) {
  if (!FolderLock::has_ranks(folder)) return;
  throw FolderInUse(folder.string(), "is in use by ranks of another servesweep job",
                    fmt::format("they hold the lock file {}", kRanksFile),
                    "wait until they have ended or stop them, or choose another -o");
}

}  // namespace

std::optional<FolderLock> FolderLock::take(const fs::path& folder) {
  FileDescriptor file(folder / kLockFile, O_RDWR | O_CREAT);
  const Locked locked = try_lock(file, LOCK_EX, folder);
  if (locked == Locked::taken) {
    // To ask the lock itself would be to share it for a moment, in which the last one who leaves
    // would not find itself alone.
    if (!holder(folder).ends_with(kShared)) throw_in_use(folder);
    throw engine::Problem(folder.string(), "is in use by servesweep processes that share it",
                          "each of them works there with --shared",
                          "add --shared to join them, or wait until they have left");
  }
  sign(file);
  if (locked == Locked::no_locks) return std::nullopt;
  expect_no_ranks(folder);
  return FolderLock(folder, std::move(file));
}

bool FolderLock::has_ranks(const fs::path& folder) {
  const FileDescriptor file(folder / kRanksFile, O_RDWR | O_CREAT);
  return try_lock(file, LOCK_EX, folder) == Locked::taken;
}

std::optional<FolderLock> FolderLock::take_as_rank(const fs::path& folder) {
  FileDescriptor file(folder / kRanksFile, O_RDWR | O_CREAT);
  if (try_lock(file, LOCK_SH, folder) != Locked::yes) return std::nullopt;
  return FolderLock(folder, std::move(file));
}

std::optional<FolderLock> FolderLock::share(const fs::path& folder) {
  using namespace std::chrono_literals;
  constexpr auto kPause = 20ms;
  constexpr int kMostLooks = 500;
  FileDescriptor file(folder / kLockFile, O_RDWR | O_CREAT);
  for (int look = 0; look < kMostLooks; ++look) {
    const Locked alone = try_lock(file, LOCK_EX, folder);
    if (alone == Locked::no_locks) return std::nullopt;
    if (alone == Locked::yes || try_lock(file, LOCK_SH, folder) == Locked::yes) {
      FolderLock lock(folder, std::move(file));
      lock.alone_ = alone == Locked::yes;
      if (lock.alone_) sign(lock.file_);
      return lock;
    }
    std::this_thread::sleep_for(kPause);
  }
  throw_in_use(folder, ", and that one does not share it");
}

bool FolderLock::admit_others() {
  if (!alone_) return true;
  sign(file_, kShared);
  alone_ = false;
  return try_lock(file_, LOCK_SH, folder_) == Locked::yes;
}

bool FolderLock::leave_last() {
  (void)::flock(file_.get(), LOCK_UN);
  alone_ = try_lock(file_, LOCK_EX, folder_) == Locked::yes;
  if (alone_) sign(file_);
  return alone_;
}

std::string FolderLock::holder(const fs::path& folder) {
  const std::string text = read_shared_file(folder / kLockFile).value_or("");
  return text.substr(0, text.find('\n'));
}

}  // namespace servesweep::io
