#include "sweep/cli/policy_rows.h"

#include <doctest/doctest.h>

#include <set>

#include "sweep/study/extension_points.h"

namespace servesweep::sweep::policy_rows_test {

TEST_CASE("policy rows: every policy, with a row per parameter or one without") {
  std::size_t expected = 0;
  for (const ExtensionPoint& point : extension_points()) {
    for (const engine::PolicyInfo& policy : point.policies) {
      expected += std::max<std::size_t>(1, policy.parameters.size());
    }
  }
  const io::Table table = policy_rows();
  CHECK(table.rows() == expected);
  const std::string csv = table.render(io::TableFormat::csv);
  CHECK(csv.find("\nscheduling,fcfs,") != std::string::npos);
  CHECK(csv.find(",base_critical,number,") != std::string::npos);
}

}  // namespace servesweep::sweep::policy_rows_test
