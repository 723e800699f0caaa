#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace servesweep::engine {

/// Laws of a number of tokens, as a workload file states them. Whatever the law, a sample is
/// rounded half away from zero and lies in 1 … kLongestLength_tokens. Also of other counts, such as
/// the turns of a conversation.
inline constexpr std::int32_t kLongestLength_tokens = 1 << 24;

/// Normal(mean, std_dev), clamped to min … max. All in tokens.
struct GaussianLength {
  double mean = 0.0;
  double std_dev = 0.0;
  std::int64_t min = 1;
  std::int64_t max = kLongestLength_tokens;
};

/// Log-normal with the given mean and standard deviation (of the law itself, before clamping to
/// min … max). All in tokens.
struct LognormalLength {
  double mean = 0.0;
  double std_dev = 0.0;
  std::int64_t min = 1;
  std::int64_t max = kLongestLength_tokens;
};

/// Every whole number from min to max alike.
struct UniformLength {
  std::int64_t min = 1;
  std::int64_t max = 1;
};

/// How many trials until the first success: P(k) = (1 − 1/mean)^(k−1) / mean, k ≥ 1.
struct GeometricLength {
  double mean = 1.0;
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

using LengthLaw =
    std::variant<ConstantLength, GaussianLength, ExponentialLength, ParetoLognormalLength,
                 EmpiricalLength, LognormalLength, UniformLength, GeometricLength>;

/// What samples are clamped to when a law counts something other than tokens.
struct LengthRange {
  std::int32_t lowest = 1;
  std::int32_t highest = kLongestLength_tokens;
};

/// Throws Problem with where = "`where`.FIELD" if a parameter lies outside its range: std_dev ≥ 0
/// (log-normal: ≤ 1000 means), min ≤ max, mean > 0 (geometric: ≥ 1), alpha, xm > 0, sigma ≥ 0,
/// mix_weight in [0, 1], weights ≥ 0 with a positive sum; value, min, max and the numbers with
/// weights in `range`, but max may be left at its default.
void validate(const LengthLaw& law, const std::string& where, LengthRange range = {});

}  // namespace servesweep::engine
