#include "engine/policy/offload/copy_offload.h"

namespace servesweep::engine {
std::vector<ParameterInfo> CopyOffload::load_parameters() {
  return {
      boolean_parameter("prefetch", false,
                        "loading starts when a request is queued, not when its turn comes"),
      boolean_parameter("defer", true,
                        "a loading request waits aside; false: the step waits for its load"),
      integer_parameter("min_load_tokens", 0, 0, 1e9, "tokens",
                        "shorter continuations are computed again"),
      real_parameter("load_factor", 1, 0, 1e9, "1",
                     "longest transfer that is preferred to computing, in units of the latter's "
                     "time")};
}

CopyOffload::CopyOffload(const Parameters& parameters)
    : prefetch_(parameters.boolean("prefetch")),
      defer_(parameters.boolean("defer")),
      min_load_tokens_(parameters.integer("min_load_tokens")),
      load_factor_(parameters.real("load_factor")) {}

bool CopyOffload::load(const LoadView& view) const {
  return view.tokens >= min_load_tokens_ && view.transfer_us < load_factor_ * view.recompute_us;
}

}  // namespace servesweep::engine
