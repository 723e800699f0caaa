#include "engine/policy/admission/token_bucket.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace token_bucket_test {

using namespace servesweep::engine;

namespace {

bool admit(AdmissionPolicy& policy, TimeUs now_us, std::int32_t input_tokens) {
  ViewedCluster cluster{.load = {0}, .used_kv_blocks = {0}};
  cluster.request.input_tokens = input_tokens;
  return policy.admit(cluster.at(now_us));
}

}  // namespace

TEST_CASE("TokenBucket: starts full, pays per prompt token, refills with time") {
  // 1000 tokens, 500 per second: one token every 2000 µs.
  const auto policy = make_policy(admission_policies(), "token-bucket",
                                  {{"capacity", 1000.0}, {"refill_per_s", 500.0}});
  CHECK_FALSE(admit(*policy, 0, 1001));  // costs nothing
  CHECK(admit(*policy, 0, 900));
  CHECK_FALSE(admit(*policy, 0, 101));
  CHECK(admit(*policy, 0, 100));            // exactly the rest
  CHECK_FALSE(admit(*policy, 19'999, 10));  // 9.9995 tokens
  CHECK(admit(*policy, 20'000, 10));        // the fraction was kept
  CHECK_FALSE(admit(*policy, 20'000, 1));
  CHECK_FALSE(admit(*policy, 10'000'000, 1001));  // never more than the capacity
  CHECK(admit(*policy, 10'000'000, 1000));
  CHECK_FALSE(admit(*policy, 10'000'000, 1));
}

TEST_CASE("TokenBucket: reset fills it again and sets its clock back") {
  const auto policy = make_policy(admission_policies(), "token-bucket",
                                  {{"capacity", 10.0}, {"refill_per_s", 1.0}});
  CHECK(admit(*policy, 5'000'000, 10));
  policy->reset();
  CHECK(admit(*policy, 0, 10));
  CHECK_FALSE(admit(*policy, 999'999, 1));
  CHECK(admit(*policy, 1'000'000, 1));
}

TEST_CASE("TokenBucket: defaults are 10000 tokens and 1000 per second") {
  const auto policy = make_policy(admission_policies(), "token-bucket");
  CHECK(admit(*policy, 0, 10000));
  CHECK_FALSE(admit(*policy, 999, 1));
  CHECK(admit(*policy, 1000, 1));
}

}  // namespace token_bucket_test
