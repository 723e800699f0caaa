#include "sweep/cli/paragraph.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::paragraph_test {

TEST_CASE("paragraph: indented, and broken before column 100 with lines that hang") {
  CHECK(paragraph("claim: short", 2) == "  claim: short\n");
  const std::string half(60, 'x');
  CHECK(paragraph(half + ' ' + half, 4) == "    " + half + "\n      " + half + '\n');
  const std::string all(96, 'x');
  CHECK(paragraph(all, 4) == "    " + all + '\n');
  const std::string just = std::string(47, 'a') + ' ' + std::string(48, 'b');
  CHECK(paragraph(just, 4) == "    " + just + '\n');
}

TEST_CASE("paragraphs: each line by itself, those that fit untouched") {
  const std::string half(60, 'x');
  CHECK(paragraphs("a   b\n\n  " + half + ' ' + half + "\nend\n", 4) ==
        "a   b\n\n  " + half + "\n      " + half + "\nend\n");
  CHECK(paragraphs("") == "");
  CHECK(paragraphs("note    " + half + ' ' + half + '\n', 8) ==
        "note    " + half + "\n        " + half + '\n');
}

}  // namespace servesweep::sweep::paragraph_test
