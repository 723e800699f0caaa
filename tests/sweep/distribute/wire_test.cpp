#include "sweep/distribute/wire.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

namespace wire_test {

using namespace servesweep::sweep;

TEST_CASE("wire: what is written is read back in order") {
  WireWriter writer;
  writer.number(std::int32_t{-7});
  writer.text(std::string("a\0b", 3));
  writer.number(0.1);
  writer.text("");
  const std::string bytes = writer.take();

  WireReader reader(bytes);
  CHECK(reader.number<std::int32_t>() == -7);
  CHECK(reader.text() == std::string("a\0b", 3));
  CHECK(reader.number<double>() == 0.1);
  CHECK(reader.text().empty());
  CHECK(reader.at_end());
}

TEST_CASE("wire: bytes cut anywhere are refused, not read beyond") {
  WireWriter writer;
  writer.text("hello");
  writer.number(std::uint64_t{1});
  const std::string bytes = writer.take();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    WireReader reader(cut);
    CHECK_THROWS_AS(((void)reader.text(), (void)reader.number<std::uint64_t>()),
                    std::runtime_error);
  }
}

TEST_CASE("wire: a count that the bytes cannot hold is refused before memory is taken for it") {
  WireWriter writer;
  writer.number(std::uint64_t{1} << 60);
  const std::string bytes = writer.take();
  WireReader reader(bytes);
  CHECK_THROWS_AS((void)reader.count(4), std::runtime_error);
}

}  // namespace wire_test
