#include "engine/policy/admission/pool_saturation.h"

#include <algorithm>

namespace servesweep::engine {

PoolSaturation::PoolSaturation(const Parameters& parameters)
    : queue_target_(parameters.real("queue_target")), kv_target_(parameters.real("kv_target")) {}

double PoolSaturation::of(const ClusterView& view) const {
  double sum = 0;
  for (std::size_t i = 0; i < view.instances(); ++i) {
    const double kv_use = static_cast<double>(view.used_kv_blocks[i]) / view.gpu_blocks;
    sum += std::max(view.reports[i].waiting / queue_target_, kv_use / kv_target_);
  }
  return sum / static_cast<double>(view.instances());
}

std::vector<ParameterInfo> PoolSaturation::parameters() {
  return {real_parameter("queue_target", 5, 1e-3, 1e6, "requests",
                         "waiting requests at which an instance counts as saturated"),
          real_parameter("kv_target", 0.8, 1e-3, 1, "",
                         "share of its KV memory in use at which an instance counts as saturated")};
}

}  // namespace servesweep::engine
