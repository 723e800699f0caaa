#include "io/trace/content_tree.h"

#include <doctest/doctest.h>

#include <vector>

namespace servesweep::io::content_tree_test {
namespace {

using Runs = std::vector<BlockRun>;

}  // namespace

TEST_CASE("equal lists are one node, however they are cut into runs") {
  ContentTree tree;
  const auto node = tree.insert(Runs{{1, 8}, {20, 1}});
  CHECK(tree.insert(Runs{{1, 5}, {6, 3}, {20, 1}}) == node);
  CHECK(tree.insert(Runs{{1, 2}, {3, 0}, {3, 6}, {20, 1}}) == node);
  CHECK(tree.size() == 3);  // the root, 1 … 8, 20
  CHECK(tree.end_block(node) == 9);
  CHECK(tree.end_block(tree.parent(node)) == 8);
  CHECK(tree.insert({}) == ContentTree::kRoot);
}

TEST_CASE("a prompt that leaves an edge in its middle cuts it, and earlier nodes stay") {
  ContentTree tree;
  const auto first = tree.insert(Runs{{1, 8}});
  const auto second = tree.insert(Runs{{1, 5}, {100, 2}});
  CHECK(tree.insert(Runs{{1, 8}}) == first);
  CHECK(tree.end_block(first) == 8);
  CHECK(tree.end_block(second) == 7);
  REQUIRE(tree.parent(first) == tree.parent(second));
  CHECK(tree.end_block(tree.parent(first)) == 5);
  CHECK(tree.parent(tree.parent(first)) == ContentTree::kRoot);
}

TEST_CASE("a prompt that ends on an edge cuts it") {
  ContentTree tree;
  const auto longer = tree.insert(Runs{{1, 8}});
  const auto shorter = tree.insert(Runs{{1, 3}});
  CHECK(tree.parent(longer) == shorter);
  CHECK(tree.end_block(shorter) == 3);
}

TEST_CASE("the same identity behind another prefix is another block") {
  ContentTree tree;
  CHECK(tree.insert(Runs{{1, 1}, {7, 1}}) != tree.insert(Runs{{2, 1}, {7, 1}}));
}

}  // namespace servesweep::io::content_tree_test
