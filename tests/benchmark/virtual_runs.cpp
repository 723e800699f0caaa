#include "tests/benchmark/virtual_runs.h"

#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

#include "engine/random/stream.h"

namespace servesweep::benchmark {
namespace {

constexpr engine::StreamPurpose kRunTime("benchmark.workers.run_time");
constexpr engine::StreamPurpose kRunNoise("benchmark.workers.noise");

}  // namespace

double VirtualRuns::time(std::size_t run) const {
  engine::Stream stream(seed_, kRunTime, run);
  return boost::random::lognormal_distribution<>(0, log_deviation_)(stream);
}

sweep::Observation VirtualRuns::observe(const sweep::Objectives& truth, std::size_t first,
                                        std::size_t count) const {
  const auto runs = static_cast<double>(count);
  sweep::Observation seen;
  if (problem_.constraint != nullptr) seen.constraints = {problem_.constraint(truth)};
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double noise = problem_.noise.empty() ? 0 : problem_.noise[i] * std::sqrt(runs);
    double sum = 0, squares = 0;
    for (std::size_t run = first; run < first + count; ++run) {
      engine::Stream stream(seed_, kRunNoise, run * truth.size() + i);
      const double error = noise * boost::random::normal_distribution<>()(stream);
      sum += error;
      squares += error * error;
    }
    seen.objectives.push_back(truth[i] + sum / runs);
    if (count < 2) continue;
    seen.variances.push_back((squares - sum * sum / runs) / (runs - 1) / runs);
  }
  return seen;
}

}  // namespace servesweep::benchmark
