#include "io/folder/host_name.h"

#include <doctest/doctest.h>

#include <fstream>

TEST_CASE("the host is called what its kernel calls it") {
  std::string name;
  std::ifstream("/proc/sys/kernel/hostname") >> name;
  CHECK(servesweep::io::host_name() == name);
}
