#include "io/trace/file_hash.h"

#include <doctest/doctest.h>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::file_hash_test {

TEST_CASE("the hash of a file is that of its bytes") {
  // XXH3 with 128 bits of no bytes at all, from the xxHash specification.
  CHECK(file_hash(TraceFile("").path()) == "99aa06d3014798d86001c324468d497f");
  const std::string large(600'000, 'x');
  CHECK(file_hash(TraceFile(large).path()) == file_hash(TraceFile(large).path()));
  CHECK(file_hash(TraceFile(large + "y").path()) != file_hash(TraceFile(large + "z").path()));
}

TEST_CASE("a file that cannot be read has none") {
  CHECK_THROWS_AS((void)file_hash("no/such/file"), engine::Problem);
  CHECK_THROWS_AS((void)file_hash(std::filesystem::temp_directory_path()), engine::Problem);
  CHECK_THROWS_WITH_AS((void)file_hash("/dev/zero"),
                       "/dev/zero: cannot be read (it is no regular file); name a file",
                       engine::Problem);
}

}  // namespace servesweep::io::file_hash_test
