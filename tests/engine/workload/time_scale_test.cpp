#include "engine/workload/time_scale.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/workload/generator.h"
#include "tests/engine/workload/problem_of.h"
#include "tests/engine/workload/random_spec.h"
#include "tests/property.h"

namespace time_scale_test {

using namespace servesweep::engine;

namespace {

bool has_open_conversations(const WorkloadSpec& spec) {
  return std::ranges::any_of(spec.clients, [](const ClientSpec& client) {
    return client.session && client.session->mode == SessionMode::open;
  });
}

/// Everything but the arrival.
bool is_same_job(const Request& a, const Request& b) {
  return a.input_tokens == b.input_tokens && a.output_tokens == b.output_tokens &&
         std::ranges::equal(a.content, b.content,
                            [](const Segment& x, const Segment& y) {
                              return x.chain == y.chain && x.end_token == y.end_token;
                            }) &&
         a.slo_class == b.slo_class && a.tenant == b.tenant && a.session == b.session &&
         a.turn == b.turn && a.tier == b.tier && a.follows == b.follows;
}

}  // namespace

TEST_CASE("TimeScale: compresses, stretches, and rounds to whole microseconds") {
  const TimeScale twice(2);
  CHECK(twice.compressed_us(7) == 4);
  CHECK(twice.compressed_us(0) == 0);
  CHECK(twice.stretched_us(7) == 14);
  constexpr TimeUs kLate_us = (TimeUs{1} << 61) - 1;  // no double
  CHECK(TimeScale(1).compressed_us(kLate_us) == kLate_us);
  CHECK(TimeScale(1e-6).compressed_us(kLate_us) == TimeUs{1} << 61);
}

TEST_CASE("TimeScale: another scale gives the same requests in the same order, at scaled times") {
  servesweep::check_property(
      [] {
        WorkloadSpec spec = *random_specs();
        RC_PRE(!has_open_conversations(spec));
        const Workload plain = generate(spec, 7);
        spec.rate_scale = *rc::gen::element(0.01, 0.7, 1.3, 40.0);
        const Workload scaled = generate(spec, 7);
        RC_ASSERT(plain.requests.size() == scaled.requests.size());
        for (std::size_t i = 0; i < plain.requests.size(); ++i) {
          const Request &before = plain.requests[i], &after = scaled.requests[i];
          RC_ASSERT(is_same_job(before, after));
          const TimeUs expected_us =
              before.follows.valid()
                  ? before.arrival_us
                  : std::llround(static_cast<double>(before.arrival_us) / spec.rate_scale);
          RC_ASSERT(after.arrival_us == expected_us);
        }
      },
      200);
}

TEST_CASE("TimeScale: turns of an open loop keep their distance, their starts do not") {
  WorkloadSpec spec = plain_workload(0);
  spec.horizon_us = 50'000;
  spec.clients[0].session =
      SessionSpec{.rounds = ConstantLength{2}, .think_time_us = ConstantDuration{5000}};
  spec.rate_scale = 4;
  const Workload workload = generate(spec, 3);
  spec.rate_scale = 1;
  const Workload plain = generate(spec, 3);
  REQUIRE(workload.requests.size() == plain.requests.size());
  const auto arrivals_of = [](const Workload& from) {
    std::vector<std::pair<TimeUs, TimeUs>> turns;
    for (const Request& request : from.requests) {
      const std::size_t session = request.session.index();
      turns.resize(std::max(turns.size(), session + 1));
      (request.turn == 0 ? turns[session].first : turns[session].second) = request.arrival_us;
    }
    return turns;
  };
  const auto before = arrivals_of(plain), after = arrivals_of(workload);
  REQUIRE(before.size() == after.size());
  REQUIRE(before.size() > 20);
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(before[i].second - before[i].first == 5010);  // think time, 1 µs per token of output
    CHECK(after[i].first == std::llround(static_cast<double>(before[i].first) / 4));
    CHECK(std::abs(after[i].second - after[i].first - 5010) <= 1);
  }
}

TEST_CASE("TimeScale: far turns of a slow workload stay within time") {
  WorkloadSpec spec = plain_workload(30);
  spec.clients[0].session = SessionSpec{.rounds = ConstantLength{30},
                                        .think_time_us = ConstantDuration{kLongestDuration_us}};
  spec.rate_scale = 1e6;
  const Workload workload = generate(spec, 3);
  CHECK(std::ranges::is_sorted(workload.requests, {}, &Request::arrival_us));
}

TEST_CASE("TimeScale: a scale that is none is refused") {
  WorkloadSpec spec = plain_workload(10);
  for (const double scale : {0.0, -1.0, 2e6}) {
    spec.rate_scale = scale;
    CHECK(problem_of([&] { validate(spec); }).starts_with("rate_scale: "));
  }
}

}  // namespace time_scale_test
