#include "engine/policy/draws.h"

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <numeric>

#include "engine/base/contract.h"

namespace servesweep::engine {

double Draws::uniform(const RequestFacts& request) const {
  Stream stream = about(request);
  return servesweep::engine::uniform(stream);
}

double uniform(Stream& stream) {
  return boost::random::uniform_01<>()(stream);
}

std::size_t below(Stream& stream, std::size_t n) {
  SERVESWEEP_EXPECT(n >= 1);
  return static_cast<std::size_t>(uniform(stream) * static_cast<double>(n));
}

InstanceId random_largest(std::span<const double> values, const Draws& ties,
                          const RequestFacts& request) {
  SERVESWEEP_EXPECT(!values.empty());
  const auto first = std::ranges::max_element(values);
  const auto equals = std::count(first, values.end(), *first);
  auto chosen = first;
  if (equals > 1) {
    Stream stream = ties.about(request);
    for (std::size_t skip = below(stream, static_cast<std::size_t>(equals)); skip > 0; --skip) {
      chosen = std::find(chosen + 1, values.end(), *first);
    }
  }
  return InstanceId(static_cast<std::int32_t>(chosen - values.begin()));
}

InstanceId random_by_weight(std::span<const double> weights, const Draws& draws,
                            const RequestFacts& request) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  SERVESWEEP_EXPECT(sum > 0);
  double left = draws.uniform(request) * sum;
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < weights.size() && left >= 0; ++i) {
    if (weights[i] <= 0) continue;
    chosen = i;
    left -= weights[i];
  }
  return InstanceId(static_cast<std::int32_t>(chosen));
}

ParameterInfo seed_parameter() {
  return integer_parameter("seed", 0, 0, 9007199254740991, "",
                           "another seed gives other random choices");
}

}  // namespace servesweep::engine
