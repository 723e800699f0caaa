#include "sweep/distribute/mpi_version.h"

#include <array>
#include <string_view>

#include "sweep/distribute/mpi.h"

namespace servesweep::sweep {

std::string mpi_version() {
  std::array<char, MPI_MAX_LIBRARY_VERSION_STRING> text{};
  int length = 0;
  MPI_Get_library_version(text.data(), &length);
  const std::string_view name(text.data(), static_cast<std::size_t>(length));
  return std::string(name.substr(0, name.find_first_of(",\n")));  // the rest is about its packager
}

}  // namespace servesweep::sweep
