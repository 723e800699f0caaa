#pragma once

#include <cstddef>
#include <thread>
#include <vector>

#include "io/hdf5/packing_crew.h"

namespace servesweep::sweep {

/// Threads that help a crew as long as this lives: for when nothing is left to simulate, and what
/// was simulated is to be written.
class PackingHelpers {
 public:
  /// `threads` of them, fewer if no more can be had, none for what one packs in some milliseconds.
  /// `bytes`: what is to be packed.
  PackingHelpers(io::PackingCrew& crew, int threads, std::size_t bytes);

  [[nodiscard]] std::size_t size() const { return threads_.size(); }

 private:
  std::vector<std::jthread> threads_;
};

}  // namespace servesweep::sweep
