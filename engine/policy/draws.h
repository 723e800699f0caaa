#pragma once

#include <span>

#include "engine/policy/parameters.h"
#include "engine/random/stream.h"
#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// The random numbers of one policy: one stream per request, named by (seed, purpose, request), so
/// that a draw about one request never depends on the others. Every such policy declares the
/// parameter `seed`.
class Draws {
 public:
  Draws(const Parameters& parameters, StreamPurpose purpose)
      : seed_(static_cast<std::uint64_t>(parameters.integer("seed"))), purpose_(purpose) {}

  [[nodiscard]] Stream about(const RequestFacts& request) const {
    return {seed_, purpose_, static_cast<std::uint64_t>(request.id.value())};
  }
  /// In [0, 1).
  [[nodiscard]] double uniform(const RequestFacts& request) const;

 private:
  std::uint64_t seed_;
  StreamPurpose purpose_;
};

/// In [0, 1).
[[nodiscard]] double uniform(Stream& stream);
/// 0 … n−1, all equally likely. Precondition: n ≥ 1.
[[nodiscard]] std::size_t below(Stream& stream, std::size_t n);

/// The instance with the largest value; of several, one at random, all equally likely. No number is
/// drawn if there is only one. Precondition: not empty.
[[nodiscard]] InstanceId random_largest(std::span<const double> values, const Draws& ties,
                                        const RequestFacts& request);

/// An instance drawn in proportion to its weight. Precondition: none is negative, one is positive.
[[nodiscard]] InstanceId random_by_weight(std::span<const double> weights, const Draws& draws,
                                          const RequestFacts& request);

[[nodiscard]] ParameterInfo seed_parameter();

}  // namespace servesweep::engine
