#pragma once

#include <vector>

#include "engine/instance/active_request.h"
#include "engine/kv/tiered_cache.h"
#include "engine/signal/instance_report.h"

namespace servesweep::engine {

/// Blocks that a load may not take.
struct MemoryReserve {
  std::int32_t promised_blocks = 0;   ///< prompts in progress and loading ones will need them
  std::int32_t watermark_blocks = 0;  ///< to stay free whatever is admitted
};

/// The requests of one instance whose prefix comes back from lower KV tiers, and what goes there.
///
/// After vLLM's KV connector: a load takes GPU blocks at once and no place in the batch. It is
/// polled when a step is launched, reported when that step ends, and usable in the schedule call
/// after that. A policy may instead let the step wait for it.
class PrefixLoads {
 public:
  PrefixLoads(std::vector<ActiveRequest>& table, KvCache& kv) : table_(table), kv_(kv) {}

  /// Everything referred to must outlive the run; the listener may be null.
  void reset(const Scenario& scenario, const OffloadPolicy& offload, const StepCost& cost,
             ResidencyListener* listener);

  [[nodiscard]] bool enabled() const { return !tiers_.empty(); }
  /// Requests aside.
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(aside_.size()); }
  /// Nobody loads or holds anything; something may be on its way to a tier. Until next_news_us(),
  /// schedule calls and polls change nothing then.
  [[nodiscard]] bool at_rest() const {
    return !enabled() || (aside_.empty() && holders_.empty() && polled_.empty() &&
                          awaited_.empty() && loads_under_way_ == 0);
  }
  /// When something arrives in a tier or is loaded; kForever if nothing moves.
  [[nodiscard]] TimeUs next_news_us() const { return tiers_.next_news_us(); }
  [[nodiscard]] bool prefetches() const { return enabled() && offload_->prefetches(); }
  [[nodiscard]] const TieredCache& tiers() const { return tiers_; }

  /// A schedule call begins.
  void begin_call(TimeUs now_us, std::int32_t waiting) { tiers_.set_conditions(now_us, waiting); }

  /// Changes with what lower tiers hold or copy.
  [[nodiscard]] std::int64_t version() const { return tiers_.version(); }
  /// It counts schedule calls, since the policy limits how many of them a request may be deferred.
  [[nodiscard]] bool limits_deferral() const { return limits_deferral_; }
  /// As long as this and the version of GPU memory stay, a lookup that is repeated has the same
  /// outcome and changes nothing.
  [[nodiscard]] bool ignores_repetition() const {
    return !enabled() || tiers_.ignores_repetition();
  }

  enum class Start : std::uint8_t {
    no_memory,  ///< there is no room for it
    aside,      ///< the request waits aside until its load is reported
    held,       ///< it holds the blocks (loaded_tokens); a step with it waits for the load
  };
  /// The turn of a request with `cached` GPU blocks comes. True if it now waits aside, since
  /// somebody else is moving what lower tiers have behind them: a policy that defers lets it ask
  /// again in the next call. look_up(), look_up_in_vain() and start() that follow are about the
  /// same request.
  [[nodiscard]] bool waits_for_others(Slot slot, std::int32_t cached, TimeUs now_us);
  /// Looks up what lower tiers hold behind those blocks: tokens to be loaded, if the policy wants
  /// it.
  [[nodiscard]] std::int32_t look_up(std::int32_t cached) {
    return tiers_.lower_tier_tokens(prefix_, cached);
  }
  /// The same if there is no room whatever it finds.
  void look_up_in_vain() { tiers_.note_lookup(prefix_); }
  /// Loads what look_up() found, from the launch of the step being formed on. There is room if all
  /// known tokens would fit now (ProfileSwitches::full_sequence_gate) beside the watermark, and the
  /// loaded ones beside the whole reserve.
  [[nodiscard]] Start start(Slot slot, const CachedPrefix& cached, std::int32_t tokens,
                            const MemoryReserve& reserve, TimeUs now_us, TimeUs launch_us);

  /// A request is queued and its policy prefetches: looks up what there is to load at once, nothing
  /// if somebody else is moving it.
  [[nodiscard]] std::int32_t look_up_early(Slot slot, std::int32_t cached);
  /// Loads it. The request keeps its place in the queue whatever comes of it, and looks again at
  /// its turn if it holds nothing.
  void prefetch(Slot slot, const CachedPrefix& cached, std::int32_t tokens,
                const MemoryReserve& reserve, TimeUs now_us) {
    static_cast<void>(begin(slot, cached, tokens, reserve, now_us, now_us));
  }
  /// Whether look-ahead could load something of a waiting request behind its `cached` GPU blocks
  /// that nobody else is moving: wanted by the policy, with fewer loads under way than it allows.
  [[nodiscard]] bool may_load_ahead(Slot slot, std::int32_t cached);
  /// Loads it, and the request keeps its place in the queue. Precondition: may_load_ahead() was
  /// asked last. False if there is no room.
  [[nodiscard]] bool load_ahead(Slot slot, const CachedPrefix& cached, const MemoryReserve& reserve,
                                TimeUs now_us);

  /// The turn of a request that has been queued comes. True if it now waits aside, since what was
  /// prefetched for it is still under way and the policy still defers it.
  [[nodiscard]] bool waits_aside(Slot slot, TimeUs now_us);

  /// Blocks that requests with loads will still need for what is known of them.
  [[nodiscard]] std::int32_t promised_blocks() const;

  /// A waiting request lacks memory and nobody runs, or the only running one does: a waiting
  /// request whose load is complete gives up its blocks, the latest to start loading first. They
  /// stay findable. False if nobody can.
  [[nodiscard]] bool give_up_one(Slot asking);

  /// A request that holds what it loads is part of the step being formed. Others can find its
  /// blocks from now on.
  void await(ActiveRequest& request);
  /// How long that step has to last; 0 if all loads are complete. Forgets them.
  [[nodiscard]] TimeUs take_awaited_until_us() { return awaited_.empty() ? 0 : forget_awaited(); }

  /// A step is launched, or the engine loop polls: complete loads will be reported next. Others can
  /// find their blocks from now on.
  void poll(TimeUs now_us) {
    if (tiers_.next_news_us() <= now_us) take_news(now_us);
  }
  /// A schedule call begins. The requests whose loads have been polled, who ask again, or who have
  /// been deferred for as long as the policy allows, take part in it. The queue decides on their
  /// order.
  [[nodiscard]] const std::vector<Slot>& take_reported();
  [[nodiscard]] bool has_reports() const { return !polled_.empty(); }
  [[nodiscard]] TimeUs next_load_us() const { return tiers_.next_load_us(); }
  [[nodiscard]] const std::vector<Slot>& aside() const { return aside_; }
  /// Adds the requests aside to what an instance reports as waiting.
  void add_waiting(InstanceReport& report) const;

  /// A step that computed something of its prompt has ended, and the first `computed_tokens` of a
  /// request are in GPU memory, whether computed, found or loaded: offers the full blocks of its
  /// prompt among them to the first tier, once; if that has no room, again after its next step.
  /// Nothing, if the policy copies at completion.
  void store_prompt(ActiveRequest& request, std::int32_t computed_tokens, TimeUs now_us);
  /// A request is about to leave: offers the full blocks of its prompt, and of its answer if the
  /// policy wants these, if it copies at completion. What finds no room is not offered again.
  void store_completed(const ActiveRequest& request, TimeUs now_us);

 private:
  [[nodiscard]] ActiveRequest& at(Slot slot) { return table_[static_cast<std::size_t>(slot)]; }
  [[nodiscard]] TimeUs forget_awaited();
  void regard(Slot slot);
  [[nodiscard]] bool asks_again(std::int32_t cached);
  [[nodiscard]] bool has_room(const ActiveRequest& request, const CachedPrefix& cached,
                              std::int32_t loaded_tokens, const MemoryReserve& reserve) const;
  [[nodiscard]] bool is_overdue(Slot slot) const;
  void report_overdue();
  [[nodiscard]] Start begin(Slot slot, const CachedPrefix& cached, std::int32_t tokens,
                            const MemoryReserve& reserve, TimeUs now_us, TimeUs launch_us);
  void set_aside(Slot slot, TimeUs now_us);
  void take_news(TimeUs now_us);
  void finish(LoadId id);
  void publish(ActiveRequest& request);

  std::vector<ActiveRequest>& table_;
  KvCache& kv_;
  TieredCache tiers_;
  const OffloadPolicy* offload_ = nullptr;
  bool gate_ = false, defers_ = false, limits_deferral_ = false;
  std::int32_t loads_under_way_ = 0;
  std::int64_t calls_ = 0;                    ///< schedule calls, if deferral is limited
  std::vector<Slot> slot_of_;                 ///< per load
  std::vector<Slot> aside_;                   ///< in order of their start
  std::vector<Slot> holders_;                 ///< aside, or waiting with loaded blocks
  std::vector<Slot> polled_, reported_;       ///< loads complete; … and told
  std::vector<LoadId> awaited_;               ///< by the step being formed
  std::vector<std::int64_t> deferred_since_;  ///< per slot: the call in which it was set aside
  std::vector<BlockRange> prefix_;            ///< shared blocks of the request whose turn it is …
  Slot regarded_ = kNoSlot;                   ///< … which is this one
  std::vector<LoadId> complete_;              ///< scratch
};

}  // namespace servesweep::engine
