#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// How long requests waited in a queue, and when they had arrived, µs ≥ 0. Exact, and small: eight
/// bytes each, as arrivals of the same 2^32 µs (71 minutes) are kept together; sixteen for those
/// that waited longer than that or arrived after 203 days.
class QueueWaits {
 public:
  void clear() {
    for (auto& epoch : epochs_) epoch.clear();
    long_.clear();
    size_ = 0;
  }

  void add(TimeUs arrival_us, TimeUs wait_us) {
    const auto epoch = static_cast<std::size_t>(arrival_us >> kEpochBits);
    ++size_;
    if (wait_us > std::numeric_limits<std::uint32_t>::max() || epoch >= kMostEpochs) {
      long_.push_back({.arrival_us = arrival_us, .wait_us = wait_us});
      return;
    }
    if (epoch >= epochs_.size()) epochs_.resize(epoch + 1);
    epochs_[epoch].push_back({.arrival_us = static_cast<std::uint32_t>(arrival_us),
                              .wait_us = static_cast<std::uint32_t>(wait_us)});
  }

  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// Calls visit(arrival_us, wait_us) for each, in no particular order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t epoch = 0; epoch < epochs_.size(); ++epoch) {
      const TimeUs start_us = static_cast<TimeUs>(epoch) << kEpochBits;
      for (const Short& each : epochs_[epoch]) {
        visit(start_us + each.arrival_us, TimeUs{each.wait_us});
      }
    }
    for (const Long& each : long_) visit(each.arrival_us, each.wait_us);
  }

 private:
  static constexpr int kEpochBits = 32;
  static constexpr std::size_t kMostEpochs = 4096;
  struct Short {
    std::uint32_t arrival_us, wait_us;  ///< the arrival since the epoch began
  };
  struct Long {
    TimeUs arrival_us, wait_us;
  };

  std::vector<std::vector<Short>> epochs_;
  std::vector<Long> long_;
  std::size_t size_ = 0;
};

}  // namespace servesweep::engine
