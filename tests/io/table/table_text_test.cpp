#include "io/table/table_text.h"

#include <doctest/doctest.h>

namespace table_text_test {

using namespace servesweep::io;

Table sample() {
  Table table({{.header = "name"}, {.header = "latency", .unit = "ms"}});
  table.add_row({std::string("first"), 1.5});
  return table;
}

TEST_CASE("table text: the same as a table renders itself, and narrower where asked") {
  CHECK(table_text(sample(), false, 100) == sample().render(TableFormat::text));
  CHECK(table_text(sample(), false, 100) ==
        "name   latency (ms)\n-----  ------------\nfirst  1.5\n");
  CHECK(table_text(sample(), false, 15) ==
        "       latency\nname   (ms)\n-----  -------\nfirst  1.5\n");
}

TEST_CASE("table text: headers have their unit") {
  CHECK(display_header(sample().columns()[0]) == "name");
  CHECK(display_header(sample().columns()[1]) == "latency (ms)");
}

}  // namespace table_text_test
