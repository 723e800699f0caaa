#include "tests/house/tree_rules.h"

#include <doctest/doctest.h>

using namespace servesweep::house;

TEST_CASE("a source of a layer has its header beside it") {
  CHECK(pair_violations({{"engine/base/a.cpp", ""}, {"engine/base/a.h", ""}}).empty());
  CHECK(pair_violations({{"engine/base/a.cpp", ""}, {"engine/kv/a.h", ""}}).size() == 1);
  CHECK(pair_violations({{"sweep/cli/main.cpp", ""}, {"tests/io/a_test.cpp", ""}}).empty());
}

TEST_CASE("the top level holds what a newcomer has been told of") {
  CHECK(top_level_violations({{"README.md", ""}, {"engine/base/a.h", ""}, {".gitignore", ""}})
            .empty());
  const auto found =
      top_level_violations({{"notes.txt", ""}, {"utils/a.h", ""}, {"utils/b.h", ""}});
  CHECK(to_text(found) ==
        "notes.txt: not a name of the top level; put it into one of its folders\n"
        "utils: not a name of the top level; put it into one of its folders\n");
}

TEST_CASE("paths of one machine are found, relative paths are not") {
  const std::string home =
      "/"
      "home/someone";
  const auto found = machine_path_violations({{"docs/a.md", "first\nsee " + home + "/x\n"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == 2);
  CHECK(machine_path_violations({{"a.sh", "cd \"" + home + "\""}}).size() == 1);
  CHECK(machine_path_violations({{"a.sh", home}}).size() == 1);
  CHECK(machine_path_violations({{"a.md", "https://example.org" + home}}).empty());
  CHECK(machine_path_violations({{"a.cpp", "#include \"engine/workload/a.h\"\n// $ROOT" + home}})
            .empty());
  CHECK(machine_path_violations({{"a.md", "site" + home + " but also " + home}}).size() == 1);
}
