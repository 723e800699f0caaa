#include "sweep/report/remarks.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::remarks_test {

TEST_CASE("remarks are the items of lists in a Markdown text, each on one line") {
  CHECK(remarks_in("### Title\n\n| a | b |\n| --- | --- |\n| - | c |\n\n- one\nand a half\n- "
                   "two\n\nno item\n- three\n") ==
        std::vector<std::string>{"one and a half", "two", "three"});
  CHECK(remarks_in("").empty());
}

}  // namespace servesweep::sweep::remarks_test
