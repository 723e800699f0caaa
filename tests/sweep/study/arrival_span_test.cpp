#include "sweep/study/arrival_span.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sweep/study/make_workload.h"
#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::arrival_span_test {
namespace {

WorkloadFile workload_of(const std::string& text) {
  return Study::read(io::Document::parse(text, "s.yaml")).workloads()[0];
}

}  // namespace

TEST_CASE("arrival span: from the first request to the last") {
  const WorkloadFile file = workload_of(kExampleStudy);
  const ArrivalSpan span = arrival_span(file, 42);
  const engine::Workload workload = make_workload(file, 42);
  CHECK(span.starts == 20);
  CHECK(span.length_s == static_cast<double>(workload.requests.back().arrival_us -
                                             workload.requests.front().arrival_us) /
                             1e6);
  CHECK(span.rate_per_s() == doctest::Approx(19 / span.length_s));
  CHECK(arrival_span(file.at_rate(2), 42).rate_per_s() ==
        doctest::Approx(2 * span.rate_per_s()).epsilon(1e-4));  // whole microseconds
  CHECK(ArrivalSpan{.starts = 5}.rate_per_s() == 0);
}

TEST_CASE("arrival span: the expected end, of whichever cap comes first") {
  WorkloadFile file = workload_of(kExampleStudy);
  CHECK(arrivals_end_s(file) == doctest::Approx(0.2));
  CHECK(arrivals_end_s(file.at_rate(2)) == doctest::Approx(0.1));
  file.spec.horizon_us = 150'000;
  CHECK(arrivals_end_s(file) == doctest::Approx(0.15));
  file.spec.requests = 0;
  file.spec.horizon_us = engine::kForever;
  CHECK(std::isinf(arrivals_end_s(file)));
}

TEST_CASE("arrival span: conversations count once, in either loop") {
  for (const char* const mode : {"open", "closed"}) {
    CAPTURE(mode);
    const std::string session =
        "        session: {mode: " + std::string(mode) + ", rounds: 4, think_time_us: 1000}\n";
    const WorkloadFile file =
        workload_of(example_with("seeds: [42, 43]", session + "seeds: [42, 43]"));
    // The cap of 20 requests cuts open conversations off, so that more of them begin.
    const engine::Workload workload = make_workload(file, 1);
    const auto begun = std::ranges::count(workload.requests, 0, &engine::Request::turn);
    CHECK(begun < 20);
    CHECK(arrival_span(file, 1).starts == begun);
  }
}

}  // namespace servesweep::sweep::arrival_span_test
