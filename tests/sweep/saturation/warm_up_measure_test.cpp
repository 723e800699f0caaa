#include "sweep/saturation/warm_up_measure.h"

#include <doctest/doctest.h>

#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::warm_up_measure_test {
namespace {

/// Requests of constant lengths, evenly spaced: without chance, so that series are what they are.
Study steady_study(const std::string& rate, const std::string& requests,
                   const std::string& slots = "") {
  std::string text = example_with("requests_per_s: 100", "requests_per_s: " + rate);
  text.replace(text.find("requests: 20"), 12, "requests: " + requests);
  text.replace(text.find("process: poisson"), 16, "process: constant");
  if (!slots.empty()) {
    const std::string plain = "policies: {scheduling: {policy: fcfs}}";
    text.insert(text.find(plain) + plain.size(), ", limits: {max_running: " + slots + "}");
  }
  return Study::read(io::Document::parse(text, "s.yaml"));
}

WarmUpMeasure measure(const Study& study, const std::vector<std::uint64_t>& seeds,
                      int threads = 1) {
  return measure_warm_up(study.scenario_at(0, study.point_at(0, 0)), study.workloads()[0], seeds,
                         threads);
}

}  // namespace

TEST_CASE("warm-up measure: an empty cluster that stays nearly empty needs none") {
  const WarmUpMeasure found = measure(steady_study("1", "200"), {1, 2, 3});
  CHECK(found.is_stationary);
  CHECK(found.measure_from_us == 0);
  CHECK(found.cut_fraction == 0);
}

TEST_CASE("warm-up measure: where queues grow all the time nothing can be cut") {
  // One place on each of two instances, and answers of eight tokens at about 1.1 ms: some 200/s.
  const WarmUpMeasure found = measure(steady_study("2000", "400", "1"), {1, 2});
  CHECK_FALSE(found.is_stationary);
  CHECK(found.measure_from_us == 0);
}

TEST_CASE("warm-up measure: too few requests tell nothing") {
  CHECK_FALSE(measure(steady_study("1", "99"), {1}).is_stationary);
  CHECK(measure(steady_study("1", "100"), {1}).is_stationary);
}

TEST_CASE("warm-up measure: a burst at the start is cut, at the same time for every seed") {
  // 60 of 600 requests come within 60 ms, the others at their leisure.
  std::string text = example_with("    requests_per_s: 100\n    requests: 20\n",
                                  "    requests_per_s: 100\n    requests: 600\n"
                                  "    rate_profile: {shape: steps, steps: ["
                                  "{duration_us: 60000, level: 10}, "
                                  "{duration_us: 100000000, level: 0.5}]}\n");
  const std::string plain = "policies: {scheduling: {policy: fcfs}}";
  text.insert(text.find(plain) + plain.size(), ", limits: {max_running: 1}");
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  const WarmUpMeasure found = measure(study, {1, 2, 3, 4, 5, 6}, 1);
  CHECK(found.is_stationary);
  CHECK(found.measure_from_us > 60'000);
  CHECK(found.cut_fraction > 0.05);
  CHECK(found.cut_fraction < 0.5);
  const WarmUpMeasure threaded = measure(study, {1, 2, 3, 4, 5, 6}, 3);
  CHECK(threaded.measure_from_us == found.measure_from_us);
  CHECK(threaded.cut_fraction == found.cut_fraction);
}

}  // namespace servesweep::sweep::warm_up_measure_test
