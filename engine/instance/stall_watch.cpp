#include "engine/instance/stall_watch.h"

#include <fmt/format.h>

#include "engine/base/interruption.h"

namespace servesweep::engine {

void StallWatch::report(InstanceId instance, TimeUs time_us, std::int32_t waiting,
                        std::int32_t running) {
  throw StalledRun(fmt::format(
      "instance {}: {} turns in a row gave no token (at {:.6f} s, with {} waiting and {} running "
      "requests, a policy lets none of them go on); change the policy or its parameters",
      instance.value(), kMostIdleTurns, static_cast<double>(time_us) * 1e-6, waiting, running));
}

}  // namespace servesweep::engine
