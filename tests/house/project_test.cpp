#include <doctest/doctest.h>

#include "tests/house/header_rules.h"
#include "tests/house/layer_rules.h"
#include "tests/house/tree_rules.h"

using namespace servesweep::house;

namespace {

const SourceTree& project() {
  static const SourceTree tree = read_tree(SERVESWEEP_SOURCE);
  return tree;
}

}  // namespace

TEST_CASE("the tree that the rules below judge is really the project") {
  CHECK(project().contains("engine/simulate.h"));
  CHECK(project().contains("sweep/cli/main.cpp"));
  CHECK(includes_of(project().at("engine/simulate.h")).size() >= 4);
}

TEST_CASE("includes follow the layers") {
  CHECK(to_text(layer_violations(project())) == "");
}

TEST_CASE("MPI and HDF5 each have one gate") {
  CHECK(to_text(gate_violations(project())) == "");
}

TEST_CASE("the engine is pure") {
  CHECK(to_text(purity_violations(project())) == "");
}

TEST_CASE("every source has its header") {
  CHECK(to_text(pair_violations(project())) == "");
}

TEST_CASE("the top level is tidy") {
  CHECK(to_text(top_level_violations(project())) == "");
}

TEST_CASE("no file names a path of one machine") {
  CHECK(to_text(machine_path_violations(project())) == "");
}
