#include "io/trace/content_tree.h"

#include <algorithm>

namespace servesweep::io {

ContentTree::Node ContentTree::insert(std::span<const BlockRun> prompt) {
  join_runs(prompt);
  Node node = kRoot;
  for (BlockRun& run : joined_) {
    while (run.blocks > 0) node = step(node, run);
  }
  return node;
}

/// Runs that continue each other become one: else a cut inside one prompt would look like a branch.
void ContentTree::join_runs(std::span<const BlockRun> prompt) {
  joined_.clear();
  for (const BlockRun& run : prompt) {
    if (run.blocks == 0) continue;
    if (!joined_.empty() && joined_.back().first + joined_.back().blocks == run.first) {
      joined_.back().blocks += run.blocks;
    } else {
      joined_.push_back(run);
    }
  }
}

/// Follows `run` over one edge and removes from it what that edge covers.
ContentTree::Node ContentTree::step(Node from, BlockRun& run) {
  const auto found = children_.find({from, run.first});
  if (found == children_.end()) {
    const Node fresh = add(from, run);
    run.blocks = 0;
    return fresh;
  }
  Node child = found->second;
  const std::int32_t length = end_block(child) - end_block(from);
  const std::int32_t common = std::min(length, run.blocks);
  if (common < length) child = cut(child, common);
  run.first += common;
  run.blocks -= common;
  return child;
}

ContentTree::Node ContentTree::add(Node parent, BlockRun run) {
  const auto fresh = static_cast<Node>(nodes_.size());
  nodes_.push_back({parent, end_block(parent) + run.blocks, run.first});
  children_[{parent, run.first}] = fresh;
  return fresh;
}

/// Gives the first `blocks` blocks of `node` to a new node above it, so that prompts which end at
/// `node` still do.
ContentTree::Node ContentTree::cut(Node node, std::int32_t blocks) {
  const Place old = at(node);
  const Node upper = add(old.parent, {old.first, blocks});
  Place& lower = nodes_[static_cast<std::size_t>(node)];
  lower.parent = upper;
  lower.first += blocks;
  children_[{upper, lower.first}] = node;
  return upper;
}

}  // namespace servesweep::io
