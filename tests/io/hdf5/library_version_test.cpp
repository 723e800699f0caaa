#include "io/hdf5/library_version.h"

#include <doctest/doctest.h>

#include <regex>

namespace servesweep::io::library_version_test {
namespace {

TEST_CASE("the HDF5 library tells three numbers") {
  CHECK(std::regex_match(hdf5_version(), std::regex("[0-9]+\\.[0-9]+\\.[0-9]+")));
}

}  // namespace
}  // namespace servesweep::io::library_version_test
