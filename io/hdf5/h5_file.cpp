#include "io/hdf5/h5_file.h"

#include <fcntl.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>

#include "engine/base/problem.h"
#include "io/folder/damaged_file.h"
#include "io/folder/file_descriptor.h"

namespace servesweep::io::h5 {
namespace {

using detail::check;
static_assert(std::endian::native == std::endian::little,
              "columns are packed in native byte order");

constexpr std::size_t kMemoryIncrementBytes = 4 << 20;

Handle access_properties(const std::string& where) {
  Handle access(check(H5Pcreate(H5P_FILE_ACCESS), where, "prepare the file"), H5Pclose);
  // The 1.10 format checksums all metadata, the older ones do not.
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110), where,
        "prepare the file");
  return access;
}

/// End-of-file address from a version-3 superblock: 8 bytes little-endian at offset 28.
std::uint64_t stored_size(const void* block, std::size_t capacity) {
  constexpr std::size_t kVersionOffset = 8, kEndOfFileOffset = 28;
  const auto* bytes = static_cast<const unsigned char*>(block);
  std::uint64_t size = 0;
  if (block == nullptr || capacity < kEndOfFileOffset + sizeof(size)) return 0;
  if (bytes[kVersionOffset] != 3) return 0;
  std::memcpy(&size, bytes + kEndOfFileOffset, sizeof(size));
  return size <= capacity ? size : 0;
}

/// Older formats have no checksums over their metadata, so the library would follow damage wherever
/// it leads. Version 3 begins at the first byte of our files; its checksum is the library's to
/// test.
void require_checksums(const std::string& name) {
  constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";
  std::array<char, kSignature.size() + 1> begin{};
  std::ifstream file(name, std::ios::binary);
  file.read(begin.data(), std::ssize(begin));
  const bool is_hdf5 = file && std::string_view(begin.data(), kSignature.size()) == kSignature;
  if (is_hdf5 && begin.back() == 3) return;
  throw DamagedFile(name, "cannot open the file as HDF5",
                    is_hdf5 ? "it is of a version without checksums" : "file signature not found");
}

}  // namespace

/// Receives the in-memory file when HDF5 closes it. H5Fget_file_image is no way out: in 1.10 it
/// changes the superblock of the copy without renewing its checksum, and the copy cannot be opened.
struct FileImage::Memory {
  std::size_t capacity = 0;
  FileBytes bytes;

  static void* allocate(std::size_t size, H5FD_file_image_op_t, void* self) {
    static_cast<Memory*>(self)->capacity = size;
    return std::malloc(size);
  }
  static void* copy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t, void*) {
    return std::memcpy(to, from, size);
  }
  static void* reallocate(void* old, std::size_t size, H5FD_file_image_op_t, void* self) {
    void* block = std::realloc(old, size);  // HDF5 clears what is new
    if (block != nullptr) static_cast<Memory*>(self)->capacity = size;
    return block;
  }
  static herr_t release(void* block, H5FD_file_image_op_t when, void* self) {
    Memory& memory = *static_cast<Memory*>(self);
    if (when == H5FD_FILE_IMAGE_OP_FILE_CLOSE) {
      memory.bytes = FileBytes(block, stored_size(block, memory.capacity));
    } else {
      std::free(block);
    }
    return 0;
  }
  static void* keep(void* self) { return self; }
  static herr_t drop(void*) { return 0; }
};

FileImage::FileImage(const std::string& name)
    : memory_(std::make_unique<Memory>()), name_(name), root_(Handle(), name) {
  detail::silence();
  const Handle access = access_properties(name);
  H5FD_file_image_callbacks_t callbacks{&Memory::allocate, &Memory::copy, &Memory::reallocate,
                                        &Memory::release,  &Memory::keep, &Memory::drop,
                                        memory_.get()};
  check(H5Pset_file_image_callbacks(access.get(), &callbacks), name, "prepare the file");
  check(H5Pset_fapl_core(access.get(), kMemoryIncrementBytes, 0), name, "prepare the file");
  const Handle creation(check(H5Pcreate(H5P_FILE_CREATE), name, "prepare the file"), H5Pclose);
  check(H5Pset_obj_track_times(creation.get(), 0), name, "prepare the file");
  file_ = Handle(check(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), name,
                       "create the file in memory"),
                 H5Fclose);
  root_ =
      Group(Handle(check(H5Gopen2(file_.get(), "/", H5P_DEFAULT), name, "open the root"), H5Gclose),
            name + ":/");
}

FileImage::~FileImage() = default;

FileBytes FileImage::finish() {
  root_ = Group(Handle(), name_);
  check(H5Fflush(file_.get(), H5F_SCOPE_LOCAL), name_, "flush the file in memory");
  check(file_.close(), name_, "close the file in memory");
  if (memory_->bytes.size() == 0) detail::fail(name_, "finish the file in memory");
  return std::move(memory_->bytes);
}

File File::open_read_only(const std::filesystem::path& path) {
  detail::silence();
  const std::string name = path.string();
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    if (std::filesystem::exists(path, error)) {
      throw DamagedFile(name, "is not a file", "to read a pipe or a device may take for ever");
    }
    throw engine::Problem(name, "is not a file", error ? error.message() : "nothing readable there",
                          "check the path");
  }
  // HDF5 would call a file damaged that it may not read.
  { const FileDescriptor readable(path, O_RDONLY); }
  require_checksums(name);
  const Handle access = access_properties(name);
  // No file is ever read and written at once, so a lock would only fail on file systems without.
  check(H5Pset_file_locking(access.get(), 0, 1), name, "prepare the file");
  Handle file(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose);
  if (!file.valid()) detail::fail(name, "open the file as HDF5");
  Group root(Handle(check(H5Gopen2(file.get(), "/", H5P_DEFAULT), name, "open the root"), H5Gclose),
             name + ":/");
  return {std::move(file), std::move(root)};
}

}  // namespace servesweep::io::h5
