#include "io/trace/weka_trace.h"

#include <algorithm>

#include "engine/base/problem.h"
#include "engine/random/stream.h"
#include "engine/workload/arrival_sampler.h"
#include "io/table/json_lines.h"
#include "io/trace/weka_session.h"

namespace servesweep::io {
namespace {

using engine::TimeUs;

constexpr engine::StreamPurpose kSessionGap("trace.session_gap");

/// Times of session starts, one after the other.
class SessionStarts {
 public:
  SessionStarts(const WekaOptions& weka, const TraceOptions& options)
      : gap_(weka.arrival, weka.sessions_per_s * options.rate_scale / 1e6), seed_(options.seed) {}

  [[nodiscard]] TimeUs next(std::int32_t session) {
    engine::Stream stream(seed_, kSessionGap, static_cast<std::uint64_t>(session));
    clock_us_ += std::min(gap_(stream), kLastTraceTimeUs);
    return clock_us_;
  }

 private:
  engine::ArrivalSampler gap_;
  std::uint64_t seed_;
  TimeUs clock_us_ = 0;
};

}  // namespace

engine::Workload read_weka_trace(const std::filesystem::path& path, const WekaOptions& weka,
                                 const TraceOptions& options) {
  JsonLines lines(path);
  SessionStarts starts(weka, options);
  TraceOptions unscaled = options;
  unscaled.rate_scale = 1.0;  // it has acted on the session starts
  TraceBuilder builder(unscaled, WekaSession::kBlockTokens);
  std::int32_t sessions = 0, agents = 0;
  while (lines.next()) {
    const TimeUs start_us = starts.next(sessions);
    if (start_us > kLastTraceTimeUs) {
      throw engine::Problem(path.string(), "its sessions would take more than 31 years", "",
                            "raise sessions_per_s");
    }
    WekaSession(weka, sessions++, start_us).add(lines.object(), agents, builder);
  }
  builder.require_rows(path);
  return builder.finish();
}

}  // namespace servesweep::io
