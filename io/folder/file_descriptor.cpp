#include "io/folder/file_descriptor.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "io/folder/storage_problem.h"

namespace servesweep::io {
namespace {

std::string remedy_for(int error_number) {
  const std::string resume = " and run the same command again; everything committed so far is safe";
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return "free some space" + resume;
    case EFBIG:
      return "free some space or raise the limit on file sizes (ulimit -f)" + resume;
    case EROFS:
      return "mount its file system writable or choose another folder";
    case ENOENT:
      return "check the path; if it was moved or unmounted, bring it back" + resume;
    case EIO:
    case ESTALE:
    case ENXIO:
    case ENODEV:
      return "mend the disk or network file system" + resume;
    case ELOOP:
      return "remove the symbolic link: nothing is written through one";
    case EMFILE:
    case ENFILE:
      return "raise the limit on open files (ulimit -n)" + resume;
    default:
      return "check the path and its permissions";
  }
}

/// Errors that a mistyped path makes.
bool is_no_path(int error_number) {
  return error_number == ENOTDIR || error_number == EISDIR || error_number == ENAMETOOLONG ||
         error_number == ELOOP || error_number == EINVAL;
}

}  // namespace

void throw_system_problem(const std::filesystem::path& path, const std::string& what,
                          int error_number) {
  const StorageProblem problem(path.string(), "cannot " + what,
                               std::generic_category().message(error_number),
                               remedy_for(error_number));
  if (is_no_path(error_number)) throw engine::Problem(problem);
  throw StorageProblem(problem);
}

FileDescriptor::FileDescriptor(const std::filesystem::path& path, int flags) : path_(path) {
  constexpr mode_t kReadableByAll = 0644;
  // What we create is ours: a link planted in its place would have us write elsewhere.
  if ((flags & O_CREAT) != 0) flags |= O_NOFOLLOW;
  do {
    fd_ = ::open(path.c_str(), flags | O_CLOEXEC, kReadableByAll);
  } while (fd_ < 0 && errno == EINTR);
  if (fd_ < 0) throw_system_problem(path, "open it", errno);
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(path_, other.path_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

void FileDescriptor::write_all(std::span<const std::byte> bytes) {
  const std::size_t wanted = bytes.size();
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      throw_system_problem(path_, fmt::format("write {} bytes to it", wanted), errno);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void FileDescriptor::sync() {
  if (::fsync(fd_) != 0) throw_system_problem(path_, "flush it to disk", errno);
}

void FileDescriptor::truncate(std::size_t size_bytes) {
  if (::ftruncate(fd_, static_cast<off_t>(size_bytes)) != 0) {
    throw_system_problem(path_, "cut it", errno);
  }
}

void sync_folder(const std::filesystem::path& folder) {
  FileDescriptor descriptor(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  // Some network file systems refuse to sync folders; the rename is then as durable as they make
  // it.
  if (::fsync(descriptor.get()) != 0 && errno != EINVAL && errno != ENOTSUP) {
    throw_system_problem(folder, "flush it to disk", errno);
  }
}

}  // namespace servesweep::io
