#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace servesweep::sweep {

/// Bootstrap resamples of seeds: each draws as many seeds as there are, with replacement, and says
/// how often it drew which. All that happened under a seed goes with it, so what is correlated
/// within a run stays so (cluster bootstrap: A. C. Davison and D. V. Hinkley, "Bootstrap methods
/// and their application", 1997, section 3.8), and everybody who uses the same resample of the same
/// seeds is compared in pairs.
///
/// The resamples depend on nothing but the number of seeds: resample r is drawn from the stream
/// ("statistics.seed-resample", r).
class SeedResamples {
 public:
  static constexpr std::size_t kUsual = 2000;

  explicit SeedResamples(std::size_t seeds, std::size_t resamples = kUsual);

  [[nodiscard]] std::size_t seeds() const { return seeds_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// How often resample r drew each seed; they add up to seeds().
  [[nodiscard]] std::span<const std::uint32_t> weights(std::size_t resample) const {
    return std::span(weights_).subspan(resample * seeds_, seeds_);
  }

 private:
  std::size_t seeds_, size_;
  std::vector<std::uint32_t> weights_;
};

}  // namespace servesweep::sweep
