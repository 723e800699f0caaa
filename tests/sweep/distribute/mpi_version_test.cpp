#include "sweep/distribute/mpi_version.h"

#include <doctest/doctest.h>

#include <regex>

namespace servesweep::sweep::mpi_version_test {
namespace {

TEST_CASE("the MPI library is named on one line with its version") {
  CHECK(std::regex_match(mpi_version(), std::regex("[A-Za-z].*[0-9]+\\.[0-9]+[^\n,]*")));
}

}  // namespace
}  // namespace servesweep::sweep::mpi_version_test
