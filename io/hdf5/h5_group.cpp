#include "io/hdf5/h5_group.h"

#include <algorithm>
#include <span>

#include "engine/base/problem.h"
#include "io/hdf5/chunk_encoder.h"
#include "io/hdf5/h5_text.h"

namespace servesweep::io::h5 {
namespace {

using detail::check;

std::string child(const std::string& where, const std::string& name) {
  return where.ends_with('/') ? where + name : where + "/" + name;
}

/// Objects carry no modification time: equal content gives equal bytes.
Handle plain_properties(hid_t kind, const std::string& where) {
  Handle properties(check(H5Pcreate(kind), where, "prepare it"), H5Pclose);
  check(H5Pset_obj_track_times(properties.get(), 0), where, "prepare it");
  return properties;
}

template <Number T>
hid_t disk_type() {
  if constexpr (std::same_as<T, std::int8_t>) return H5T_STD_I8LE;
  if constexpr (std::same_as<T, std::int16_t>) return H5T_STD_I16LE;
  if constexpr (std::same_as<T, std::int32_t>) return H5T_STD_I32LE;
  if constexpr (std::same_as<T, std::int64_t>) return H5T_STD_I64LE;
  if constexpr (std::same_as<T, std::uint8_t>) return H5T_STD_U8LE;
  if constexpr (std::same_as<T, std::uint16_t>) return H5T_STD_U16LE;
  if constexpr (std::same_as<T, std::uint32_t>) return H5T_STD_U32LE;
  if constexpr (std::same_as<T, std::uint64_t>) return H5T_STD_U64LE;
  if constexpr (std::same_as<T, double>) return H5T_IEEE_F64LE;
}

Handle dataset_properties(std::size_t chunk_rows, std::size_t element_bytes,
                          const std::string& where) {
  Handle properties = plain_properties(H5P_DATASET_CREATE, where);
  const hsize_t chunk = chunk_rows;
  check(H5Pset_chunk(properties.get(), 1, &chunk), where, "set its chunks");
  if (ChunkEncoder::shuffles(element_bytes)) {
    check(H5Pset_shuffle(properties.get()), where, "set its filters");
  }
  check(H5Pset_deflate(properties.get(), ChunkEncoder::kDeflateLevel), where, "set its filters");
  check(H5Pset_fletcher32(properties.get()), where, "set its filters");
  return properties;
}

/// Soft and external links are refused: they may lead out of the file, and we write none.
void require_own(hid_t group, const std::string& name, const std::string& where) {
  H5L_info_t link;
  const bool is_there = H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT) >= 0;
  if (!is_there || link.type == H5L_TYPE_HARD) return;  // who opens it will say that it is missing
  throw engine::Problem(where, "is a link", "it may lead to another file, and ours have none",
                        "restore or remove the file");
}

/// Wide text gets fewer rows per chunk than numbers.
std::size_t rows_per_chunk(std::size_t rows, std::size_t element_bytes) {
  constexpr std::size_t kMaxChunkBytes = 4 << 20;
  const std::size_t most = std::clamp<std::size_t>(kMaxChunkBytes / element_bytes, 1, kChunkRows);
  return std::clamp<std::size_t>(rows, 1, most);
}

/// Packs chunk by chunk; chunks on disk are always whole.
class ChunkSink {
 public:
  ChunkSink(hid_t dataset, std::size_t chunk_bytes, std::size_t element_bytes,
            const std::string& where)
      : dataset_(dataset),
        chunk_bytes_(chunk_bytes),
        element_bytes_(element_bytes),
        where_(where) {}

  /// `bytes` must be whole chunks unless they are the last ones.
  void write(std::span<const std::byte> bytes) {
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(bytes.size(), chunk_bytes_))) {
      write_chunk(bytes.first(std::min(bytes.size(), chunk_bytes_)));
    }
  }

 private:
  void write_chunk(std::span<const std::byte> rows) {
    const std::span<const std::byte> packed =
        ChunkEncoder::of_this_thread().encode(rows, chunk_bytes_, element_bytes_);
    check(H5Dwrite_chunk(dataset_, H5P_DEFAULT, 0, &offset_, packed.size(), packed.data()), where_,
          "write the column");
    offset_ += chunk_bytes_ / element_bytes_;
  }

  hid_t dataset_;
  std::size_t chunk_bytes_, element_bytes_;
  const std::string& where_;
  hsize_t offset_ = 0;
};

}  // namespace

Group Group::create_group(const std::string& name) {
  const std::string where = child(where_, name);
  const Handle properties = plain_properties(H5P_GROUP_CREATE, where);
  const hid_t id =
      H5Gcreate2(handle_.get(), name.c_str(), H5P_DEFAULT, properties.get(), H5P_DEFAULT);
  return {Handle(check(id, where, "create the group"), H5Gclose), where};
}

Group Group::group(const std::string& name) const {
  detail::silence();
  const std::string where = child(where_, name);
  require_own(handle_.get(), name, where);
  return {Handle(check(H5Gopen2(handle_.get(), name.c_str(), H5P_DEFAULT), where, "open the group"),
                 H5Gclose),
          where};
}

Dataset Group::dataset(const std::string& name) const {
  detail::silence();
  const std::string where = child(where_, name);
  require_own(handle_.get(), name, where);
  return {
      Handle(check(H5Dopen2(handle_.get(), name.c_str(), H5P_DEFAULT), where, "open the column"),
             H5Dclose),
      where};
}

bool Group::has(const std::string& name) const {
  detail::silence();
  return H5Lexists(handle_.get(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> Group::names() const {
  detail::silence();
  std::vector<std::string> names;
  const auto collect = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  check(H5Literate(handle_.get(), H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, collect, &names), where_,
        "list the group");
  std::sort(names.begin(), names.end());
  return names;
}

template <Number T>
Dataset Group::write(const std::string& name, std::span<const T> rows, const ColumnText& text) {
  return write_bytes(
      name, disk_type<T>(), sizeof(T), rows.size(), 1,
      [rows](std::size_t) { return std::as_bytes(rows); }, text);
}

template <Number T>
Dataset Group::write(const std::string& name, std::span<const std::span<const T>> parts,
                     const ColumnText& text) {
  std::size_t rows = 0;
  for (const std::span<const T> part : parts) rows += part.size();
  return write_bytes(
      name, disk_type<T>(), sizeof(T), rows, parts.size(),
      [parts](std::size_t part) { return std::as_bytes(parts[part]); }, text);
}

Dataset Group::write_text(const std::string& name, std::span<const std::string> rows,
                          const ColumnText& text) {
  return write_text(
      name, rows.size(), [rows](std::size_t row) { return std::string_view(rows[row]); }, text);
}

Dataset Group::write_text(const std::string& name, std::size_t rows, const TextOf& text_of,
                          const ColumnText& text) {
  TextExtent extent;
  for (std::size_t i = 0; i < rows; ++i) extent.add(text_of(i));
  const std::size_t width = extent.width();
  const std::size_t part_rows = rows_per_chunk(rows, width);
  std::vector<std::byte> bytes;
  const auto part_of = [&](std::size_t part) {
    const std::size_t begin = part * part_rows, end = std::min(rows, begin + part_rows);
    bytes.assign((end - begin) * width, std::byte{0});
    for (std::size_t i = begin; i < end; ++i) {
      const std::string_view row = text_of(i);
      std::ranges::copy(std::as_bytes(std::span(row)),
                        bytes.begin() + static_cast<std::ptrdiff_t>((i - begin) * width));
    }
    return std::span<const std::byte>(bytes);
  };
  const Handle type = extent.type();
  const std::size_t parts = (rows + part_rows - 1) / part_rows;
  return write_bytes(name, type.get(), width, rows, parts, part_of, text);
}

Dataset Group::write_bytes(const std::string& name, hid_t type, std::size_t element_bytes,
                           std::size_t rows, std::size_t parts, const PartOf& part_of,
                           const ColumnText& text) {
  const std::string where = child(where_, name);
  const std::size_t chunk_rows = rows_per_chunk(rows, element_bytes);
  Handle handle = create_dataset(where, name, type, element_bytes, rows, chunk_rows);
  ChunkSink sink(handle.get(), chunk_rows * element_bytes, element_bytes, where);
  for (std::size_t part = 0; part < parts; ++part) sink.write(part_of(part));
  Dataset dataset(std::move(handle), where);
  dataset.set_attribute("unit", text.unit);
  dataset.set_attribute("description", text.description);
  return dataset;
}

template <Number T>
Dataset Group::write_packed(const std::string& name, std::size_t rows,
                            std::span<const std::vector<std::byte>> chunks,
                            const ColumnText& text) {
  const std::string where = child(where_, name);
  const std::size_t chunk_rows = std::clamp<std::size_t>(rows, 1, kChunkRows);
  Handle handle = create_dataset(where, name, disk_type<T>(), sizeof(T), rows, chunk_rows);
  hsize_t offset = 0;
  for (const std::vector<std::byte>& chunk : chunks) {
    check(H5Dwrite_chunk(handle.get(), H5P_DEFAULT, 0, &offset, chunk.size(), chunk.data()), where,
          "write the column");
    offset += chunk_rows;
  }
  Dataset dataset(std::move(handle), where);
  dataset.set_attribute("unit", text.unit);
  dataset.set_attribute("description", text.description);
  return dataset;
}

Handle Group::create_dataset(const std::string& where, const std::string& name, hid_t type,
                             std::size_t element_bytes, std::size_t rows, std::size_t chunk_rows) {
  const hsize_t count = rows;
  const Handle space(check(H5Screate_simple(1, &count, nullptr), where, "create the column"),
                     H5Sclose);
  const Handle properties = dataset_properties(chunk_rows, element_bytes, where);
  return {check(H5Dcreate2(handle_.get(), name.c_str(), type, space.get(), H5P_DEFAULT,
                           properties.get(), H5P_DEFAULT),
                where, "create the column"),
          H5Dclose};
}

void Group::set_attribute(const std::string& name, const std::string& value) {
  detail::write_text_attribute(handle_.get(), name, value, where_);
}
void Group::set_attribute(const std::string& name, std::int64_t value) {
  detail::write_attribute(handle_.get(), name, H5T_STD_I64LE, &value, where_);
}
void Group::set_attribute(const std::string& name, double value) {
  detail::write_attribute(handle_.get(), name, H5T_IEEE_F64LE, &value, where_);
}
std::string Group::text_attribute(const std::string& name) const {
  return detail::read_text_attribute(handle_.get(), name, where_);
}
std::int64_t Group::integer_attribute(const std::string& name) const {
  std::int64_t value = 0;
  detail::read_attribute(handle_.get(), name, H5T_NATIVE_INT64, &value, where_);
  return value;
}
double Group::real_attribute(const std::string& name) const {
  double value = 0;
  detail::read_attribute(handle_.get(), name, H5T_NATIVE_DOUBLE, &value, where_);
  return value;
}

#define SERVESWEEP_COLUMN_TYPE(T)                                                              \
  template Dataset Group::write<T>(const std::string&, std::span<const T>, const ColumnText&); \
  template Dataset Group::write<T>(const std::string&, std::span<const std::span<const T>>,    \
                                   const ColumnText&);                                         \
  template Dataset Group::write_packed<T>(const std::string&, std::size_t,                     \
                                          std::span<const std::vector<std::byte>>,             \
                                          const ColumnText&);
SERVESWEEP_COLUMN_TYPE(std::int8_t)
SERVESWEEP_COLUMN_TYPE(std::int16_t)
SERVESWEEP_COLUMN_TYPE(std::int32_t)
SERVESWEEP_COLUMN_TYPE(std::int64_t)
SERVESWEEP_COLUMN_TYPE(std::uint8_t)
SERVESWEEP_COLUMN_TYPE(std::uint16_t)
SERVESWEEP_COLUMN_TYPE(std::uint32_t)
SERVESWEEP_COLUMN_TYPE(std::uint64_t)
SERVESWEEP_COLUMN_TYPE(double)
#undef SERVESWEEP_COLUMN_TYPE

}  // namespace servesweep::io::h5
