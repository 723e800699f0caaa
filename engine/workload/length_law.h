#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace servesweep::engine {

/// Laws of a number of tokens, as a workload file states them. Whatever the law, a sample is
/// rounded half away from zero and lies in 1 … kLongestLength_tokens.
inline constexpr std::int32_t kLongestLength_tokens = 1 << 24;

/// Normal(mean, std_dev), clamped to min … max. All in tokens.
struct GaussianLength {
  double mean = 0.0;
  double std_dev = 0.0;
  std::int64_t min = 1;
  std::int64_t max = kLongestLength_tokens;
};

/// Exponential with the given mean in tokens.
struct ExponentialLength {
  double mean = 0.0;
};

/// With probability `mix_weight` Pareto (tail exponent alpha, least value xm tokens), else
/// log-normal exp(mu + sigma·Z): the heavy-tailed prompts of production traces (ServeGen, Xiang et
/// al. 2025).
struct ParetoLognormalLength {
  double alpha = 0.0;
  double xm = 0.0;
  double mu = 0.0;
  double sigma = 0.0;
  double mix_weight = 0.0;
};

/// Always `value` tokens.
struct ConstantLength {
  std::int64_t value = 0;
};

/// Tokens → weight. Weights need not sum to 1; a weight of 0 never occurs.
struct EmpiricalLength {
  std::map<std::int64_t, double> probabilities;
};

using LengthLaw = std::variant<ConstantLength, GaussianLength, ExponentialLength,
                               ParetoLognormalLength, EmpiricalLength>;

/// Throws Problem with where = "`where`.FIELD" if a parameter lies outside its range: std_dev ≥ 0,
/// 1 ≤ min ≤ max, mean > 0, alpha, xm > 0, sigma ≥ 0, mix_weight in [0, 1], 1 ≤ value, weights ≥ 0
/// with a positive sum, every number of tokens ≤ kLongestLength_tokens.
void validate(const LengthLaw& law, const std::string& where);

}  // namespace servesweep::engine
