#pragma once

#include <filesystem>

#include "engine/workload/workload.h"
#include "io/trace/trace_options.h"

namespace servesweep::io {

struct ServegenOptions {
  std::filesystem::path lengths;  ///< the file of lengths that belongs to the rates
  double start_s = 0;             ///< the part [start, end) of the day; it begins at 0 µs
  double end_s = 86'400;
  /// Leave out clients without lengths. Otherwise they are an error: in the published extracts
  /// they may be a large part of all requests.
  bool skip_clients_without_lengths = false;
};

/// Draws requests from client profiles of ServeGen (Xiang et al., arXiv 2505.09999) in a compact
/// form: `path` is a CSV of rates with the columns
///
///   client,t_s,rate_rps,iat_cv,family,shape_arg1,scale_arg2
///
/// of which a row is a window of 600 s of one client (those without requests are left out), and
/// family is Gamma or Weibull; and ServegenLengths has the lengths. Arrivals as ServegenClient says
/// (iat_cv and scale_arg2 are not used: the shape fixes the first, the rate the second). Input and
/// output lengths are independent of each other. Each client is a tenant; the rate scale multiplies
/// rates and leaves the time of day as it is. Nothing is known of content: all of it is private.
///
/// Throws engine::Problem, naming file, line and column, at the first line that breaks a rule, for
/// clients without lengths, and if there is no request.
[[nodiscard]] engine::Workload draw_servegen_profile(const std::filesystem::path& path,
                                                     const ServegenOptions& servegen,
                                                     const TraceOptions& options);

}  // namespace servesweep::io
