#pragma once

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "io/hdf5/h5_group.h"

namespace servesweep::io::h5 {

/// The bytes of a finished file.
class FileBytes {
 public:
  FileBytes() : block_(nullptr, &std::free) {}
  /// Takes over a block from malloc.
  FileBytes(void* block, std::size_t size) : block_(block, &std::free), size_(size) {}
  [[nodiscard]] std::size_t size() const { return size_; }
  operator std::span<const std::byte>()
      const {  // NOLINT(google-explicit-constructor): it is a span
    return {static_cast<const std::byte*>(block_.get()), size_};
  }

 private:
  std::unique_ptr<void, void (*)(void*)> block_;
  std::size_t size_ = 0;
};

/// A file built in memory. HDF5 1.10 cannot survive a full disk (a failed write leaves handles that
/// crash it later), so it never writes files here: finish() gives the bytes, the caller stores
/// them.
class FileImage {
 public:
  /// `name` stands for the file in messages.
  explicit FileImage(const std::string& name);
  FileImage(const FileImage&) = delete;
  FileImage& operator=(const FileImage&) = delete;
  ~FileImage();

  [[nodiscard]] Group& root() { return root_; }
  /// Closes the file and returns its bytes. Call once, with no Group or Dataset of it alive but
  /// root().
  [[nodiscard]] FileBytes finish();

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
  std::string name_;
  Handle file_;
  Group root_;
};

/// A file on disk, read only.
class File {
 public:
  /// Problem if it is missing, unreadable, truncated or not HDF5.
  [[nodiscard]] static File open_read_only(const std::filesystem::path& path);
  [[nodiscard]] const Group& root() const { return root_; }

 private:
  File(Handle file, Group root) : file_(std::move(file)), root_(std::move(root)) {}

  Handle file_;
  Group root_;
};

}  // namespace servesweep::io::h5
