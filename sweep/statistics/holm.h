#pragma once

#include <span>
#include <vector>

namespace servesweep::sweep {

/// p-values adjusted for being many, in the order given: reject those ≤ α and the probability of
/// even one false rejection is at most α, however the tests depend on each other. The k-th smallest
/// of m becomes max over j ≤ k of min(1, (m − j + 1)·p₍ⱼ₎). Source: S. Holm, "A simple sequentially
/// rejective multiple test procedure", Scand. J. Stat. 6, 1979. Precondition: every p is in [0, 1].
[[nodiscard]] std::vector<double> holm(std::span<const double> p_values);

}  // namespace servesweep::sweep
