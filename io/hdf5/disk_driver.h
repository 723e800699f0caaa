#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "io/folder/file_descriptor.h"
#include "io/hdf5/h5.h"

namespace servesweep::io::h5 {

/// Writes what HDF5 hands it to a file on disk, and never tells HDF5 that the disk failed: release
/// 1.10 keeps half-closed handles after a failed write, which crash the process later. The first
/// failure is kept instead, and everything after it is thrown away; check() tells.
class DiskDriver {
 public:
  /// Creates the file, or empties it. Problem if it cannot.
  explicit DiskDriver(const std::filesystem::path& path);
  DiskDriver(const DiskDriver&) = delete;
  DiskDriver& operator=(const DiskDriver&) = delete;

  /// Makes HDF5 create its file here. The driver must outlive that file.
  void install(hid_t access_properties);
  /// StorageProblem with the reason of the first failed write.
  void check() const;
  /// The same, then fsync.
  void sync();

 private:
  struct Hdf5File;
  static hid_t driver_id();
  void note_error(int error_number);
  void write(std::size_t offset, const char* bytes, std::size_t size);
  void read(std::size_t offset, char* bytes, std::size_t size);

  std::filesystem::path path_;
  FileDescriptor file_;
  std::size_t size_bytes_ = 0;
  int error_number_ = 0;
};

}  // namespace servesweep::io::h5
