#include "tests/house/header_rules.h"

#include <doctest/doctest.h>

using namespace servesweep::house;

TEST_CASE("MPI, HDF5 and pagmo2 enter through one file each") {
  CHECK(gate_violations({{"sweep/distribute/mpi_gate.h", "#include <mpi.h>\n"},
                         {"sweep/distribute/b.h", "#include \"sweep/distribute/mpi_gate.h\"\n"},
                         {"sweep/search/a.cpp", "#include <pagmo/types.hpp>\n"},
                         {"io/hdf5/hdf5.h", "#include <hdf5.h>\n#include <hdf5_hl.h>\n"},
                         {"io/hdf5/file.h", "#include \"io/hdf5/hdf5.h\"\n"}})
            .empty());
}

TEST_CASE("a second gate is found") {
  const auto mpi = gate_violations({{"sweep/distribute/a.h", "#include <mpi.h>\n"},
                                    {"sweep/distribute/b.cpp", "\n#include \"mpi.h\"\n"}});
  REQUIRE(mpi.size() == 1);
  CHECK(mpi[0].file == "sweep/distribute/b.cpp");
  CHECK(mpi[0].line == 2);
  CHECK(gate_violations(
            {{"io/hdf5/a.h", "#include <hdf5.h>\n"}, {"io/hdf5/b.h", "#include <H5Fpublic.h>\n"}})
            .size() == 1);
}

TEST_CASE("a gate in the wrong folder is found") {
  CHECK(gate_violations({{"sweep/cli/main.cpp", "#include <mpi.h>\n"}}).size() == 1);
  CHECK(gate_violations({{"sweep/run/a.h", "#include <pagmo/types.hpp>\n"}}).size() == 1);
  CHECK(gate_violations({{"io/table/a.cpp", "#include <hdf5.h>\n"}}).size() == 1);
  CHECK(gate_violations({{"io/table/a.cpp", "#include <hdf5/serial/hdf5.h>\n"}}).size() == 1);
}

TEST_CASE("the engine may compute, and nothing else") {
  for (const char* header : {"fstream", "filesystem", "thread", "chrono", "mutex", "iostream",
                             "cstdio", "random", "ctime", "tbb/parallel_for.h"}) {
    CAPTURE(header);
    const std::string text = std::string("#include <") + header + ">\n";
    CHECK(purity_violations({{"engine/instance/a.cpp", text}}).size() == 1);
    CHECK(purity_violations({{"sweep/study/a.cpp", text}}).empty());
  }
  CHECK(
      purity_violations({{"engine/instance/a.cpp",
                          "#include <vector>\n#include <boost/random/normal_distribution.hpp>\n"
                          "#include <Random123/philox.h>\n#include \"engine/random/stream.h\"\n"}})
          .empty());
}
