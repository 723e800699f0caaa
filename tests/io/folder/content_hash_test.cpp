#include "io/folder/content_hash.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "tests/io/hdf5/sample_results.h"

namespace content_hash_test {

using namespace servesweep;
using namespace servesweep::io;

TEST_CASE("bytes in memory and in a file have the published XXH3 values") {
  const test::TemporaryFolder folder;
  // XXH3-64 of nothing with seed 0, from the algorithm's specification.
  CHECK(content_hash(std::span<const std::byte>()) == "2d06800538d394c2");
  std::string text(200'000, 'x');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(i * i >> 7U);
  test::write_text_file(folder.path() / "file", text);
  CHECK(content_hash(folder.path() / "file") == content_hash(std::as_bytes(std::span(text))));
  text[150'000] = static_cast<char>(text[150'000] ^ 1);
  CHECK(content_hash(folder.path() / "file") != content_hash(std::as_bytes(std::span(text))));
  CHECK_THROWS_AS((void)content_hash(folder.path() / "none"), engine::Problem);
}

}  // namespace content_hash_test
