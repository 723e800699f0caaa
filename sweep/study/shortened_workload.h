#pragma once

#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The first part of a workload, for the short heats of a race: its cap on requests times `share`,
/// rounded up, and its horizon times `share`. Requests are drawn from streams of their own, in
/// order, so those of a seed are exactly the first ones that the whole workload has with that seed.
/// It is another workload, with keys of its own: what is measured on it says nothing about the
/// whole one but by experience, as a queue that would build up later does not show.
///
/// A warm-up is as long in the part as in the whole, so the measuring window begins where the
/// whole's does, as long as that leaves at least half of the part's load (arrivals_end_s()); if it
/// begins later, or nothing tells when the load ends, all requests count, from the first on: too
/// few would be left to judge by.
///
/// Named after the whole one, "burst@first-0.25". Problem (horizon) if neither cap nor
/// horizon says where it ends.
/// Precondition: 0 < share < 1.
[[nodiscard]] WorkloadFile shortened_workload(const WorkloadFile& whole, double share);

}  // namespace servesweep::sweep
