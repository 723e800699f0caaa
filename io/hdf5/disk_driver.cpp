#include "io/hdf5/disk_driver.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace servesweep::io::h5 {

/// What HDF5 holds of an open file; the public part comes first.
struct DiskDriver::Hdf5File {
  H5FD_t common{};
  DiskDriver* driver = nullptr;
  haddr_t end_of_allocation = 0;

  static Hdf5File& of(H5FD_t* file) { return *reinterpret_cast<Hdf5File*>(file); }
  static const Hdf5File& of(const H5FD_t* file) { return *reinterpret_cast<const Hdf5File*>(file); }

  static H5FD_t* open(const char*, unsigned, hid_t access, haddr_t) {
    const void* told = H5Pget_driver_info(access);
    if (told == nullptr) return nullptr;
    auto* file = new Hdf5File;
    file->driver = *static_cast<DiskDriver* const*>(told);
    return &file->common;
  }
  static herr_t close(H5FD_t* file) {
    delete &of(file);
    return 0;
  }
  static herr_t query(const H5FD_t*, unsigned long* flags) {
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
  }
  static haddr_t end_allocated(const H5FD_t* file, H5FD_mem_t) {
    return of(file).end_of_allocation;
  }
  static herr_t allocate_to(H5FD_t* file, H5FD_mem_t, haddr_t end) {
    of(file).end_of_allocation = end;
    return 0;
  }
  static haddr_t end_written(const H5FD_t* file, H5FD_mem_t) {
    return of(file).driver->size_bytes_;
  }
  static herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, void* bytes) {
    of(file).driver->read(at, static_cast<char*>(bytes), size);
    return 0;
  }
  static herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t size,
                      const void* bytes) {
    of(file).driver->write(at, static_cast<const char*>(bytes), size);
    return 0;
  }
  static herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
    DiskDriver& driver = *of(file).driver;
    const auto size = static_cast<off_t>(of(file).end_of_allocation);
    if (::ftruncate(driver.file_.get(), size) != 0) driver.note_error(errno);
    driver.size_bytes_ = of(file).end_of_allocation;
    return 0;
  }
};

hid_t DiskDriver::driver_id() {
  static const H5FD_class_t kDriver = [] {
    H5FD_class_t driver{};
    driver.name = "servesweep disk";
    driver.maxaddr = haddr_t{1} << 62;
    driver.fc_degree = H5F_CLOSE_WEAK;
    driver.fapl_size = sizeof(DiskDriver*);
    driver.open = &Hdf5File::open;
    driver.close = &Hdf5File::close;
    driver.query = &Hdf5File::query;
    driver.get_eoa = &Hdf5File::end_allocated;
    driver.set_eoa = &Hdf5File::allocate_to;
    driver.get_eof = &Hdf5File::end_written;
    driver.read = &Hdf5File::read;
    driver.write = &Hdf5File::write;
    driver.truncate = &Hdf5File::truncate;
    std::fill(std::begin(driver.fl_map), std::end(driver.fl_map), H5FD_MEM_SUPER);
    return driver;
  }();
  static const hid_t id = detail::check(H5FDregister(&kDriver), "HDF5", "register a file driver");
  return id;
}

DiskDriver::DiskDriver(const std::filesystem::path& path)
    : path_(path), file_(path, O_RDWR | O_CREAT | O_TRUNC) {
  detail::silence();
}

void DiskDriver::install(hid_t access_properties) {
  const DiskDriver* self = this;
  detail::check(H5Pset_driver(access_properties, driver_id(), static_cast<const void*>(&self)),
                path_.string(), "prepare the file");
}

void DiskDriver::check() const {
  if (error_number_ != 0) throw_system_problem(path_, "write it", error_number_);
}

void DiskDriver::sync() {
  check();
  file_.sync();
}

void DiskDriver::note_error(int error_number) {
  if (error_number_ == 0) error_number_ = error_number;
}

void DiskDriver::write(std::size_t offset, const char* bytes, std::size_t size) {
  size_bytes_ = std::max(size_bytes_, offset + size);
  while (size > 0 && error_number_ == 0) {
    const ssize_t written = ::pwrite(file_.get(), bytes, size, static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return note_error(errno);
    const auto done = static_cast<std::size_t>(written);
    bytes += done;
    offset += done;
    size -= done;
  }
}

/// What was never written reads as zeros, as everywhere.
void DiskDriver::read(std::size_t offset, char* bytes, std::size_t size) {
  std::fill(bytes, bytes + size, '\0');
  while (size > 0) {
    const ssize_t got = ::pread(file_.get(), bytes, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return note_error(errno);
    if (got == 0) return;
    const auto done = static_cast<std::size_t>(got);
    bytes += done;
    offset += done;
    size -= done;
  }
}

}  // namespace servesweep::io::h5
