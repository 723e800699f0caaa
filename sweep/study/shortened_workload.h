#pragma once

#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The first part of a workload, for the short heats of a race: its cap on requests times `share`,
/// rounded up, and its horizon times `share`. Requests are drawn from streams of their own, in
/// order, so those of a seed are exactly the first ones that the whole workload has with that seed.
/// It is another workload, with keys of its own: what is measured on it says nothing about the
/// whole one but by experience, as a queue that would build up later does not show.
///
/// All of its requests are measured, from the first on.
///
/// Named after the whole one, "burst@first-0.25". Problem (horizon) if neither cap nor
/// horizon says where it ends.
/// Precondition: 0 < share < 1.
[[nodiscard]] WorkloadFile shortened_workload(const WorkloadFile& whole, double share);

}  // namespace servesweep::sweep
