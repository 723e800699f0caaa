#include "sweep/report/latency_sides.h"

#include <doctest/doctest.h>

#include "sweep/report/left_out.h"
#include "tests/sweep/report/reported_study.h"

namespace servesweep::sweep::latency_sides_test {

TEST_CASE("both sides have the same seeds, the baseline first") {
  ReportedStudy study(example_with("keep_requests: none", "keep_requests: all"));
  const ReportSubject subject = study.subject();
  const auto groups = latency_groups(subject.results.study.workloads()[0]);
  const LatencySides sides = latency_sides(subject, groups);
  CHECK(sides[0].name == "plain");
  CHECK(sides[1].name == "tuned");
  for (std::size_t k = 0; k < groups.size(); ++k) {
    CHECK(sides[0].latencies[k].size() == 2);
    for (const auto& [seed, latencies] : sides[0].latencies[k]) {
      CHECK(sides[1].latencies[k].contains(seed));
    }
    CHECK(pooled_of(sides[0].latencies[k]).size() == 2 * 20);
  }
}

TEST_CASE("without tables there are no sides") {
  ReportedStudy study;
  const ReportSubject subject = study.subject();
  CHECK_THROWS_AS(
      (void)latency_sides(subject, latency_groups(subject.results.study.workloads()[0])), LeftOut);
}

}  // namespace servesweep::sweep::latency_sides_test
