#pragma once

#include <array>
#include <vector>

#include "engine/instance/active_request.h"
#include "engine/policy/priority/priority_policy.h"
#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// The waiting requests of one instance in the order of its scheduling policy. What a step costs
/// follows the policy: first-come and fixed keys O(1) or O(log n) per request served; priorities
/// that rise with age compare one head per tier; only other policies look at every waiting request.
/// It also keeps the account of why requests wait.
class WaitingQueue {
 public:
  /// An empty queue. Everything referred to must outlive it. `names_break_ties`: of equal keys and
  /// arrivals the smaller id comes first as text, as in the reference; else as a number.
  void reset(InstanceId instance, SchedulingPolicy& scheduling, const PriorityPolicy& priority,
             const StepCost& cost, const KvCache& kv, std::vector<ActiveRequest>& table,
             bool names_break_ties = true);

  [[nodiscard]] InstanceId instance() const { return view_.instance; }
  [[nodiscard]] std::int32_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// Prompt tokens that waiting requests will need computed, as far as one can tell.
  [[nodiscard]] std::int64_t backlog_tokens() const { return backlog_tokens_; }

  /// Everybody, in no particular order.
  [[nodiscard]] std::vector<Slot> slots() const;

  /// Appends the requests to be served next, at most `count`, by the keys of this moment; where the
  /// policy picks from all of them, in order of queueing. Called after begin_call().
  void append_first(std::int32_t count, std::vector<Slot>& slots);

  void push(Slot slot);
  /// A preempted request comes back: to the front, where the policy keeps an order of queueing.
  void push_front(Slot slot);

  /// A schedule call begins: priorities are as of now. The length of the queue at this moment is
  /// part of the view.
  void begin_call(TimeUs now_us, std::int32_t running);
  /// The request to be served next. Precondition: not empty, begin_call() was called at this time.
  [[nodiscard]] Slot head() {
    SERVESWEEP_EXPECT(size_ > 0);
    head_ = layout_ == Layout::fifo ? first_in_line() : find_head();
    return head_;
  }
  /// The earliest arrival, whatever the order; looks at everybody. Precondition: not empty.
  [[nodiscard]] Slot oldest() const;
  /// Removes the request that head() returned; it computes `tokens` in this step.
  void pop_head(std::int32_t tokens = 0);
  /// Priority of a waiting request as of this call.
  [[nodiscard]] double priority_of(Slot slot);
  /// Removes it without serving it: it waits aside for its KV.
  void set_head_aside();
  /// A request that waited aside comes back. Where the policy keeps an order of queueing, it comes
  /// before everybody who was not aside, in the order in which they were first set aside (vLLM's
  /// queue of skipped requests). Called after begin_call().
  void come_back(Slot slot);
  /// The schedule call ends and requests go on waiting because of `cause`, or because others that
  /// came later were served in this call.
  void end_call(WaitCause cause);
  /// The same for calls from the one at `first_us` to the one at `last_us`, none of which serves
  /// anybody, all for this cause. The last one has begun then.
  void pass_calls(TimeUs first_us, TimeUs last_us, std::int32_t running, WaitCause cause) {
    begin_call(first_us, running);
    end_call(cause);
    begin_call(last_us, running);
  }
  /// Whether calls that serve nobody make no difference but for the account: each request has been
  /// seen by one, and the policy is not asked to pick.
  [[nodiscard]] bool is_passive() const { return newcomers_.empty() && layout_ != Layout::picked; }
  /// The request to be served next if that stays so until somebody comes or goes, whatever the
  /// time; else kNoSlot. Precondition: not empty.
  [[nodiscard]] Slot fixed_head() const {
    if (layout_ == Layout::fifo) return first_in_line();
    return layout_ == Layout::one_heap ? heaps_[0].front().slot : kNoSlot;
  }
  /// Books the time since a request was first seen. Precondition: it has not been admitted before.
  void book_wait(ActiveRequest& request) {
    ledger_.book(request.facts.tier, request.waiting_since, request.record.breakdown);
  }

 private:
  enum class Layout { fifo, one_heap, heap_per_tier, rekeyed, picked };
  struct Keyed {
    double key;
    Slot slot;
  };

  [[nodiscard]] static Layout layout_of(const SchedulingPolicy& scheduling,
                                        const PriorityPolicy& priority);
  [[nodiscard]] const ActiveRequest& request(Slot slot) const {
    return (*table_)[static_cast<std::size_t>(slot)];
  }
  [[nodiscard]] double key_of(Slot slot);
  [[nodiscard]] bool precedes(const Keyed& a, const Keyed& b) const;
  void count(Slot slot, std::int32_t change);
  void insert(Slot slot);
  [[nodiscard]] Slot first_in_line() const {
    if (!skipped_.empty()) return skipped_.back();
    return returned_.empty() ? fifo_[fifo_first_] : returned_.back();
  }
  [[nodiscard]] Slot find_head();
  [[nodiscard]] Slot pick_tier();
  void rekey();
  void describe_waiting();
  void remove_head();
  void put_in_front(Slot slot);
  void put_among_skipped(Slot slot);
  void remove_from_fifo(std::size_t position);
  void pop_oldest();
  [[nodiscard]] bool is_overtaken(Slot slot) const {
    return request(slot).record.enqueued_us < latest_served_us_;
  }

  SchedulingPolicy* scheduling_ = nullptr;
  const PriorityPolicy* priority_ = nullptr;
  std::vector<ActiveRequest>* table_ = nullptr;
  Layout layout_ = Layout::fifo;
  bool names_break_ties_ = true;
  QueueView view_;
  std::int32_t size_ = 0;

  std::vector<Slot> fifo_;  ///< queued, from fifo_first_ on
  std::size_t fifo_first_ = 0;
  std::vector<Slot> returned_;  ///< preempted, served from the back
  std::vector<Slot> skipped_;   ///< were aside: before those, served from the back
  std::int64_t set_aside_ = 0;  ///< requests ever
  std::array<std::vector<Keyed>, kSloTiers> heaps_;  ///< one_heap and rekeyed use the first
  std::size_t picked_tier_ = 0;
  Slot head_ = kNoSlot;  ///< what head() returned last
  bool keys_are_current_ = false;

  // ---- layout `picked`: fifo_ from fifo_first_ on, described for the policy
  const KvCache* kv_ = nullptr;
  std::vector<WaitingFacts> facts_;
  std::size_t picked_ = 0;
  bool facts_are_current_ = false, is_picked_ = false;
  std::vector<Keyed> next_;  ///< scratch

  // ---- account of waiting
  WaitLedger ledger_;
  std::vector<Slot> newcomers_;       ///< since the last schedule call
  TimeUs latest_served_us_ = kNever;  ///< when the last to come of those served in this call came
  std::array<std::int32_t, kSloTiers> size_by_tier_{};
  std::int64_t backlog_tokens_ = 0;
};

}  // namespace servesweep::engine
