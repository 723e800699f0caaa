#pragma once

#include <vector>

#include "engine/base/contract.h"
#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// A request at the gateway.
struct GatewayRequest {
  TimeUs admission_us = 0;  ///< when it is to be admitted or rejected
  RequestFacts facts;
  std::int32_t output_tokens = 0;  ///< true length, for the instance and the record alone
  bool is_rejected = false;
};

/// The requests at the gateway: each comes, is admitted or rejected, and is routed, all of it in
/// the order in which they came. They lie in a ring, where each is written once and stays until it
/// leaves; a rejected one keeps its place while others are in front of it.
class GatewayQueue {
 public:
  void clear() { first_ = size_ = admitted_ = 0; }

  /// A place at the end, to be filled in, `is_rejected` apart. Valid until the next call.
  [[nodiscard]] GatewayRequest& add() {
    if (size_ == ring_.size()) grow();
    GatewayRequest& added = at(size_++);
    added.is_rejected = false;
    return added;
  }

  /// Whether one waits to be admitted or rejected; the first that does.
  [[nodiscard]] bool has_arrived() const { return size_ > admitted_; }
  [[nodiscard]] const GatewayRequest& arrived() const {
    SERVESWEEP_EXPECT(has_arrived());
    return at(admitted_);
  }
  void admit() {
    SERVESWEEP_EXPECT(has_arrived());
    ++admitted_;
  }
  void reject();

  /// Whether one waits to be routed; the first that does.
  [[nodiscard]] bool has_admitted() const { return admitted_ > 0; }
  [[nodiscard]] const GatewayRequest& admitted() const {
    SERVESWEEP_EXPECT(has_admitted());
    return at(0);
  }
  /// That one was routed.
  void pop() {
    SERVESWEEP_EXPECT(has_admitted());
    do {
      pop_first();
      --admitted_;
    } while (admitted_ > 0 && at(0).is_rejected);
  }

  /// Calls visit(request) for those that have not left: the ones that were not admitted yet first.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t i = admitted_; i < size_; ++i) visit(at(i));
    for (std::size_t i = 0; i < admitted_; ++i) {
      if (!at(i).is_rejected) visit(at(i));
    }
  }

 private:
  [[nodiscard]] std::size_t place(std::size_t i) const { return (first_ + i) & mask_; }
  [[nodiscard]] GatewayRequest& at(std::size_t i) { return ring_[place(i)]; }
  [[nodiscard]] const GatewayRequest& at(std::size_t i) const { return ring_[place(i)]; }
  void pop_first() {
    first_ = place(1);
    --size_;
  }
  void grow();

  std::vector<GatewayRequest> ring_;  ///< a power of two of places
  std::size_t mask_ = 0;              ///< places − 1
  std::size_t first_ = 0, size_ = 0;
  std::size_t admitted_ = 0;  ///< of these, the first ones: admitted, or rejected behind such
};

}  // namespace servesweep::engine
