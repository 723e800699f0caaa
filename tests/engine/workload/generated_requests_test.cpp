#include "engine/workload/generated_requests.h"

#include <doctest/doctest.h>

#include "engine/workload/generator.h"
#include "tests/engine/workload/problem_of.h"
#include "tests/engine/workload/random_spec.h"
#include "tests/property.h"

namespace generated_requests_test {

using namespace servesweep::engine;

namespace {

bool same_content(std::span<const Segment> a, std::span<const Segment> b) {
  return std::ranges::equal(a, b, [](const Segment& x, const Segment& y) {
    return x.chain == y.chain && x.end_token == y.end_token;
  });
}

bool same(const Request& a, const Request& b) {
  return a.arrival_us == b.arrival_us && a.input_tokens == b.input_tokens &&
         a.output_tokens == b.output_tokens && same_content(a.content, b.content) &&
         a.slo_class == b.slo_class && a.tenant == b.tenant && a.session == b.session &&
         a.turn == b.turn && a.tier == b.tier && a.follows == b.follows;
}

/// All requests; their content must stay, whereas batches do not.
std::vector<Request> read_all(RequestSource& source) {
  std::vector<Request> all;
  for (auto batch = source.next_batch(); !batch.empty(); batch = source.next_batch()) {
    const auto first = static_cast<std::int32_t>(all.size());
    for (const Request& request : batch) {
      RC_ASSERT(!request.follows.valid() || request.follows.value() >= first);
    }
    all.insert(all.end(), batch.begin(), batch.end());
  }
  return all;
}

}  // namespace

TEST_CASE("GeneratedRequests: are those of the workload in memory, bit for bit") {
  servesweep::check_property(
      [] {
        const WorkloadSpec spec = *random_specs();
        GeneratedRequests source(spec);
        for (const std::uint64_t seed : {1, 2, 1}) {
          source.restart(seed);
          const Workload workload = generate(spec, seed);
          RC_ASSERT(source.header().seed == workload.seed);
          RC_ASSERT(source.header().tenants == workload.tenants);
          RC_ASSERT(source.header().classes.size() == workload.classes.size());
          RC_ASSERT(source.header().closed_loop == workload.closed_loop);
          const std::vector<Request> all = read_all(source);
          RC_ASSERT(all.size() == workload.requests.size());
          for (std::size_t i = 0; i < all.size(); ++i) {
            RC_ASSERT(same(all[i], workload.requests[i]));
          }
        }
      },
      200);
}

TEST_CASE("GeneratedRequests: give out every follower once") {
  servesweep::check_property(
      [] {
        const WorkloadSpec spec = *random_specs();
        const Workload workload = generate(spec, 5);
        GeneratedRequests source(spec);
        source.restart(5);
        (void)read_all(source);
        std::size_t taken = 0, leftover = 0, expected = 0;
        for (std::size_t i = 0; i < workload.requests.size(); ++i) {
          const RequestId earlier = workload.requests[i].follows;
          if (!earlier.valid()) continue;
          ++expected;
          if (*rc::gen::arbitrary<bool>()) continue;
          const auto follower = source.take_follower(earlier);
          RC_ASSERT(follower.has_value());
          RC_ASSERT(follower->id.index() == i);
          RC_ASSERT(same(follower->request, workload.requests[i]));
          RC_ASSERT(!source.take_follower(earlier).has_value());
          ++taken;
        }
        while (source.take_leftover()) ++leftover;
        RC_ASSERT(taken + leftover == expected);
      },
      100);
}

TEST_CASE("GeneratedRequests: use the memory of a batch again") {
  GeneratedRequests source(plain_workload(20'000));
  const Request* const place = source.next_batch().data();
  std::int64_t requests = 256;
  for (auto batch = source.next_batch(); !batch.empty(); batch = source.next_batch()) {
    CHECK(batch.data() == place);
    CHECK(batch.size() <= 256);
    requests += std::ssize(batch);
  }
  CHECK(requests == 20'000);
}

TEST_CASE("GeneratedRequests: refuse a prompt that no run can hold when it comes") {
  WorkloadSpec spec = plain_workload(100);
  spec.clients[0].session = SessionSpec{ConstantLength{100}, ConstantDuration{0}, true};
  spec.clients[0].input_tokens = ConstantLength{kLongestLength_tokens};
  GeneratedRequests source(spec);
  CHECK(problem_of([&] { (void)read_all(source); }).find("unusable request") != std::string::npos);
}

}  // namespace generated_requests_test
