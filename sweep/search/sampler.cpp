#include "sweep/search/sampler.h"

#include <utility>

namespace servesweep::sweep {

Sampler::Sampler(SearchSpace space, std::unique_ptr<PointSequence> points, SamplerOptions options)
    : fresh_(std::move(space), options.seed, std::move(options.first)),
      points_(std::move(points)) {}

std::vector<Trial> Sampler::ask(std::size_t count) {
  std::vector<Trial> trials;
  while (trials.size() < count) {
    std::optional<Trial> trial = fresh_.next([&] { return points_->next(); });
    if (!trial) break;
    trials.push_back(std::move(*trial));
  }
  return trials;
}

}  // namespace servesweep::sweep
