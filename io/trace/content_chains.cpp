#include "io/trace/content_chains.h"

#include <algorithm>
#include <numeric>

namespace servesweep::io {
namespace {

std::size_t index(ContentTree::Node node) {
  return static_cast<std::size_t>(node);
}

/// Every node behind its parent.
std::vector<ContentTree::Node> top_down(const ContentTree& tree) {
  std::vector<ContentTree::Node> order(tree.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](ContentTree::Node a, ContentTree::Node b) {
    return tree.end_block(a) < tree.end_block(b);
  });
  return order;
}

}  // namespace

ContentChains::ContentChains(const ContentTree& tree, std::span<const Node> prompts,
                             std::int32_t block_tokens)
    : tree_(tree), block_tokens_(block_tokens), visits_(tree.size()), chain_(tree.size()) {
  const std::vector<Node> order = top_down(tree);
  count_visits(order, prompts);
  assign(order);
}

void ContentChains::count_visits(std::span<const Node> order, std::span<const Node> prompts) {
  for (const Node prompt : prompts) ++visits_[index(prompt)];
  for (std::size_t i = order.size(); i-- > 1;) {
    visits_[index(tree_.parent(order[i]))] += visits_[index(order[i])];
  }
}

void ContentChains::assign(std::span<const Node> order) {
  std::vector<Node> main_branch(tree_.size(), ContentTree::kRoot);
  const std::span<const Node> inner = order.subspan(1);  // without the root
  for (const Node node : inner) {
    Node& main = main_branch[index(tree_.parent(node))];
    if (main == ContentTree::kRoot || visits_[index(node)] > visits_[index(main)]) main = node;
  }
  for (const Node node : inner) {
    if (visits_[index(node)] < 2) continue;
    const Node parent = tree_.parent(node);
    const bool continues = parent != ContentTree::kRoot && main_branch[index(parent)] == node;
    chain_[index(node)] = continues ? chain_[index(parent)] : engine::ChainId(chains_++);
  }
}

void ContentChains::append_segments(Node node, std::int32_t input_tokens,
                                    std::vector<engine::Segment>& segments) const {
  const std::size_t begin = segments.size();
  engine::ChainId deeper;
  for (; node != ContentTree::kRoot; node = tree_.parent(node)) {
    const engine::ChainId chain = chain_[index(node)];
    if (!chain.valid() || chain == deeper) continue;
    deeper = chain;
    const std::int64_t end = std::int64_t{tree_.end_block(node)} * block_tokens_;
    segments.push_back(
        {chain, static_cast<std::int32_t>(std::min<std::int64_t>(end, input_tokens))});
  }
  std::reverse(segments.begin() + static_cast<std::ptrdiff_t>(begin), segments.end());
}

}  // namespace servesweep::io
