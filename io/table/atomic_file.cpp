#include "io/table/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "engine/base/contract.h"

namespace servesweep::io {

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)), partial_(path_) {
  partial_ += ".partial";
  descriptor_ =
      ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor_ < 0) fail("created");
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(partial_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  SERVESWEEP_EXPECT(descriptor_ >= 0);
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  SERVESWEEP_EXPECT(descriptor_ >= 0);
  if (::fsync(descriptor_) != 0) fail("flushed to disk");
  close_partial();
  if (std::rename(partial_.c_str(), path_.c_str()) != 0) {
    const int reason = errno;
    ::unlink(partial_.c_str());
    errno = reason;
    fail("renamed from its .partial");
  }
  flush_folder();
}

void AtomicFile::close_partial() {
  const int result = ::close(descriptor_);
  descriptor_ = -1;
  // Some network file systems report a failed write only here.
  if (result != 0 && errno != EINTR) {
    const int reason = errno;
    ::unlink(partial_.c_str());
    errno = reason;
    fail("closed");
  }
}

void AtomicFile::flush_folder() const {
  const std::filesystem::path folder = path_.has_parent_path() ? path_.parent_path() : ".";
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail("made durable: its folder cannot be opened");
  const int result = ::fsync(descriptor);
  const int reason = errno;
  ::close(descriptor);
  errno = reason;
  // EINVAL: a file system that has no such thing as flushing a folder.
  if (result != 0 && reason != EINVAL) fail("made durable: its folder cannot be flushed");
}

void AtomicFile::fail(const char* action) const {
  throw std::runtime_error(
      fmt::format("{}: cannot be {} ({})", path_.string(), action, std::strerror(errno)));
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

}  // namespace servesweep::io
