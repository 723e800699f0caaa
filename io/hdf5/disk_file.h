#pragma once

#include <filesystem>
#include <memory>

#include "io/hdf5/disk_driver.h"
#include "io/hdf5/h5_group.h"

namespace servesweep::io::h5 {

/// A file that is written to disk as it grows, for what does not fit into memory; it exists under
/// its name completely or not at all. Written as PATH.partial, flushed to disk, renamed.
class DiskFile {
 public:
  /// Problem if the partial file cannot be created.
  explicit DiskFile(std::filesystem::path path);
  /// Without commit() the partial file is removed.
  ~DiskFile();
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  [[nodiscard]] Group& root() { return root_; }
  /// StorageProblem if something could not be written so far: the disk is full. Call it now and
  /// then, as HDF5 is not told and would go on.
  void check() const { driver_->check(); }
  /// Makes the file appear, instead of one that may be there. Call once, with no Group or Dataset
  /// of it alive but root(). StorageProblem if the disk is full or fails; nothing is there then.
  void commit();

 private:
  std::filesystem::path path_, partial_;
  std::unique_ptr<DiskDriver> driver_;
  Handle file_;
  Group root_;
};

}  // namespace servesweep::io::h5
