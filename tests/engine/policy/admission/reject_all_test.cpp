#include "engine/policy/admission/reject_all.h"

#include <doctest/doctest.h>

#include "tests/engine/policy/policy_views.h"

namespace reject_all_test {

using namespace servesweep::engine;

TEST_CASE("RejectAll: rejects even in an idle cluster") {
  const auto policy = make_policy(admission_policies(), "reject-all");
  const ViewedCluster cluster{.load = {0, 0}, .used_kv_blocks = {0, 0}};
  CHECK_FALSE(policy->admit(cluster.at(0)));
}

}  // namespace reject_all_test
