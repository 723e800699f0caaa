#pragma once

#include <cstddef>

#include "sweep/search/surrogate.h"

namespace servesweep::sweep {

/// How far a model of a response can be trusted.
struct SurrogateCheck {
  std::size_t points = 0;
  /// Predictivity, 1 − Σ(yᵢ − ŷ₋ᵢ)² / Σ(yᵢ − ȳ)², where ŷ₋ᵢ is the prediction from all other
  /// points: 1 is perfect, 0 no better than the mean. Over the points that were seen.
  double q2 = 0;
  /// Share of points whose standardised residual is within ±1.96: 0.95 if the model knows how sure
  /// it is.
  double coverage = 0;
  /// Share of the points' variance that the model takes for noise.
  double noise_share = 0;
  /// What the model does not know of the variance over the whole space: points of a search crowd
  /// where it is good. SurrogateResponse::unknown_share(), not known to check_of().
  double unknown_share = 0;
};

/// Leave-one-out without leaving any out: with K the covariance of the observations and the
/// constant mean estimated from the rest, residual i is (K⁻¹(y − m))ᵢ/Qᵢᵢ and its variance 1/Qᵢᵢ,
/// Q = K⁻¹ − K⁻¹11ᵀK⁻¹/(1ᵀK⁻¹1). The curve and the parameters of the kernel are kept, which
/// flatters a little. Source: O. Dubrule, "Cross validation of kriging in a unique neighborhood",
/// Mathematical Geology 15 (1983).
[[nodiscard]] SurrogateCheck check_of(const Surrogate& surrogate);

}  // namespace servesweep::sweep
