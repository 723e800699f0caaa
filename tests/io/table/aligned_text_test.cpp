#include "io/table/aligned_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "io/table/utf8.h"

namespace aligned_text_test {

using namespace servesweep::io;

std::size_t width_of(const std::string& text) {
  std::size_t width = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) width = std::max(width, display_width(line));
  return width;
}

TextColumn column(const std::string& header, const std::string& cell) {
  return {.header = header, .cells = {cell}, .tones = {Tone::plain}};
}

TEST_CASE("aligned text: as wide as it needs to be where that is not too wide") {
  TextColumn right = column("long header", "1");
  right.is_right = true;
  CHECK(aligned_text({column("a", "größe"), right}) ==
        "a      long header\n"
        "-----  -----------\n"
        "größe            1\n");
}

TEST_CASE("aligned text: too wide, headers are broken first and stand on the rule") {
  TextColumn right = column("mean of all", "1");
  right.is_right = true;
  const std::string wide(90, 'x');
  const std::string dashes(90, '-');
  const std::string expected = std::string(92, ' ') + "mean\n" + std::string(94, ' ') + "of\n" +
                               "name" + std::string(89, ' ') + "all\n" + dashes + "  ----\n" +
                               wide + "     1\n";
  CHECK(aligned_text({column("name", wide), right}) == expected);
}

TEST_CASE("aligned text: then prose, the widest column first, then other cells") {
  std::string prose;
  for (int i = 0; i < 30; ++i) prose += "word ";
  TextColumn meaning = column("meaning", prose + "end");
  meaning.wraps = true;
  const std::string text = aligned_text({column("name", std::string(40, 'n')), meaning});
  CHECK(width_of(text) == 100);
  CHECK(text.find("\n" + std::string(42, ' ') + "word") != std::string::npos);
  meaning.wraps = false;
  CHECK(aligned_text({column("name", std::string(40, 'n')), meaning}) == text);
  CHECK(width_of(aligned_text({column("name", std::string(40, 'n')), meaning}, 80)) == 80);
}

TEST_CASE("aligned text: colours take no room") {
  TextColumn verdict{.header = "verdict",
                     .cells = {"better", "worse", "undecided"},
                     .tones = {Tone::good, Tone::bad, Tone::plain}};
  TextColumn why{.header = "why", .cells = {"a", "b", "c"}, .tones = {3, Tone::plain}};
  CHECK(aligned_text({verdict, why}) ==
        "verdict    why\n"
        "---------  ---\n"
        "\x1b[32mbetter\x1b[0m     a\n"
        "\x1b[31mworse\x1b[0m      b\n"
        "undecided  c\n");
}

}  // namespace aligned_text_test
