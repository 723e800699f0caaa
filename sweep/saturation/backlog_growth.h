#pragma once

#include <span>

#include "sweep/saturation/stay.h"

namespace servesweep::sweep {

/// Which part of the arriving load stays undone: the slope of the least-squares line through the
/// number of requests in the cluster, N(t), over `window`, divided by the rate of arrivals in it.
/// 0 in a stationary state; 1 if nothing ever leaves; at 1 + δ times what the cluster can do, about
/// δ/(1 + δ). That it is 0 is rate stability, lim N(t)/t = 0 (M. J. Neely, "Stochastic Network
/// Optimization with Application to Communication and Queueing Systems", 2010, ch. 2). 0 if nobody
/// arrives in the window.
///
/// The slope is 12/L³ ∫ (t − m) N(t) dt with L the length and m the middle of the window: a sum of
/// one exact term per stay, so that it depends neither on sampling nor on the order of the stays
/// but by rounding.
[[nodiscard]] double backlog_growth(std::span<const Stay> stays, const TimeWindow& window);

}  // namespace servesweep::sweep
