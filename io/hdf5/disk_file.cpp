#include "io/hdf5/disk_file.h"

#include <system_error>
#include <utility>

#include "io/folder/atomic_file.h"

namespace servesweep::io::h5 {
namespace {

std::filesystem::path partial_of(std::filesystem::path path) {
  path += kPartialEnding;
  return path;
}

}  // namespace

DiskFile::DiskFile(std::filesystem::path path)
    : path_(std::move(path)),
      partial_(partial_of(path_)),
      driver_(std::make_unique<DiskDriver>(partial_)),
      root_(Handle(), path_.string()) {
  const std::string name = path_.string();
  const Handle access(detail::check(H5Pcreate(H5P_FILE_ACCESS), name, "prepare the file"),
                      H5Pclose);
  detail::check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110), name,
                "prepare the file");
  driver_->install(access.get());
  const Handle creation(detail::check(H5Pcreate(H5P_FILE_CREATE), name, "prepare the file"),
                        H5Pclose);
  detail::check(H5Pset_obj_track_times(creation.get(), 0), name, "prepare the file");
  file_ = Handle(detail::check(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()),
                               name, "create the file"),
                 H5Fclose);
  root_ =
      Group(Handle(detail::check(H5Gopen2(file_.get(), "/", H5P_DEFAULT), name, "open the root"),
                   H5Gclose),
            name + ":/");
}

DiskFile::~DiskFile() {
  root_ = Group(Handle(), {});
  (void)file_.close();
  if (partial_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove(partial_, ignored);
}

void DiskFile::commit() {
  const std::string name = path_.string();
  root_ = Group(Handle(), name);
  detail::check(H5Fflush(file_.get(), H5F_SCOPE_LOCAL), name, "flush the file");
  detail::check(file_.close(), name, "close the file");
  driver_->sync();
  std::error_code error;
  std::filesystem::rename(partial_, path_, error);
  if (error) throw_system_problem(path_, "put it in place", error.value());
  partial_.clear();
  sync_folder(path_.parent_path());
}

}  // namespace servesweep::io::h5
