#include "tests/house/layer_rules.h"

#include <doctest/doctest.h>

using namespace servesweep::house;

namespace {

/// Number of violations if `file` includes `target`.
std::size_t violations(const std::string& file, const std::string& target) {
  return layer_violations({{file, "#pragma once\n#include \"" + target + "\"\n"}}).size();
}

}  // namespace

TEST_CASE("arrows between layers point from sweep to io to engine") {
  CHECK(violations("sweep/cli/run.cpp", "io/yaml/document.h") == 0);
  CHECK(violations("sweep/cli/run.cpp", "engine/simulate.h") == 0);
  CHECK(violations("io/hdf5/file.cpp", "engine/base/problem.h") == 0);
  CHECK(violations("engine/simulate.cpp", "io/yaml/document.h") == 1);
  CHECK(violations("engine/simulate.cpp", "sweep/study/plan.h") == 1);
  CHECK(violations("io/hdf5/file.cpp", "sweep/study/plan.h") == 1);
}

TEST_CASE("brackets do not hide an arrow") {
  CHECK(layer_violations({{"io/a.h", "#include <sweep/study/plan.h>\n"}}).size() == 1);
}

TEST_CASE("every arrow of the engine has one direction") {
  const std::vector<std::string> order{
      "engine/simulate.h",   "engine/cluster/a.h",  "engine/instance/a.h",
      "engine/kv/a.h",       "engine/policy/x/a.h", "engine/signal/a.h",
      "engine/workload/a.h", "engine/random/a.h",   "engine/base/a.h"};
  for (std::size_t above = 0; above < order.size(); ++above) {
    for (std::size_t below = above + 1; below < order.size(); ++below) {
      CAPTURE(order[above]);
      CAPTURE(order[below]);
      CHECK(violations(order[below], order[above]) == 1);
    }
  }
  CHECK(violations("engine/cluster/b.cpp", "engine/kv/a.h") == 0);
  CHECK(violations("engine/kv/b.cpp", "engine/policy/eviction/a.h") == 0);
  CHECK(violations("engine/workload/b.cpp", "engine/random/a.h") == 0);
  CHECK(violations("engine/base/b.cpp", "engine/base/a.h") == 0);
}

TEST_CASE("policies see signals, requests, random streams and base only") {
  CHECK(violations("engine/policy/routing/a.h", "engine/signal/a.h") == 0);
  CHECK(violations("engine/policy/routing/a.h", "engine/workload/request.h") == 0);
  CHECK(violations("engine/policy/routing/a.h", "engine/base/ids.h") == 0);
  CHECK(violations("engine/policy/routing/a.h", "engine/random/a.h") == 0);
  CHECK(violations("engine/policy/routing/a.h", "engine/metrics/summary.h") == 1);
  CHECK(violations("engine/policy/routing/a.h", "engine/scenario.h") == 1);
  CHECK(violations("engine/signal/a.h", "engine/random/a.h") == 1);
}

TEST_CASE("latency models and metrics serve instances and the cluster") {
  CHECK(violations("engine/instance/a.cpp", "engine/latency/a.h") == 0);
  CHECK(violations("engine/cluster/a.cpp", "engine/metrics/summary.h") == 0);
  CHECK(violations("engine/kv/a.cpp", "engine/latency/a.h") == 1);
  CHECK(violations("engine/metrics/a.cpp", "engine/instance/a.h") == 1);
  CHECK(violations("engine/latency/a.cpp", "engine/instance/a.h") == 1);
}

TEST_CASE("a violation names file and line") {
  const auto found =
      layer_violations({{"engine/base/a.h", "#pragma once\n\n#include \"io/x.h\"\n"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].file == "engine/base/a.h");
  CHECK(found[0].line == 3);
}

TEST_CASE("includes must be written from the root") {
  const SourceTree tree{
      {"io/yaml/a.h", "#include \"b.h\"\n#include <string>\n#include <fmt/format.h>\n"},
      {"io/yaml/b.h", "#include \"../../sweep/study/plan.h\"\n"}};
  CHECK(layer_violations(tree).size() == 2);
  // A header of ours may share its name with the foreign one that it wraps.
  CHECK(layer_violations({{"sweep/distribute/mpi.h", "#include <mpi.h>\n"}}).empty());
}

TEST_CASE("an engine folder that nobody gave a place is an error") {
  CHECK(layer_violations({{"engine/utils/a.h", ""}}).size() == 1);
}

TEST_CASE("tests and documentation are free to include what they like") {
  CHECK(violations("tests/engine/a_test.cpp", "sweep/study/plan.h") == 0);
}
