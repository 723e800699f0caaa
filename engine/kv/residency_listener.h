#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Blocks [first, end) of a shared chain became findable in a tier of an instance, or stopped being
/// so. Private blocks are never reported: nobody can ask for them.
struct ResidencyChange {
  ChainId chain;
  std::int32_t first = 0, end = 0;
  std::int32_t tier = 0;  ///< 0: GPU memory; 1, 2 …: lower tiers, from the nearest one on
  bool added = true;

  friend bool operator==(const ResidencyChange&, const ResidencyChange&) = default;
};

/// Is told what a cache holds. Every block alternates between added and removed.
class ResidencyListener {
 public:
  virtual ~ResidencyListener() = default;
  virtual void changed(const ResidencyChange& change, TimeUs now_us) = 0;
};

}  // namespace servesweep::engine
