#include "sweep/study/field_path.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::field_path_test {

TEST_CASE("field paths split at dots and brackets") {
  using Path = std::vector<std::string>;
  CHECK(field_path("routing.scorers[1].weight") == Path{"routing", "scorers", "[1]", "weight"});
  CHECK(field_path("clients[12]") == Path{"clients", "[12]"});
  CHECK(field_path("").empty());
}

TEST_CASE("a path is followed as far as the document goes") {
  const io::Document root = io::Document::parse("a:\n  - b: 1\n  - c: 2\n", "f.yaml");
  CHECK(deepest_node(root, field_path("a[1].c")).node.where() == "f.yaml:3: a[1].c");
  CHECK(deepest_node(root, field_path("a[1].d")).node.where() == "f.yaml:3: a[1]");
  CHECK(deepest_node(root, field_path("a[2].c")).depth == 1);
  CHECK(deepest_node(root, field_path("x.y")).depth == 0);
}

TEST_CASE("what stands for a node is no step of the path") {
  const io::Document root = io::Document::parse("a: {is: {b: 1}}\n", "f.yaml");
  const auto is = [](const io::Document& node) {
    const auto other = node.is_map() ? node.find("is") : std::nullopt;
    return other ? *other : node;
  };
  CHECK(deepest_node(root, field_path("a.b"), is).node.where() == "f.yaml:1: a.is.b");
  CHECK(deepest_node(root, field_path("a.b"), is).depth == 2);
  CHECK(deepest_node(root, field_path("a.b")).depth == 1);
}

}  // namespace servesweep::sweep::field_path_test
