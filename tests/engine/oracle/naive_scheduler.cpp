#include "tests/engine/oracle/naive_scheduler.h"

#include <tuple>
#include <variant>

#include "engine/base/contract.h"
#include "engine/policy/registry.h"

namespace servesweep::engine::oracle {

NaiveScheduler::NaiveScheduler(const Scenario& scenario)
    : switches_(scenario.switches),
      limits_(scenario.batch),
      block_tokens_(scenario.kv.block_tokens),
      watermark_blocks_(static_cast<std::int32_t>(scenario.kv.watermark * scenario.kv.gpu_blocks)),
      spare_urgent_(scenario.preemption.policy != "tail"),
      hasher_(scenario.kv.block_tokens),
      pool_(scenario),
      loads_(scenario, pool_),
      waiting_(scenario),
      reservation_(reservation_policies().create(scenario.reservation, "reservation")) {
  reservation_->reset(1);
  const auto& parameters = scenario.chunking.parameters;
  const auto tokens = parameters.find("tokens");
  if (tokens != parameters.end())
    chunk_limit_ = static_cast<std::int32_t>(std::get<double>(tokens->second));
}

void NaiveScheduler::queue(NaiveRequest& request, TimeUs now_us) {
  hasher_.extend(*request.given, request.id, request.known, request.hashes);
  if (tiers().enabled() && tiers().prefetches()) {
    const auto found = pool_.find(request.hashes, findable(request) / block_tokens_);
    static_cast<void>(loads_.start(request, found, promised_blocks(), watermark(), now_us, now_us));
  }
  waiting_.add(request);
}

std::vector<NaiveShare> NaiveScheduler::schedule(TimeUs now_us, TimeUs launch_us) {
  ++steps_;
  now_us_ = now_us;
  launch_us_ = launch_us;
  budget_ = limits_.max_tokens_per_step;
  preempted_ = false;
  shares_.clear();
  for (NaiveRequest* r : waiting_.skipped()) come_back(*r);
  running_pass();
  if (!preempted_) waiting_pass();
  for (NaiveShare& share : shares_) advance(share);
  return shares_;
}

/// A chunk, as far as the long-prefill threshold and the budget let it.
std::int32_t NaiveScheduler::limited(std::int32_t tokens) const {
  if (chunk_limit_ > 0) tokens = std::min(tokens, chunk_limit_);
  return static_cast<std::int32_t>(std::min<std::int64_t>(tokens, budget_));
}

void NaiveScheduler::running_pass() {
  const std::vector<NaiveRequest*> order = running_;
  for (NaiveRequest* request : order) {
    NaiveRequest& r = *request;
    if (budget_ <= 0) return;
    if (!r.running) continue;                                          // became a victim
    if (r.generated() + r.placeholders >= r.final_tokens()) continue;  // its last one is under way
    const std::int32_t tokens = limited(r.known + r.placeholders - r.computed);
    if (tokens == 0) continue;
    const auto held = static_cast<std::int32_t>(r.blocks.size());
    while (blocks_for(r.computed + tokens) - held > pool_.free()) {
      if (!make_room(r)) return;
    }
    take_blocks(r, r.computed + tokens);
    shares_.push_back({.request = request, .tokens = tokens, .prefill = r.computed < r.target});
    budget_ -= tokens;
    // An asynchronous decode does not know its input token yet: its block is named on delivery.
    if (shares_.back().prefill || !switches_.async_scheduling) publish(r, r.computed + tokens);
  }
}

void NaiveScheduler::waiting_pass() {
  std::vector<NaiveRequest*> aside;
  while (!waiting_.empty() && budget_ > 0 &&
         static_cast<std::int32_t>(running_.size()) < limits_.max_running) {
    NaiveRequest& head = waiting_.head();
    Admission admission = admit(head);
    while (admission == Admission::refused && running_.empty() && loads_.give_up_one(head)) {
      admission = admit(head);
    }
    if (admission == Admission::refused) break;
    if (admission == Admission::aside) {
      if (head.aside_since_us == kNever) head.aside_since_us = now_us_;
      waiting_.remove(head);
      aside.push_back(&head);
    }
  }
  waiting_.put_aside(aside);
}

/// A request that was aside in the last call is considered in this one, unless it still loads.
void NaiveScheduler::come_back(NaiveRequest& r) const {
  if (r.aside_since_us == kNever || (r.load >= 0 && tiers().defers())) return;
  if (r.record.first_scheduled_us == kNever) {
    r.record.breakdown.load_us += now_us_ - r.aside_since_us;
  }
  r.aside_since_us = kNever;
}

void NaiveScheduler::book_stall(TimeUs stall_us) {
  for (NaiveRequest* r : running_) {
    const auto share = std::ranges::find(shares_, r, &NaiveShare::request);
    const bool served = share != shares_.end();
    const bool in_prompt = served ? share->prefill : r->computed < r->target;
    if (in_prompt) {
      if (r->generated() == 0) r->prompt_stall_us += stall_us;  // else it was preempted
    } else if (served || r->generated() + r->placeholders < r->final_tokens()) {
      r->record.breakdown.load_us += stall_us;
    }
  }
}

NaiveScheduler::Admission NaiveScheduler::admit(NaiveRequest& r) {
  // The token it was computing when it was preempted, or what it loads, has not come yet.
  if (r.awaited > 0 || (r.load >= 0 && tiers().defers())) return Admission::aside;
  std::vector<std::int32_t> found;
  if (r.loaded == 0) found = pool_.find(r.hashes, findable(r) / block_tokens_);
  const std::int32_t kept = growth(r, static_cast<std::int32_t>(found.size()) * block_tokens_);
  if (r.loaded == 0) {
    if (tiers().enabled()) {
      const auto start =
          reservation_->reserves() && !running_.empty()
              ? loads_.start(r, found, 0, watermark() + kept, now_us_, launch_us_)
              : loads_.start(r, found, promised_blocks(), watermark(), now_us_, launch_us_);
      if (start == NaiveLoads::Start::aside) return Admission::aside;
      if (start == NaiveLoads::Start::no_memory) return Admission::refused;
    }
  }
  const bool fits = r.loaded > 0 ? admit_loaded(r, kept) : admit_found(r, found, kept);
  return fits ? Admission::admitted : Admission::refused;
}

std::int32_t NaiveScheduler::findable(const NaiveRequest& r) const {
  return switches_.recompute_last_token ? r.known - 1 : r.known;
}

bool NaiveScheduler::admit_found(NaiveRequest& r, const std::vector<std::int32_t>& found,
                                 std::int32_t kept) {
  const auto hits = static_cast<std::int32_t>(found.size());
  const std::int32_t cached = hits * block_tokens_;
  const std::int32_t tokens = limited(r.known - cached);
  const std::int32_t available = pool_.free() - pool_.unreferenced(found) - watermark() - kept;
  const bool whole =
      switches_.full_sequence_gate || (reservation_->reserves() && !running_.empty());
  if (whole && blocks_for(r.known) - hits > available) return false;
  if (blocks_for(cached + tokens) - hits > available) return false;
  pool_.touch(found);
  r.blocks = found;
  begin_to_run(r, cached, tokens);
  return true;
}

/// It holds the blocks that it has loaded, or is loading; with all its tokens there, one is
/// computed again.
bool NaiveScheduler::admit_loaded(NaiveRequest& r, std::int32_t kept) {
  const std::int32_t cached = std::min(r.loaded, findable(r));
  const std::int32_t tokens = limited(r.known - cached);
  const auto held = static_cast<std::int32_t>(r.blocks.size());
  const std::int32_t available = pool_.free() - watermark() - kept;
  const bool whole =
      switches_.full_sequence_gate || (reservation_->reserves() && !running_.empty());
  if (whole && blocks_for(r.known) - held > available) return false;
  if (blocks_for(cached + tokens) - held > available) return false;
  loads_.take_part(r);
  begin_to_run(r, cached, tokens);
  return true;
}

void NaiveScheduler::begin_to_run(NaiveRequest& r, std::int32_t cached, std::int32_t tokens) {
  take_blocks(r, cached + tokens);
  r.computed = cached;
  r.target = r.known;
  publish(r, cached + tokens);
  waiting_.remove(r);
  running_.push_back(&r);
  r.running = true;
  r.prompt_stall_us = 0;
  if (r.record.first_scheduled_us == kNever) {
    r.record.first_scheduled_us = now_us_;
    r.record.cached_tokens_first = cached;
  }
  r.record.last_scheduled_us = now_us_;
  r.record.cached_tokens_last = cached;
  shares_.push_back({.request = &r, .tokens = tokens, .prefill = true});
  budget_ -= tokens;
}

RequestFacts NaiveScheduler::facts_of(const NaiveRequest& r) {
  RequestFacts facts;
  facts.id = r.id;
  facts.input_tokens = r.given->input_tokens;
  facts.slo_class = r.given->slo_class;
  return facts;
}

std::int32_t NaiveScheduler::growth(const NaiveRequest& candidate, std::int32_t cached) {
  if (!reservation_->reserves()) return 0;
  std::int32_t promised = promised_blocks(), used = pool_.usable() - pool_.free();
  if (candidate.loaded > 0) {  // it counts among the holders, but competes with others
    const auto held = static_cast<std::int32_t>(candidate.blocks.size());
    promised -= std::max(blocks_for(candidate.known) - held, 0);
    used -= held;
  }
  std::vector<RequestFacts> facts;
  facts.reserve(running_.size() + 1);
  std::vector<GrowingRequest> growing;
  const auto add = [&](const NaiveRequest& r, std::int32_t generated) {
    facts.push_back(facts_of(r));
    growing.push_back({.request = &facts.back(), .generated_tokens = generated});
  };
  for (const NaiveRequest* r : running_) {
    const auto share = std::ranges::find(shares_, r, &NaiveShare::request);
    const bool in_prompt = r->computed < r->target;
    const bool decodes = !in_prompt && share != shares_.end();
    add(*r, r->generated() + r->placeholders + (in_prompt || decodes ? 1 : 0));
  }
  add(candidate, candidate.generated() + 1);
  const GrowingRequest last = growing.back();
  growing.pop_back();
  const std::int32_t wanted = reservation_->spare_blocks({.instance = InstanceId(0),
                                                          .step = steps_,
                                                          .preemptions = preemptions_,
                                                          .running = growing,
                                                          .candidate = last,
                                                          .candidate_cached_tokens = cached,
                                                          .block_tokens = block_tokens_,
                                                          .gpu_blocks = pool_.usable(),
                                                          .committed_blocks = used + promised});
  if (running_.empty()) return 0;
  return std::min(promised + watermark() + wanted, pool_.usable()) - watermark();
}

/// Blocks that prompts in progress and loading requests still need for what is known of them.
std::int32_t NaiveScheduler::promised_blocks() const {
  std::int32_t promised = 0;
  const auto add = [&](const NaiveRequest& r, std::int32_t tokens) {
    promised += std::max(blocks_for(tokens) - static_cast<std::int32_t>(r.blocks.size()), 0);
  };
  for (const NaiveRequest* r : running_) add(*r, r->target);
  for (const NaiveRequest* r : loads_.holders()) add(*r, r->known);
  return promised;
}

/// Progress counts from scheduling on, whether or not the step has been executed.
void NaiveScheduler::advance(NaiveShare& share) {
  NaiveRequest& r = *share.request;
  r.computed += share.tokens;
  share.computed = r.computed;
  share.yields = r.computed >= r.known + r.placeholders;
  if (!share.yields) return;
  ++r.placeholders;
  ++r.awaited;
}

// ------------------------------------------------------------------------------------- preemption

/// Takes the memory of one request; false if that was the one that asked.
bool NaiveScheduler::make_room(const NaiveRequest& asking) {
  // The last one running would preempt itself for ever while others wait with what they loaded.
  if (running_.size() == 1 && loads_.give_up_one(asking)) return true;
  NaiveRequest& loser = victim();
  preempt(loser);
  return &loser != &asking;
}

NaiveRequest& NaiveScheduler::victim() const {
  if (!spare_urgent_) return *running_.back();
  // Upstream compares (priority, arrival), whose ties do not happen there; here ids break them.
  const auto key = [](const NaiveRequest* r) {
    return std::tuple(r->given->tier, r->record.arrival_us, r->id);
  };
  return **std::ranges::max_element(running_, {}, key);
}

void NaiveScheduler::preempt(NaiveRequest& r) {
  std::erase(running_, &r);
  r.running = false;
  pool_.release(r.blocks);
  r.computed = r.placeholders = 0;
  preempted_ = true;
  std::erase_if(shares_, [&](const NaiveShare& share) {
    if (share.request != &r) return false;
    budget_ += share.tokens;
    return true;
  });
  if (blocks_for(r.known) > pool_.usable()) {  // only if oversized requests are not refused
    r.record.status = RequestStatus::dropped;
    return;
  }
  ++r.record.preemptions;
  ++preemptions_;
  waiting_.give_back(r);
}

// ----------------------------------------------------------------------------------------- blocks

void NaiveScheduler::take_blocks(NaiveRequest& r, std::int32_t tokens) {
  while (static_cast<std::int32_t>(r.blocks.size()) < blocks_for(tokens)) {
    r.blocks.push_back(pool_.take());
  }
}

/// Makes the full blocks among the first `tokens` tokens findable, as far as these are known.
void NaiveScheduler::publish(NaiveRequest& r, std::int32_t tokens) {
  const std::int32_t full = std::min(tokens, r.known) / block_tokens_;
  for (std::size_t i = 0; i < static_cast<std::size_t>(full); ++i) {
    pool_.publish(r.blocks[i], r.hashes[i]);
  }
}

// ---------------------------------------------------------------------------------------- results

void NaiveScheduler::deliver(NaiveRequest& r) {
  if (r.generated() == 0) r.record.breakdown.load_us += r.prompt_stall_us;
  ++r.known;
  --r.awaited;
  r.placeholders = std::max(r.placeholders - 1, 0);
  hasher_.extend(*r.given, r.id, r.known, r.hashes);
  if (switches_.async_scheduling && r.running) publish(r, r.computed - r.placeholders);
  if (r.generated() >= r.final_tokens()) finish(r);
}

void NaiveScheduler::finish(NaiveRequest& r) {
  const std::int32_t missing = blocks_for(r.known) - static_cast<std::int32_t>(r.blocks.size());
  const bool stores = !switches_.skip_last_token_kv && r.given->output_tokens > 0 && r.running;
  if (stores && missing <= pool_.free()) {
    take_blocks(r, r.known);
    publish(r, r.known);
  }
  pool_.release(r.blocks);
  std::erase(running_, &r);
  waiting_.remove(r);
  r.running = false;
  r.record.status = RequestStatus::completed;
  reservation_->completed(InstanceId(0), facts_of(r), r.final_tokens());
}

}  // namespace servesweep::engine::oracle
