#include "io/folder/shared_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <span>

#include "io/folder/atomic_file.h"
#include "io/folder/damaged_file.h"
#include "io/folder/file_descriptor.h"
#include "io/folder/host_name.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kTemporaryPrefix = ".servesweep-";

/// A name that no other process uses now: two containers may agree in host and process id, so the
/// file is also created exclusively.
fs::path own_partial(const fs::path& folder) {
  static std::atomic<unsigned> counter{0};
  for (;;) {
    fs::path path = folder / fmt::format("{}{}-{}-{}{}", kTemporaryPrefix, host_name(), ::getpid(),
                                         counter++, kPartialEnding);
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd >= 0) {
      ::close(fd);
      return path;
    }
    if (errno != EEXIST && errno != EINTR) throw_system_problem(path, "create it", errno);
  }
}

/// A written and flushed file, removed when this goes, unless it was renamed.
class Draft {
 public:
  Draft(const fs::path& folder, std::string_view text) : path_(own_partial(folder)) {
    try {
      FileDescriptor file(path_, O_WRONLY);
      file.write_all(std::as_bytes(std::span(text.data(), text.size())));
      file.sync();
    } catch (...) {
      remove();
      throw;
    }
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() { remove(); }

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  fs::path path_;
};

bool has_two_names(const fs::path& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 && facts.st_nlink == 2;
}

/// Where there are no hard links: exclusive, but for a moment the file is seen empty.
bool create_without_links(const fs::path& path, std::string_view text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0 && errno == EEXIST) return false;
  if (fd < 0) throw_system_problem(path, "create it", errno);
  ::close(fd);
  replace_shared_file(path, text);
  return true;
}

std::int64_t in_ns(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

bool create_shared_file(const fs::path& path, std::string_view text) {
  const Draft draft(path.parent_path(), text);
  const int failed = ::link(draft.path().c_str(), path.c_str());
  const int error = errno;
  // The answer of a network file system may get lost after the deed.
  if (failed != 0 && !has_two_names(draft.path())) {
    if (error == EEXIST) return false;
    if (error == EPERM || error == ENOTSUP || error == ENOSYS || error == EMLINK) {
      return create_without_links(path, text);
    }
    throw_system_problem(path, "create it", error);
  }
  sync_folder(path.parent_path());
  return true;
}

void replace_shared_file(const fs::path& path, std::string_view text) {
  const Draft draft(path.parent_path(), text);
  std::error_code error;
  fs::rename(draft.path(), path, error);
  if (error) throw_system_problem(path, "put it in place", error.value());
  sync_folder(path.parent_path());
}

std::optional<std::string> read_shared_file(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return std::nullopt;
  try {
    return read_file(path);
  } catch (const DamagedFile&) {
    throw;
  } catch (const engine::Problem&) {
    if (fs::exists(path, ignored)) throw;
    return std::nullopt;  // it has gone meanwhile
  }
}

bool is_shared_partial(std::string_view name) {
  return name.starts_with(kTemporaryPrefix) && name.ends_with(kPartialEnding);
}

std::optional<std::int64_t> touch_file(const fs::path& path) {
  // Without times: those of this machine would be taken otherwise.
  if (::utimensat(AT_FDCWD, path.c_str(), nullptr, 0) != 0 && errno == ENOENT) return std::nullopt;
  return modified_ns(path);
}

std::optional<std::int64_t> modified_ns(const fs::path& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
  return in_ns(facts.st_mtim);
}

}  // namespace servesweep::io
