#include "io/hdf5/h5.h"

#include <algorithm>

#include "io/folder/damaged_file.h"
#include "io/hdf5/h5_text.h"

namespace servesweep::io::h5::detail {
namespace {

herr_t innermost(unsigned depth, const H5E_error2_t* error, void* out) {
  if (depth == 0 && error->desc != nullptr) *static_cast<std::string*>(out) = error->desc;
  return 0;
}

}  // namespace

void silence() {
  // No file of ours needs a plugin, and no file may choose code to be loaded.
  static const bool no_plugins = H5PLset_loading_state(0) >= 0;
  (void)no_plugins;
  // The error stack, and whether it prints, belong to the thread.
  thread_local const bool silenced = H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr) >= 0;
  (void)silenced;
}

void fail(const std::string& where, const std::string& what) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, innermost, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw DamagedFile(where, "cannot " + what, reason.empty() ? "HDF5 gives no reason" : reason);
}

hid_t check(hid_t result, const std::string& where, const char* what) {
  if (result < 0) fail(where, what);
  return result;
}

Handle fixed_text_type(std::size_t width) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  if (!type.valid() || H5Tset_size(type.get(), width) < 0 ||
      H5Tset_strpad(type.get(), H5T_STR_NULLTERM) < 0) {
    fail("text type", "create it");
  }
  return type;
}

void write_attribute(hid_t object, const std::string& name, hid_t type, const void* value,
                     const std::string& where) {
  const std::string place = where + "@" + name;
  const Handle space(check(H5Screate(H5S_SCALAR), place, "create the attribute"), H5Sclose);
  const Handle attribute(
      check(H5Acreate2(object, name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT), place,
            "create the attribute"),
      H5Aclose);
  check(H5Awrite(attribute.get(), type, value), place, "write the attribute");
}

void write_text_attribute(hid_t object, const std::string& name, const std::string& value,
                          const std::string& where) {
  TextExtent extent;
  extent.add(value);
  const Handle type = extent.type();
  write_attribute(object, name, type.get(), value.c_str(), where);
}

void read_attribute(hid_t object, const std::string& name, hid_t type, void* value,
                    const std::string& where) {
  silence();
  const std::string place = where + "@" + name;
  const Handle attribute(
      check(H5Aopen(object, name.c_str(), H5P_DEFAULT), place, "open the attribute"), H5Aclose);
  const Handle space(check(H5Aget_space(attribute.get()), place, "read the attribute"), H5Sclose);
  if (H5Sget_simple_extent_npoints(space.get()) != 1)
    fail(place, "read the attribute as one value");
  check(H5Aread(attribute.get(), type, value), place, "read the attribute");
}

std::string read_text_attribute(hid_t object, const std::string& name, const std::string& where) {
  silence();
  const std::string place = where + "@" + name;
  const Handle attribute(
      check(H5Aopen(object, name.c_str(), H5P_DEFAULT), place, "open the attribute"), H5Aclose);
  const Handle type(check(H5Aget_type(attribute.get()), place, "read the attribute"), H5Tclose);
  if (H5Tget_class(type.get()) != H5T_STRING || H5Tis_variable_str(type.get()) != 0) {
    fail(place, "read the attribute as fixed-length text");
  }
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  const std::size_t bytes = H5Tget_size(type.get());
  if (bytes > kMostBytes) fail(place, "read an attribute of more than 1 MiB");
  std::string value(bytes, '\0');
  read_attribute(object, name, type.get(), value.data(), where);
  value.resize(std::min(value.size(), value.find('\0')));
  return value;
}

}  // namespace servesweep::io::h5::detail
