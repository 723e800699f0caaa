#pragma once

#include <variant>
#include <vector>

#include "engine/base/ids.h"
#include "engine/workload/rate_profile.h"

namespace servesweep::engine {

/// Turns steady arrivals into arrivals whose rate follows a profile, by rescaling time (Çinlar,
/// Introduction to Stochastic Processes, 1975): what would arrive at s under the constant mean rate
/// arrives at t with Λ(t) = s, where Λ(t) = ∫₀ᵗ level and the levels have mean 1. Unlike thinning
/// it works for every process (gamma arrivals stay as bursty as they were), drops nothing, and the
/// n-th arrival keeps its random number whatever the profile.
class RateClock {
 public:
  /// Precondition: `profile` is valid.
  explicit RateClock(const RateProfile& profile);

  /// The time t ≥ 0 with Λ(t) = `steady_us`, rounded down; at a pause, its end. Grows with its
  /// argument. Over whole profiles Λ(t) = t exactly.
  [[nodiscard]] TimeUs time_us(TimeUs steady_us) const;

 private:
  /// Level `from` at `start_us`, rising linearly by `slope` per µs.
  struct Piece {
    double start_us, end_us, steady_start_us;
    double from, slope;
  };
  struct Pieces {
    std::vector<Piece> pieces;
  };
  struct Sine {
    double period_us, amplitude, peak_us;
  };
  using Compiled = std::variant<Pieces, Sine>;

  void compile(const StepProfile& profile);
  void compile(const LinearProfile& profile);
  void compile(const SineProfile& profile);
  void normalise(Pieces pieces);
  [[nodiscard]] static double within_period_us(const Pieces& law, double steady_us);
  [[nodiscard]] static double within_period_us(const Sine& law, double steady_us);

  TimeUs period_us_ = 0;
  Compiled law_;
};

}  // namespace servesweep::engine
