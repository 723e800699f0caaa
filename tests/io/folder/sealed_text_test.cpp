#include "io/folder/sealed_text.h"

#include <doctest/doctest.h>

#include "io/folder/damaged_file.h"

namespace sealed_text_test {

using namespace servesweep::io;

TEST_CASE("a sealed text comes back, and text without a seal as it is") {
  for (const std::string text : {"", "a: 1\nb: 2\n", "no newline"}) {
    const std::string sealed = seal(text);
    CHECK(sealed.starts_with("# "));
    CHECK(sealed.ends_with("\n" + text));
    CHECK(unseal(sealed, "x.yaml") == text);
  }
  CHECK(unseal("a: 1\n", "x.yaml") == "a: 1\n");
}

TEST_CASE("every flipped byte and every cut of a sealed text is seen or leaves the text") {
  const std::string text = "study: x\nobjectives: [ttft_p99_ms]\n";
  const std::string sealed = seal(text);
  std::size_t seen = 0;
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string damaged = sealed;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x05);
    try {
      const std::string got = unseal(damaged, "x.yaml");
      REQUIRE(got.ends_with("\n" + text));  // a seal that is no longer one: a comment above it
    } catch (const DamagedFile&) {
      ++seen;
    }
  }
  CHECK(seen >= text.size() + 16);
  for (std::size_t size = 31; size < sealed.size(); ++size) {
    CHECK_THROWS_AS((void)unseal(sealed.substr(0, size), "x.yaml"), DamagedFile);
  }
  CHECK_THROWS_AS((void)unseal("", "x.yaml"), DamagedFile);
}

}  // namespace sealed_text_test
