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
class WaitingQueue {
 public:
  /// An empty queue. The policies and the table must outlive it.
  void reset(const SchedulingPolicy& scheduling, const PriorityPolicy& priority,
             std::vector<ActiveRequest>& table);

  [[nodiscard]] std::int32_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  void push(Slot slot);
  /// A preempted request comes back: to the front, where the policy keeps an order of queueing.
  void push_front(Slot slot);

  /// A step begins: priorities are as of now. The length of the queue at this moment is part of the
  /// view.
  void begin_step(TimeUs now_us);
  /// The request to be served next. Precondition: not empty, begin_step() was called at this time.
  [[nodiscard]] Slot head();
  /// Removes the request that head() returned.
  void pop_head();

 private:
  enum class Layout { fifo, one_heap, heap_per_tier, rekeyed };
  struct Keyed {
    double key;
    Slot slot;
  };

  [[nodiscard]] static Layout layout_of(const SchedulingPolicy& scheduling,
                                        const PriorityPolicy& priority);
  [[nodiscard]] const ActiveRequest& request(Slot slot) const {
    return (*table_)[static_cast<std::size_t>(slot)];
  }
  [[nodiscard]] double priority_of(Slot slot);
  [[nodiscard]] double key_of(Slot slot);
  [[nodiscard]] bool precedes(const Keyed& a, const Keyed& b) const;
  void insert(Slot slot);
  [[nodiscard]] Slot pick_tier();
  void rekey();

  const SchedulingPolicy* scheduling_ = nullptr;
  const PriorityPolicy* priority_ = nullptr;
  std::vector<ActiveRequest>* table_ = nullptr;
  Layout layout_ = Layout::fifo;
  QueueView view_;
  std::int32_t size_ = 0;

  std::vector<Slot> fifo_;  ///< queued, from fifo_first_ on
  std::size_t fifo_first_ = 0;
  std::vector<Slot> returned_;                       ///< preempted, the last one first
  std::array<std::vector<Keyed>, kSloTiers> heaps_;  ///< one_heap and rekeyed use the first
  std::size_t picked_tier_ = 0;
  bool keys_are_current_ = false;
};

}  // namespace servesweep::engine
