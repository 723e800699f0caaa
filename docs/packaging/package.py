# Spack recipe of servesweep; untested: Spack was not at hand. Put it into a repository of yours as
# packages/servesweep/package.py, say there where the sources are, and: spack install servesweep
from spack.package import *


class Servesweep(CMakePackage):
    """Simulates fleets of LLM inference servers and finds the best way to run them."""

    license("Apache-2.0")
    version("main", branch="main")

    depends_on("cmake@3.25:", type="build")
    depends_on("pkgconfig", type="build")
    for library in (
        "boost@1.74:+program_options",
        "hdf5@1.10:~mpi",
        "mpi",
        "intel-oneapi-tbb",
        "fmt",
        "spdlog",
        "yaml-cpp",
        "nlohmann-json",
        "libdeflate",
        "zlib-api",
        "eigen@3.4:",
        "nlopt",
        "pagmo2",
        "random123",
        "xxhash",
    ):
        depends_on(library)

    def cmake_args(self):
        return [self.define("SERVESWEEP_TESTS", False)]
