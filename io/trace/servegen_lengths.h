#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>

#include "engine/random/stream.h"
#include "io/table/json_node.h"

namespace servesweep::io {

/// A law of token counts known by its quantiles; between two of them it is uniform.
class QuantileLength {
 public:
  /// Shares of the samples, in percent, whose quantiles are given.
  static constexpr std::array<double, 11> kPercents{1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 100};

  /// Problem unless it is a list of 11 numbers ≥ 0 that do not decrease.
  [[nodiscard]] static QuantileLength read(const JsonNode& node);

  /// Rounded half away from zero, at least 1. Below the first quantile all is that quantile.
  [[nodiscard]] std::int32_t draw(engine::Stream& stream) const;

 private:
  std::array<double, kPercents.size()> tokens_{};
};

/// Lengths of the requests of ServeGen's clients, for windows of the day: JSON lines
///
///   {"client": 0, "t_s": 21600, "input_tokens": [11 quantiles], "output_tokens": [11 quantiles]}
class ServegenLengths {
 public:
  struct Window {
    QuantileLength input_tokens, output_tokens;
  };

  [[nodiscard]] static ServegenLengths read_file(const std::filesystem::path& path);

  [[nodiscard]] bool knows(std::int64_t client) const { return clients_.contains(client); }
  /// The latest window of the client that began by `t_s`, else its first. Precondition: knows().
  [[nodiscard]] const Window& at(std::int64_t client, double t_s) const;

 private:
  std::map<std::int64_t, std::map<double, Window>> clients_;  ///< by client, by start in s
};

}  // namespace servesweep::io
