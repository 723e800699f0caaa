#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <vector>

#include "sweep/search/optimiser.h"

namespace servesweep::sweep {

/// The points that an evolutionary method has bred: those that wait to be asked for, those that are
/// under way, and those that were told and that it has not learned from. In which order trials are
/// told between two take_told() makes no difference.
class Brood {
 public:
  struct Member {
    Trial trial;
    Observation observation{};
  };

  void add(Trial trial) { waiting_.push_back(std::move(trial)); }
  [[nodiscard]] bool has_waiting() const { return !waiting_.empty(); }
  /// The next that waits is under way from here on. Precondition: has_waiting().
  [[nodiscard]] Trial give_out();
  [[nodiscard]] bool is_under_way() const { return !under_way_.empty(); }
  /// Precondition: the trial was given out and not told.
  void tell(const Trial& trial, const Observation& observation);
  /// Those told since the last call, in the order of asking.
  [[nodiscard]] std::vector<Member> take_told();

 private:
  std::deque<Trial> waiting_;
  std::map<TrialId, Trial> under_way_;
  std::map<TrialId, Member> told_;
};

}  // namespace servesweep::sweep
