#include "io/hdf5/h5_dataset.h"

#include <algorithm>

#include "io/folder/damaged_file.h"

namespace servesweep::io::h5 {
namespace {

using detail::check;

template <Number T>
hid_t memory_type() {
  if constexpr (std::same_as<T, std::int8_t>) return H5T_NATIVE_INT8;
  if constexpr (std::same_as<T, std::int16_t>) return H5T_NATIVE_INT16;
  if constexpr (std::same_as<T, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::same_as<T, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::same_as<T, std::uint8_t>) return H5T_NATIVE_UINT8;
  if constexpr (std::same_as<T, std::uint16_t>) return H5T_NATIVE_UINT16;
  if constexpr (std::same_as<T, std::uint32_t>) return H5T_NATIVE_UINT32;
  if constexpr (std::same_as<T, std::uint64_t>) return H5T_NATIVE_UINT64;
  if constexpr (std::same_as<T, double>) return H5T_NATIVE_DOUBLE;
}

DamagedFile misfit(const std::string& where, const std::string& problem) {
  return {where, problem, "the file does not follow the results format"};
}

/// A column that claims more rows than its stored bytes can hold (deflate packs at most 1032 : 1)
/// is damaged or hostile; believing it would exhaust memory.
void check_plausible_size(hid_t dataset, hid_t type, std::size_t rows, const std::string& where) {
  constexpr std::size_t kBestDeflateRatio = 1032;
  // What is stored is what the file says; it cannot be more than the file.
  const Handle file(check(H5Iget_file_id(dataset), where, "read the column"), H5Fclose);
  hsize_t file_bytes = 0;
  check(H5Fget_filesize(file.get(), &file_bytes), where, "read the column");
  const std::size_t stored = std::min<std::size_t>(H5Dget_storage_size(dataset), file_bytes);
  const std::size_t width = std::max<std::size_t>(1, H5Tget_size(type));
  if (rows / (kBestDeflateRatio + 8) > stored / width + 1) {
    throw misfit(where, "has far more rows than its stored bytes can hold");
  }
}

/// Columns lie in chunks of this very file, under the filters that we write: other storage may be
/// another file, other filters may be anybody's code, and a chunk is taken into memory whole.
void check_storage(hid_t dataset, const std::string& where) {
  constexpr std::size_t kMostChunkBytes = std::size_t{64} << 20;
  const Handle properties(check(H5Dget_create_plist(dataset), where, "read the column"), H5Pclose);
  hsize_t chunk_rows = 0;
  if (H5Pget_layout(properties.get()) != H5D_CHUNKED ||
      H5Pget_chunk(properties.get(), 1, &chunk_rows) != 1) {
    throw misfit(where, "is not stored in chunks of one dimension");
  }
  const Handle type(check(H5Dget_type(dataset), where, "read the column"), H5Tclose);
  const std::size_t width = std::max<std::size_t>(1, H5Tget_size(type.get()));
  if (chunk_rows > kMostChunkBytes / width) throw misfit(where, "has chunks of more than 64 MiB");
  const int filters = H5Pget_nfilters(properties.get());
  for (int i = 0; i < filters; ++i) {
    unsigned flags = 0;
    std::size_t values = 0;
    const H5Z_filter_t filter = H5Pget_filter2(properties.get(), static_cast<unsigned>(i), &flags,
                                               &values, nullptr, 0, nullptr, nullptr);
    if (filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_DEFLATE &&
        filter != H5Z_FILTER_FLETCHER32) {
      throw misfit(where, "needs a filter that the format does not have");
    }
  }
}

/// True if every value of the stored integer type exists in T; HDF5 clips others without a word.
template <Number T>
bool holds(hid_t stored) {
  const H5T_class_t kind = H5Tget_class(stored);
  if constexpr (std::same_as<T, double>) {
    return kind == H5T_FLOAT || kind == H5T_INTEGER;
  } else {
    if (kind != H5T_INTEGER) return false;
    const bool stored_signed = H5Tget_sign(stored) == H5T_SGN_2;
    const std::size_t size = H5Tget_size(stored);
    if (stored_signed == std::signed_integral<T>) return size <= sizeof(T);
    return !stored_signed && size < sizeof(T);
  }
}

}  // namespace

Dataset::Dataset(Handle handle, std::string where)
    : handle_(std::move(handle)), where_(std::move(where)) {
  const Handle space(check(H5Dget_space(handle_.get()), where_, "read the column"), H5Sclose);
  if (H5Sget_simple_extent_ndims(space.get()) != 1) {
    throw misfit(where_, "is not a column of one dimension");
  }
  check_storage(handle_.get(), where_);
  hsize_t rows = 0;
  check(H5Sget_simple_extent_dims(space.get(), &rows, nullptr), where_, "read the column");
  rows_ = rows;
}

void Dataset::read_raw(hid_t memory_type, std::size_t begin, std::size_t count, void* out) const {
  if (begin > rows_ || count > rows_ - begin) {
    throw misfit(where_, "ends before the rows that another column refers to");
  }
  if (count == 0) return;
  const hsize_t start = begin, length = count;
  const Handle file_space(check(H5Dget_space(handle_.get()), where_, "read the column"), H5Sclose);
  const Handle memory(check(H5Screate_simple(1, &length, nullptr), where_, "read the column"),
                      H5Sclose);
  check(H5Sselect_hyperslab(file_space.get(), H5S_SELECT_SET, &start, nullptr, &length, nullptr),
        where_, "read the column");
  check(H5Dread(handle_.get(), memory_type, memory.get(), file_space.get(), H5P_DEFAULT, out),
        where_, "read the column");
}

template <Number T>
std::vector<T> Dataset::read(std::size_t begin, std::size_t count) const {
  std::vector<T> values;
  read(begin, count, values);
  return values;
}

template <Number T>
void Dataset::read(std::size_t begin, std::size_t count, std::vector<T>& values) const {
  detail::silence();
  const Handle type(check(H5Dget_type(handle_.get()), where_, "read the column"), H5Tclose);
  if (!holds<T>(type.get())) throw misfit(where_, "is of another type than the format says");
  if (begin > rows_ || count > rows_ - begin) {
    throw misfit(where_, "ends before the rows that another column refers to");
  }
  check_plausible_size(handle_.get(), type.get(), count, where_);
  values.resize(count);
  read_raw(memory_type<T>(), begin, count, values.data());
}

std::vector<std::string> Dataset::read_text(std::size_t begin, std::size_t count) const {
  detail::silence();
  const Handle type(check(H5Dget_type(handle_.get()), where_, "read the column"), H5Tclose);
  if (H5Tget_class(type.get()) != H5T_STRING || H5Tis_variable_str(type.get()) != 0) {
    throw misfit(where_, "is not fixed-length text");
  }
  if (begin > rows_ || count > rows_ - begin) {
    throw misfit(where_, "ends before the rows that another column refers to");
  }
  check_plausible_size(handle_.get(), type.get(), count, where_);
  const std::size_t width = H5Tget_size(type.get());
  std::string bytes(width * count, '\0');
  read_raw(type.get(), begin, count, bytes.data());
  std::vector<std::string> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view row = std::string_view(bytes).substr(i * width, width);
    rows[i] = row.substr(0, row.find('\0'));
  }
  return rows;
}

void Dataset::set_attribute(const std::string& name, const std::string& value) {
  detail::write_text_attribute(handle_.get(), name, value, where_);
}
void Dataset::set_attribute(const std::string& name, std::int64_t value) {
  detail::write_attribute(handle_.get(), name, H5T_STD_I64LE, &value, where_);
}
std::string Dataset::text_attribute(const std::string& name) const {
  return detail::read_text_attribute(handle_.get(), name, where_);
}
std::int64_t Dataset::integer_attribute(const std::string& name) const {
  std::int64_t value = 0;
  detail::read_attribute(handle_.get(), name, H5T_NATIVE_INT64, &value, where_);
  return value;
}

template std::vector<std::int8_t> Dataset::read(std::size_t, std::size_t) const;
template std::vector<std::int16_t> Dataset::read(std::size_t, std::size_t) const;
template std::vector<std::int32_t> Dataset::read(std::size_t, std::size_t) const;
template std::vector<std::int64_t> Dataset::read(std::size_t, std::size_t) const;
template std::vector<std::uint8_t> Dataset::read(std::size_t, std::size_t) const;
template std::vector<std::uint16_t> Dataset::read(std::size_t, std::size_t) const;
template std::vector<std::uint32_t> Dataset::read(std::size_t, std::size_t) const;
template std::vector<std::uint64_t> Dataset::read(std::size_t, std::size_t) const;
template std::vector<double> Dataset::read(std::size_t, std::size_t) const;
template void Dataset::read(std::size_t, std::size_t, std::vector<double>&) const;

}  // namespace servesweep::io::h5
