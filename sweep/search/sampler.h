#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sweep/search/fresh_points.h"
#include "sweep/search/optimiser.h"
#include "sweep/search/point_sequence.h"
#include "sweep/search/search_space.h"

namespace servesweep::sweep {

struct SamplerOptions {
  std::uint64_t seed = 0;
  std::vector<UnitPoint> first{};  ///< to be proposed before anything else
};

/// Proposes the points of a sequence, those left out that are forbidden or were proposed before,
/// and learns nothing.
class Sampler final : public Optimiser {
 public:
  /// `points` has the dimensions of the space.
  Sampler(SearchSpace space, std::unique_ptr<PointSequence> points, SamplerOptions options);

  [[nodiscard]] std::vector<Trial> ask(std::size_t count) override;
  void tell(const Trial& /*trial*/, const Observation& /*observation*/) override {}

 private:
  FreshPoints fresh_;
  std::unique_ptr<PointSequence> points_;
};

}  // namespace servesweep::sweep
