#pragma once

#include <algorithm>
#include <concepts>
#include <memory>
#include <span>
#include <type_traits>

#include "engine/base/contract.h"

namespace servesweep::engine {

/// A list that is filled and emptied over and over, of values that need no destruction. It keeps
/// its memory, and clear() sets its size whatever was in it: std::vector asks first, a branch that
/// nobody can predict where a step clears nine lists of which two were filled.
template <class T>
class ScratchList {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  ScratchList() = default;
  ScratchList(const ScratchList&) = delete;
  ScratchList& operator=(const ScratchList&) = delete;

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T* data() { return places_.get(); }
  [[nodiscard]] const T* data() const { return places_.get(); }
  [[nodiscard]] T* begin() { return data(); }
  [[nodiscard]] T* end() { return data() + size_; }
  [[nodiscard]] const T* begin() const { return data(); }
  [[nodiscard]] const T* end() const { return data() + size_; }
  /// Precondition: not empty.
  [[nodiscard]] const T& front() const {
    SERVESWEEP_EXPECT(size_ > 0);
    return *data();
  }

  void clear() { size_ = 0; }
  void push_back(const T& value) {
    if (size_ == capacity_) grow();
    places_[size_++] = value;
  }
  /// The others keep their order.
  template <std::predicate<const T&> Goes>
  void erase_if(Goes goes) {
    size_ = static_cast<std::size_t>(std::remove_if(begin(), end(), goes) - begin());
  }

  friend bool operator==(const ScratchList& list, std::span<const T> values) {
    return std::ranges::equal(list, values);
  }

 private:
  void grow() {
    const std::size_t capacity = capacity_ == 0 ? 8 : 2 * capacity_;
    auto larger = std::make_unique<T[]>(capacity);
    std::copy_n(places_.get(), size_, larger.get());
    places_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<T[]> places_;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace servesweep::engine
