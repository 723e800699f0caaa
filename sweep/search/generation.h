#pragma once

#include <cstddef>
#include <vector>

#include "sweep/search/optimiser.h"

namespace servesweep::sweep {

/// The points that a method in generations has out at the moment: they are given out in any pieces
/// and told in any order, and the next generation waits for all of them. So neither the pieces nor
/// the order make a difference.
class Generation {
 public:
  struct Member {
    Trial trial;
    Observation observation{};
  };

  /// Whether every member was told; so is a generation without members.
  [[nodiscard]] bool is_complete() const { return told_ == members_.size(); }
  /// Precondition: the present one is complete. It is forgotten.
  void begin(std::vector<Trial> trials);
  /// At most `count` of those that were not given out yet.
  [[nodiscard]] std::vector<Trial> give_out(std::size_t count);
  /// Precondition: the trial was given out and not told.
  void tell(const Trial& trial, const Observation& observation);

  [[nodiscard]] const std::vector<Member>& members() const { return members_; }

 private:
  std::vector<Member> members_;
  std::size_t given_out_ = 0, told_ = 0;
};

}  // namespace servesweep::sweep
