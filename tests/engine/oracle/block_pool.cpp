#include "tests/engine/oracle/block_pool.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::engine::oracle {

BlockPool::BlockPool(const Scenario& scenario)
    : keep_duplicates_(scenario.switches.keep_duplicates),
      unhashed_first_(scenario.switches.unhashed_blocks_first),
      usable_(scenario.kv.gpu_blocks - (scenario.switches.null_block ? 1 : 0)) {
  blocks_.resize(static_cast<std::size_t>(usable_) + 1);
  for (std::int32_t block = 1; block <= usable_; ++block) queue_.push_back(block);
}

std::vector<std::int32_t> BlockPool::find(const std::vector<BlockHash>& hashes,
                                          std::int32_t limit) const {
  std::vector<std::int32_t> found;
  for (const BlockHash hash : hashes) {
    if (static_cast<std::int32_t>(found.size()) >= limit) break;
    const auto holders = holders_.find(hash);
    if (holders == holders_.end()) break;
    found.push_back(holders->second.front());
  }
  return found;
}

std::int32_t BlockPool::unreferenced(const std::vector<std::int32_t>& blocks) const {
  return static_cast<std::int32_t>(std::ranges::count_if(blocks, [this](std::int32_t block) {
    return blocks_[static_cast<std::size_t>(block)].references == 0;
  }));
}

void BlockPool::touch(const std::vector<std::int32_t>& blocks) {
  for (const std::int32_t block : blocks) {
    if (at(block).references++ == 0) std::erase(queue_, block);
    ++hits_;
  }
}

std::int32_t BlockPool::take() {
  SERVESWEEP_ENSURE(!queue_.empty());
  const std::int32_t block = queue_.front();
  queue_.pop_front();
  const auto holders = holders_.find(at(block).hash);
  if (holders != holders_.end()) {
    std::erase(holders->second, block);
    if (holders->second.empty()) holders_.erase(holders);
  }
  at(block) = {.references = 1, .hash = kNoHash};
  ++misses_;
  return block;
}

void BlockPool::publish(std::int32_t block, BlockHash hash) {
  if (at(block).hash != kNoHash) return;
  at(block).hash = hash;
  std::vector<std::int32_t>& holders = holders_[hash];
  if (!keep_duplicates_) holders.clear();
  holders.push_back(block);
}

void BlockPool::release(std::vector<std::int32_t>& blocks) {
  std::vector<std::int32_t> to_front;
  for (; !blocks.empty(); blocks.pop_back()) {
    const std::int32_t block = blocks.back();
    SERVESWEEP_ENSURE(at(block).references > 0);
    if (--at(block).references > 0) continue;
    if (unhashed_first_ && at(block).hash == kNoHash) {
      to_front.push_back(block);
    } else {
      queue_.push_back(block);
    }
  }
  queue_.insert(queue_.begin(), to_front.begin(), to_front.end());
}

}  // namespace servesweep::engine::oracle
