#pragma once

#include <vector>

#include "engine/base/contract.h"

namespace servesweep::engine {

/// A first-in-first-out queue in a ring that doubles when it is full and keeps its memory, which
/// std::deque does not: it frees and allocates pages as the queue moves on.
template <class T>
class Fifo {
 public:
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  void clear() { first_ = size_ = 0; }

  /// Precondition of both: not empty.
  [[nodiscard]] const T& front() const {
    SERVESWEEP_EXPECT(size_ > 0);
    return ring_[first_];
  }
  void pop_front() {
    SERVESWEEP_EXPECT(size_ > 0);
    first_ = place(1);
    --size_;
  }

  void push_back(const T& value) {
    if (size_ == ring_.size()) grow();
    ring_[place(size_)] = value;
    ++size_;
  }

 private:
  static constexpr std::size_t kFewest = 16;  ///< places; like all sizes a power of two

  [[nodiscard]] std::size_t place(std::size_t i) const { return (first_ + i) & (ring_.size() - 1); }

  void grow() {
    std::vector<T> larger(ring_.empty() ? kFewest : 2 * ring_.size());
    for (std::size_t i = 0; i < size_; ++i) larger[i] = ring_[place(i)];
    ring_ = std::move(larger);
    first_ = 0;
  }

  std::vector<T> ring_;
  std::size_t first_ = 0, size_ = 0;
};

}  // namespace servesweep::engine
