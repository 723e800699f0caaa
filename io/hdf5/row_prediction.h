#pragma once

#include <cstdint>

namespace servesweep::io {

/// ⌊(offset + slope · x) / 2^20⌋: a straight line in fixed point, so that every language computes
/// the same integers. Wraps at the ends of int64, as damaged files may hold any coefficients.
struct PredictionLine {
  std::int64_t offset = 0, slope = 0;

  static constexpr int kFractionBits = 20;
  /// The nearest line; coefficients that are no number or beyond ±2^20 predict nothing.
  [[nodiscard]] static PredictionLine of(double offset, double slope);
  [[nodiscard]] std::int64_t at(std::int64_t x) const {
    const std::uint64_t product = static_cast<std::uint64_t>(slope) * static_cast<std::uint64_t>(x);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(offset) + product) >> kFractionBits;
  }

  friend bool operator==(const PredictionLine&, const PredictionLine&) = default;
};

/// What the latency model of a study says about times of requests, µs: stored columns hold only
/// what it misses. A guess that is wrong costs room on disk, never a value. Files of format 1
/// predict nothing.
struct RowPrediction {
  PredictionLine delivery{};        ///< routing to queue, by input tokens
  PredictionLine prefill{};         ///< computing the prompt alone, by uncached input tokens
  PredictionLine output{};          ///< output overhead in the E2E latency, by output tokens
  std::int64_t repeated_steps = 0;  ///< how often e2e_us counts the last step again

  friend bool operator==(const RowPrediction&, const RowPrediction&) = default;
};

}  // namespace servesweep::io
