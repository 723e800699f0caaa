#include "engine/policy/admission/always_admit.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace always_admit_test {

using namespace servesweep::engine;

TEST_CASE("AlwaysAdmit: admits under any load") {
  const auto policy = make_policy(admission_policies(), "always-admit");
  const ViewedCluster cluster{.load = {1'000'000}, .used_kv_blocks = {100}};
  CHECK(policy->admit(cluster.at(0)));
  CHECK(policy->admit(cluster.at(1)));
}

}  // namespace always_admit_test
