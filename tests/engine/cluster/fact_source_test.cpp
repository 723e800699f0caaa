#include "engine/cluster/fact_source.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/engine/workload_builder.h"

namespace fact_source_test {

using namespace servesweep::engine;

namespace {

Workload some_workload(std::int32_t requests) {
  WorkloadBuilder builder;
  for (std::int32_t i = 0; i < requests; ++i) {
    builder.add({.arrival_us = i, .input_tokens = 10, .output_tokens = 100});
  }
  Workload workload = builder.build();
  workload.seed = 7;
  return workload;
}

}  // namespace

TEST_CASE("FactSource: facts carry the targets of the class, and no output length") {
  Workload workload = some_workload(1);
  workload.classes[1].ttft_target_us = 200'000;
  FactSource source;
  source.reset(workload, {});
  const RequestFacts facts = source.facts_of(RequestId(0), workload.requests[0], 5);
  CHECK(facts.arrival_us == 5);
  CHECK(facts.ttft_target_us == 200'000);
  CHECK(facts.e2e_target_us == 0);
  CHECK(facts.predicted_output_tokens == 0);
}

TEST_CASE("FactSource: the oracle tells the truth") {
  const Workload workload = some_workload(1);
  FactSource source;
  source.reset(workload, {.kind = PredictorSpec::Kind::oracle});
  CHECK(source.facts_of(RequestId(0), workload.requests[0], 0).predicted_output_tokens == 100);
}

TEST_CASE("FactSource: the predictor errs as declared, and the same way each time") {
  constexpr std::int32_t kRequests = 4000;
  const Workload workload = some_workload(kRequests);
  FactSource source;
  source.reset(workload,
               {.kind = PredictorSpec::Kind::lognormal, .log_error = 0.3, .log_bias = 0.1});
  double sum = 0, squares = 0;
  for (std::int32_t i = 0; i < kRequests; ++i) {
    const Request& request = workload.requests[static_cast<std::size_t>(i)];
    const auto guess_at = [&](TimeUs arrival_us) {
      return source.facts_of(RequestId(i), request, arrival_us).predicted_output_tokens;
    };
    const std::int32_t guess = guess_at(0);
    CHECK(guess == guess_at(99));
    const double log_ratio = std::log(guess / 100.0);
    sum += log_ratio;
    squares += log_ratio * log_ratio;
  }
  const double mean = sum / kRequests;
  const double deviation = std::sqrt(squares / kRequests - mean * mean);
  CHECK(std::abs(mean - 0.1) < 5 * 0.3 / std::sqrt(kRequests));
  CHECK(std::abs(deviation - 0.3) < 5 * 0.3 / std::sqrt(2.0 * kRequests));
}

}  // namespace fact_source_test
