#include "io/hdf5/run_key.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace run_key_test {

using servesweep::engine::Problem;
using servesweep::io::RunKey;

TEST_CASE("a run key and its text are one to one") {
  RunKey key;
  for (std::size_t i = 0; i < key.bytes.size(); ++i)
    key.bytes[i] = static_cast<std::uint8_t>(i * 17);
  CHECK(key.hex() == "00112233445566778899aabbccddeeff");
  CHECK(RunKey::from_hex(key.hex()) == key);
  CHECK(RunKey::from_hex("00112233445566778899aabbccddeefe") < key);
}

TEST_CASE("text that is not a run key is refused") {
  for (const char* text :
       {"", "0011", "00112233445566778899aabbccddeefg", "00112233445566778899AABBCCDDEEFF",
        "00112233445566778899aabbccddeeff0"}) {
    CHECK_THROWS_AS((void)RunKey::from_hex(text), Problem);
  }
}

}  // namespace run_key_test
