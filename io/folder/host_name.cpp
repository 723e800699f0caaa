#include "io/folder/host_name.h"

#include <unistd.h>

#include <array>
#include <cstdlib>

namespace servesweep::io {

std::string host_name() {
  const char* node = std::getenv("SLURMD_NODENAME");
  if (node != nullptr && *node != '\0') return node;
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "unknown";
  return name.data();
}

}  // namespace servesweep::io
