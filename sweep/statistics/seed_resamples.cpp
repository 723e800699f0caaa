#include "sweep/statistics/seed_resamples.h"

#include <boost/random/uniform_int_distribution.hpp>

#include "engine/random/stream.h"

namespace servesweep::sweep {

SeedResamples::SeedResamples(std::size_t seeds, std::size_t resamples)
    : seeds_(seeds), size_(resamples), weights_(seeds * resamples, 0) {
  constexpr engine::StreamPurpose kPurpose("statistics.seed-resample");
  if (seeds == 0) return;
  const boost::random::uniform_int_distribution<std::size_t> any(0, seeds - 1);
  for (std::size_t r = 0; r < resamples; ++r) {
    engine::Stream stream(0, kPurpose, r);
    for (std::size_t draw = 0; draw < seeds; ++draw) ++weights_[r * seeds + any(stream)];
  }
}

}  // namespace servesweep::sweep
