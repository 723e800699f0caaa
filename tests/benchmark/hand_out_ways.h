#pragma once

#include <string>
#include <vector>

#include "tests/benchmark/virtual_job.h"

namespace servesweep::benchmark {

/// A way to hand out work that the topic protocol compares with others: the present one, the one
/// before it, and levers one by one.
struct HandOutWay {
  std::string name;
  std::string meaning;
  Protocol protocol{};
  bool spare_thread = false;  ///< rank 0 computes with one thread fewer
  bool leaders = false;       ///< √ranks of them take work for a group each and hand it out there
};

[[nodiscard]] std::vector<HandOutWay> hand_out_ways();

/// Plays the job this way. With leaders it is two jobs, one of the leaders, each as wide as its
/// group, and one of a group, and what both leave of the efficiency: an estimate.
[[nodiscard]] JobTrace play_way(const HandOutWay& way, JobShape shape, const MessageCosts& costs);

}  // namespace servesweep::benchmark
