#pragma once

#include <string>

namespace servesweep::io {

/// The version of the HDF5 library that the process uses: "1.10.8".
[[nodiscard]] std::string hdf5_version();

}  // namespace servesweep::io
