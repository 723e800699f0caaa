#include "tests/engine/oracle/naive_loads.h"

namespace servesweep::engine::oracle {

/// Names of the full blocks among the first `tokens` tokens. A block is private if its last token
/// is.
BlockNames NaiveLoads::names(const NaiveRequest& request, std::int32_t tokens) const {
  const auto& content = request.given->content;
  BlockNames names;
  for (std::int32_t block = 0; (block + 1) * block_tokens_ <= tokens; ++block) {
    const bool shared = !content.empty() && (block + 1) * block_tokens_ <= content.back().end_token;
    names.push_back(shared ? request.hashes[static_cast<std::size_t>(block)] : kNoHash);
  }
  return names;
}

NaiveLoads::Start NaiveLoads::start(NaiveRequest& r, const std::vector<std::int32_t>& found,
                                    std::int32_t promised, std::int32_t watermark, TimeUs now_us,
                                    TimeUs launch_us) {
  BlockNames asked = names(r, r.known);
  std::erase(asked, kNoHash);
  const auto cached = static_cast<std::int32_t>(found.size());
  tiers_.ask(asked);
  if (cached >= static_cast<std::int32_t>(asked.size())) return Start::nothing;
  if (tiers_.defers() && tiers_.is_busy(asked, cached)) return Start::aside;
  const std::int32_t blocks = tiers_.loadable(asked, cached, now_us);
  if (blocks == 0) return Start::nothing;
  const std::int32_t available = pool_.free() - pool_.unreferenced(found) - watermark;
  const std::int32_t whole = (r.known + block_tokens_ - 1) / block_tokens_;
  if (gate_ && whole - cached > available) return Start::no_memory;
  if (blocks > available - promised) return Start::no_memory;
  pool_.touch(found);
  r.blocks = found;
  for (std::int32_t i = 0; i < blocks; ++i) r.blocks.push_back(pool_.take());
  r.loaded = (cached + blocks) * block_tokens_;
  r.load = tiers_.load(asked, cached, blocks, now_us, launch_us);
  holders_.push_back(&r);
  return tiers_.defers() ? Start::aside : Start::held;
}

void NaiveLoads::publish(NaiveRequest& r) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(r.loaded / block_tokens_); ++i) {
    pool_.publish(r.blocks[i], r.hashes[i]);
  }
}

void NaiveLoads::take_part(NaiveRequest& r) {
  std::erase(holders_, &r);
  r.loaded = 0;
  if (r.load < 0) return;
  awaited_.push_back(r.load);
  r.load = -1;
}

bool NaiveLoads::give_up_one(const NaiveRequest& asking) {
  for (auto holder = holders_.rbegin(); holder != holders_.rend(); ++holder) {
    NaiveRequest& r = **holder;
    if (&r == &asking || r.load >= 0) continue;
    pool_.release(r.blocks);
    r.loaded = 0;
    holders_.erase(std::next(holder).base());
    return true;
  }
  return false;
}

TimeUs NaiveLoads::take_awaited_until_us() {
  TimeUs until_us = 0;
  for (const std::int32_t load : awaited_) until_us = std::max(until_us, tiers_.load_end_us(load));
  awaited_.clear();
  return until_us;
}

void NaiveLoads::poll(TimeUs now_us) {
  if (!tiers_.enabled()) return;
  for (const std::int32_t load : tiers_.poll(now_us)) {
    for (NaiveRequest* r : holders_) {
      if (r->load != load) continue;
      r->load = -1;
      publish(*r);
    }
  }
}

void NaiveLoads::offer(NaiveRequest& r, std::int32_t computed, TimeUs now_us) {
  if (!tiers_.enabled()) return;
  const BlockNames offered = names(r, std::min(computed, r.given->input_tokens));
  const auto end = static_cast<std::int32_t>(offered.size());
  if (r.offered < end && tiers_.store(offered, r.offered, now_us)) r.offered = end;
}

}  // namespace servesweep::engine::oracle
