#include "io/hdf5/library_version.h"

#include <fmt/format.h>

#include "io/hdf5/h5.h"

namespace servesweep::io {

std::string hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  H5get_libversion(&major, &minor, &release);
  return fmt::format("{}.{}.{}", major, minor, release);
}

}  // namespace servesweep::io
