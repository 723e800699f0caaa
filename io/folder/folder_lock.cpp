#include "io/folder/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <random>
#include <span>

#include "engine/base/problem.h"
#include "io/folder/host_name.h"
#include "io/folder/storage_problem.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;
constexpr const char* kLockFile = "servesweep.lock";

[[noreturn]] void throw_in_use(const fs::path& folder) {
  const std::string holder = FolderLock::holder(folder);
  const std::string host = holder.substr(0, holder.find(' '));
  const std::size_t pid = host.size() + 1;
  const std::string who =
      pid < holder.size()
          ? fmt::format("process {} on {}", holder.substr(pid, holder.find(' ', pid) - pid), host)
          : "it";
  throw engine::Problem(folder.string(), "is in use by another servesweep process",
                        who + " holds the lock file servesweep.lock",
                        "wait for that process or stop it, or choose another -o");
}

/// Says who has the lock. Only a courtesy: a full disk must not keep anybody from the folder.
void sign(FileDescriptor& file) {
  std::random_device random;
  const std::string text = fmt::format("{} {} {:08x}\n", host_name(), ::getpid(), random());
  try {
    file.truncate(0);
    file.write_all(std::as_bytes(std::span(text)));
    file.sync();
  } catch (const engine::Problem&) {
  }
}

}  // namespace

std::optional<FolderLock> FolderLock::take(const fs::path& folder) {
  FileDescriptor file(folder / kLockFile, O_RDWR | O_CREAT);
  const bool locked = ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
  const int error = errno;
  if (!locked && error == EWOULDBLOCK) throw_in_use(folder);
  if (!locked && error != ENOSYS && error != ENOTSUP && error != ENOLCK) {
    throw_system_problem(folder, "lock it", error);
  }
  sign(file);
  if (!locked) return std::nullopt;
  return FolderLock(std::move(file));
}

std::string FolderLock::holder(const fs::path& folder) {
  std::string line;
  std::ifstream in(folder / kLockFile);
  std::getline(in, line);
  return line;
}

}  // namespace servesweep::io
