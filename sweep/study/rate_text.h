#pragma once

#include "engine/workload/workload_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Reads one of
///
///   {shape: steps, steps: [{duration_us: 1000000, level: 1}, …]}
///   {shape: linear, points: [{time_us: 0, level: 1}, …]}
///   {shape: sine, period_us: 60000000, amplitude: 0.5, peak_us: 30000000}      # peak_us: 0 if
///   absent
///
/// Ranges are the engine's matter.
[[nodiscard]] engine::RateProfile read_rate_profile(const io::Document& node);

/// In the form that read_rate_profile() reads.
[[nodiscard]] io::Value to_value(const engine::RateProfile& profile);

/// Reads how many requests come when: `requests_per_s` with optional `rate_profile` and
/// `horizon_us`, or in place of all three `stages: [{rate_per_s: 10, duration_s: 60}, …]`, the load
/// of inference-perf: one rate after the other, then no more arrivals.
void read_rate(const io::Document& document, engine::WorkloadSpec& spec);

}  // namespace servesweep::sweep
