#include "sweep/report/remarks.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::remarks_test {

TEST_CASE("remarks are the items of lists in a Markdown text, each on one line") {
  CHECK(remarks_in("### Title\n\n| a | b |\n| --- | --- |\n| - | c |\n\n- one\nand a half\n- "
                   "two\n\nno item\n- three\n") ==
        std::vector<std::string>{"one and a half", "two", "three"});
  CHECK(remarks_in("").empty());
}

TEST_CASE("what is to know about all is said once, and the rest by name") {
  CHECK(joined_remarks({{.name = "a", .remarks = {"both", "mine"}},
                        {.name = "b", .remarks = {"both", "yours"}}}) ==
        std::vector<std::string>{"both", "a: mine", "b: yours"});
  CHECK(joined_remarks({{.name = "a", .remarks = {"x"}},
                        {.name = "b", .remarks = {"x"}},
                        {.name = "c", .remarks = {}}}) == std::vector<std::string>{"a, b: x"});
  CHECK(joined_remarks({{.name = "a", .remarks = {"only"}}}) == std::vector<std::string>{"only"});
}

}  // namespace servesweep::sweep::remarks_test
