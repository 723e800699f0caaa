#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sweep/explanation/latency_part.h"

namespace servesweep::sweep {

/// One request under two strategies. `change` adds up to `to` − `from`.
struct PairedLatency {
  double from_us = 0, to_us = 0;
  PartTimes change_us{};
};

/// What each part contributes to the difference between the percentile of `to` and that of `from`;
/// adds up to it.
///
/// Move all requests from one strategy to the other together: at λ in [0, 1] request r has latency
/// from + λ·(to − from). The percentile is then a continuous, piecewise linear function of λ, and
/// its slope is that of the request that is at the percentile just then. A part gets the integral
/// over λ of its own change in that request. This is the value of R. J. Aumann and L. S. Shapley
/// ("Values of Non-Atomic Games", 1974; as a rule for sharing costs: L. J. Billera and D. C. Heath,
/// Math. Oper. Res. 7, 1982): the Shapley value of parts that are each cut into ever thinner
/// slices, all orders of the slices being equally likely. Unlike the Shapley value of the whole
/// parts it does not depend on how finely the parts are told apart: that of a sum of parts is the
/// sum of theirs, so `queue` is the sum of its causes. A part that changes in no request gets 0,
/// and in a mean the rule gives each part its own mean change. The integral is exact: the path of
/// an order statistic is followed from crossing to crossing (a level of an arrangement of lines).
/// Requests that have the same two latencies share alike.
///
/// `percent` in [0, 100], with linear interpolation as in engine::percentile(). All zero without
/// requests.
[[nodiscard]] PartTimes attribute_percentile(std::span<const PairedLatency> requests,
                                             double percent);

/// The same for the mean: each part's mean change.
[[nodiscard]] PartTimes attribute_mean(std::span<const PairedLatency> requests);

}  // namespace servesweep::sweep
