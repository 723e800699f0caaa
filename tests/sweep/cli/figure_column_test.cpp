#include "sweep/cli/figure_column.h"

#include <doctest/doctest.h>

namespace figure_column_test {

using namespace servesweep;

TEST_CASE("a column of figures: to the right, four digits") {
  const io::TableColumn column = sweep::figure_column("mean");
  CHECK(column.header == "mean");
  CHECK(column.alignment == io::Alignment::right);
  CHECK(column.significant_digits == 4);
}

TEST_CASE("a column of verdicts tells good from bad by the first word") {
  const io::TableColumn column = sweep::verdict_column();
  CHECK(column.header == "verdict");
  for (const char* good : {"better", "held", "pass", "agree", "yes"}) {
    CHECK(column.tone(good) == io::Tone::good);
  }
  for (const char* bad : {"worse", "failed", "fail", "disagree", "no: goodput"}) {
    CHECK(column.tone(bad) == io::Tone::bad);
  }
  for (const char* plain : {"undecided", "equal", "", "undecided: growth"}) {
    CHECK(column.tone(plain) == io::Tone::plain);
  }
}

TEST_CASE("a column of prose may be broken into lines") {
  CHECK(sweep::prose_column("meaning").wraps);
  CHECK_FALSE(sweep::verdict_column().wraps);
}

}  // namespace figure_column_test
