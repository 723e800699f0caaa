#include "sweep/cli/phrases.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <sstream>

namespace servesweep::sweep::test::phrases_test {

using io::TableFormat;

TEST_CASE("phrases: headings and remarks in text and Markdown") {
  CHECK(heading_text("Means", TableFormat::text) == "Means\n\n");
  CHECK(heading_text("Means", TableFormat::terminal) == "\x1b[1mMeans\x1b[0m\n\n");
  CHECK(heading_text("Means", TableFormat::markdown) == "### Means\n\n");
  CHECK(remark_text("one two", TableFormat::text) == "one two\n");
  CHECK(remark_text("one two", TableFormat::markdown) == "- one two\n");
}

TEST_CASE("phrases: what is laid out already is fenced in Markdown") {
  CHECK(block_text("a\n  b\n", TableFormat::text) == "a\n  b\n");
  CHECK(block_text("a\n  b\n", TableFormat::markdown) == "```text\na\n  b\n```\n");
}

TEST_CASE("phrases: long remarks are broken between words, and nothing is lost") {
  std::string text, joined;
  for (int i = 0; i < 60; ++i) text += (i > 0 ? " " : "") + std::string(1 + i % 13, 'x');
  std::istringstream lines(remark_text(text, TableFormat::text));
  for (std::string line; std::getline(lines, line);) {
    CHECK(line.size() <= 100);
    joined += (joined.empty() ? "" : " ") + line;
  }
  CHECK(joined == text);
}

TEST_CASE("phrases: lists and counts") {
  CHECK(list_text({}) == "");
  CHECK(list_text({"a", "b"}) == "a, b");
  CHECK(list_text({"a", "b", "c"}, 2) == "a, b and 1 more");
}

TEST_CASE("phrases: a mean to the digits that its half width supports") {
  CHECK(mean_text({.mean = 5341.27, .half_width = 308.4, .n = 5}) == "5341 ± 310");
  CHECK(mean_text({.mean = 125.8123, .half_width = 0.917, .n = 5}) == "125.81 ± 0.92");
  CHECK(mean_text({.mean = 1, .half_width = 0, .n = 5}) == "1");
  CHECK(mean_text({.mean = 3.14159, .n = 1}) == "3.142");
  CHECK(mean_text({}) == "n/a");
}

}  // namespace servesweep::sweep::test::phrases_test
