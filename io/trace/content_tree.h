#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

namespace servesweep::io {

/// Consecutive block identities first, first + 1, …: how long lists of them stay short.
struct BlockRun {
  std::int64_t first = 0;
  std::int32_t blocks = 0;
};

/// The prompts of a trace as a tree of blocks: two prompts have as many leading blocks in common as
/// their lists of identities do. A radix tree whose edges are runs, so that the cost of a prompt
/// follows its runs, not its blocks.
class ContentTree {
 public:
  using Node = std::int32_t;
  static constexpr Node kRoot = 0;

  ContentTree() { nodes_.emplace_back(); }

  /// The node that stands for exactly these blocks, for ever; kRoot for none. Equal lists, however
  /// they are cut into runs, are the same node.
  Node insert(std::span<const BlockRun> prompt);

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] Node parent(Node node) const { return at(node).parent; }
  /// Blocks of the prompts that reach the node's last block; its own begin behind its parent's.
  [[nodiscard]] std::int32_t end_block(Node node) const { return at(node).end; }

 private:
  struct Place {
    Node parent = kRoot;
    std::int32_t end = 0;
    std::int64_t first = 0;  ///< identity of its first block
  };
  struct Key {
    Node parent;
    std::int64_t first;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      const auto parent = static_cast<std::uint64_t>(key.parent) * 0x9e3779b97f4a7c15U;
      return std::hash<std::uint64_t>()(parent ^ static_cast<std::uint64_t>(key.first));
    }
  };

  [[nodiscard]] const Place& at(Node node) const { return nodes_[static_cast<std::size_t>(node)]; }
  void join_runs(std::span<const BlockRun> prompt);
  Node step(Node from, BlockRun& run);
  Node add(Node parent, BlockRun run);
  Node cut(Node node, std::int32_t blocks);

  std::vector<Place> nodes_;
  std::unordered_map<Key, Node, KeyHash> children_;  ///< never iterated
  std::vector<BlockRun> joined_;                     ///< scratch
};

}  // namespace servesweep::io
