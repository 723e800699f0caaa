#include "io/folder/file_descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "engine/base/problem.h"

namespace servesweep::io {

void throw_system_problem(const std::filesystem::path& path, const std::string& what,
                          int error_number) {
  std::string remedy = "check the path and its permissions";
  if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG) {
    remedy = "free some space and resume; everything committed so far is safe";
  } else if (error_number == ELOOP) {
    remedy = "remove the symbolic link: nothing is written through one";
  }
  throw engine::Problem(path.string(), "cannot " + what,
                        std::generic_category().message(error_number), remedy);
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
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_system_problem(path_, "write to it", errno);
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
