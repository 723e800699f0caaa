#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/workload/request.h"
#include "io/trace/content_tree.h"

namespace servesweep::io {

/// Lays the chains of a workload over the tree of its prompts. Blocks that only one prompt has
/// belong to no chain: nobody else can ask for them. The others are cut into paths, each of which
/// is a chain, and has one lineage because it lies in a tree. Where the tree branches, the chain
/// goes on along the most travelled branch (the first of equals). That is one chain per leaf, the
/// least there can be, and the fewest segments in all, since each prompt that leaves the main
/// branch costs one.
///
/// `block_tokens` tokens are a block of the tree; blocks of the engine may have any other size.
class ContentChains {
 public:
  using Node = ContentTree::Node;

  /// `prompts` are the nodes where prompts end, one per prompt; others do not count. The tree must
  /// outlive this.
  ContentChains(const ContentTree& tree, std::span<const Node> prompts, std::int32_t block_tokens);

  [[nodiscard]] std::int32_t chains() const { return chains_; }

  /// Appends the segments of a prompt of `input_tokens` tokens that ends at `node`.
  void append_segments(Node node, std::int32_t input_tokens,
                       std::vector<engine::Segment>& segments) const;

 private:
  void count_visits(std::span<const Node> order, std::span<const Node> prompts);
  void assign(std::span<const Node> order);

  const ContentTree& tree_;
  std::int32_t block_tokens_;
  std::int32_t chains_ = 0;
  std::vector<std::int32_t> visits_;    ///< per node: prompts that contain it
  std::vector<engine::ChainId> chain_;  ///< per node; invalid: private
};

}  // namespace servesweep::io
