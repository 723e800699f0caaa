#include "sweep/cli/breakdown_text.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::breakdown_text_test {

TEST_CASE("breakdown_text: parts that are not zero, their share, and the sum") {
  engine::Summary summary;
  CHECK(breakdown_text(summary, servesweep::io::TableFormat::text).empty());
  summary.e2e.count = 4;
  summary.breakdown_mean_us[8] = 3000;   // prefill
  summary.breakdown_mean_us[12] = 9000;  // decode
  summary.classes.push_back({.slo_class = "critical", .completed = 4});
  summary.classes.back().breakdown_mean_us = summary.breakdown_mean_us;
  summary.classes.push_back({.slo_class = "batch"});  // nothing of it completed
  CHECK(breakdown_text(summary, servesweep::io::TableFormat::text) ==
        "where the time goes (ms)               all      %  critical  batch\n"
        "-----------------------------------  -----  -----  --------  -----\n"
        "computing the uncached prompt alone  3.000  25.00     3.000\n"
        "steps of its tokens after the first  9.000  75.00     9.000\n"
        "sum                                  12.00  100.0     12.00\n");
}

}  // namespace servesweep::sweep::breakdown_text_test
