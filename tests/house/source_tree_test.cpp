#include "tests/house/source_tree.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace servesweep::house;

TEST_CASE("includes are found in every spelling the compiler accepts, and nowhere else") {
  const auto includes = includes_of(
      "#include <vector>\n"
      "  #  include \"engine/base/ids.h\"  // why\n"
      "// #include <mutex>\n"
      "#define include <chrono>\n"
      "#include MACRO\n"
      "#include\t<a/b.h>\n");
  REQUIRE(includes.size() == 3);
  CHECK(includes[0].path == "vector");
  CHECK(includes[1].path == "engine/base/ids.h");
  CHECK(includes[1].line == 2);
  CHECK(includes[2].path == "a/b.h");
  CHECK(includes[2].line == 6);
}

TEST_CASE("a tree is read without builds, results and hidden folders") {
  namespace fs = std::filesystem;
  const fs::path root = fs::temp_directory_path() / "servesweep-source-tree-test";
  fs::remove_all(root);
  for (const char* file :
       {"engine/base/a.h", "build/x.cpp", "build-asan/x.cpp", "results/r.h5", ".git/config",
        "worktree/.git", ".ci/run", "tests/build/kept.cpp", "README.md"}) {
    fs::create_directories((root / file).parent_path());
    std::ofstream(root / file) << "text of " << file;
  }
  const SourceTree tree = read_tree(root);
  fs::remove_all(root);
  CHECK(tree.size() == 4);
  CHECK(tree.at("engine/base/a.h") == "text of engine/base/a.h");
  CHECK(tree.contains(".ci/run"));
  CHECK(tree.contains("tests/build/kept.cpp"));
  CHECK(tree.contains("README.md"));
}

TEST_CASE("violations print as file, line and problem") {
  CHECK(to_text({{"a.h", 3, "bad"}, {"b.h", 0, "worse"}}) == "a.h:3: bad\nb.h: worse\n");
}
