#include "io/folder/host_name.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

namespace host_name_test {

TEST_CASE("the host is called what Slurm calls the node, else what its kernel does") {
  std::string name;
  std::ifstream("/proc/sys/kernel/hostname") >> name;
  ::unsetenv("SLURMD_NODENAME");
  CHECK(servesweep::io::host_name() == name);
  ::setenv("SLURMD_NODENAME", "n7", 1);
  CHECK(servesweep::io::host_name() == "n7");
  ::unsetenv("SLURMD_NODENAME");
}

}  // namespace host_name_test
