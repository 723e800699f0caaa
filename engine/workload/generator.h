#pragma once

#include <cstdint>
#include <vector>

#include "engine/workload/request_drawer.h"
#include "engine/workload/workload.h"

namespace servesweep::engine {

/// Turns a recipe into requests in memory, once per seed: those that RequestDrawer draws. A worker
/// keeps one beside a Workload that it refills, and then no memory is taken from the heap any
/// more. Not for two threads at once.
class WorkloadGenerator {
 public:
  /// Throws Problem if `spec` is invalid.
  explicit WorkloadGenerator(const WorkloadSpec& spec) : drawer_(spec) {}

  /// Replaces the contents of `workload`.
  void generate(std::uint64_t seed, Workload& workload);

 private:
  RequestDrawer drawer_;
  std::vector<SegmentRange> contents_;  // of each request
};

/// The requests of one seed. Throws Problem if `spec` is invalid.
[[nodiscard]] Workload generate(const WorkloadSpec& spec, std::uint64_t seed);

/// The same, into an existing workload whose memory is used again.
void generate(const WorkloadSpec& spec, std::uint64_t seed, Workload& workload);

}  // namespace servesweep::engine
