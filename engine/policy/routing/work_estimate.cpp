#include "engine/policy/routing/work_estimate.h"

namespace servesweep::engine {

WorkEstimate::WorkEstimate(const Parameters& parameters)
    : is_reported_(parameters.boolean("reported")),
      waits_for_slots_(parameters.boolean("wait_for_slots")),
      decode_weight_(parameters.real("decode_weight")) {}

std::vector<ParameterInfo> WorkEstimate::parameters() {
  return {boolean_parameter("reported", true,
                            "true: what instances report, corrected by what was sent since; false: "
                            "the gateway's own ledger, drained at the calibrated rate"),
          real_parameter("decode_weight", 1, 0, 1e6, "",
                         "weight of the decoding requests' share of the steps"),
          boolean_parameter("wait_for_slots", true,
                            "add the wait for a place in the batch: requests without one × time "
                            "per departure")};
}

void WorkEstimate::reset(std::size_t instances) {
  reported_.reset(instances);
  ledger_.reset(instances);
  slots_.reset();
}

void WorkEstimate::look(const ClusterView& view) {
  if (is_reported_) {
    reported_.look(view);
  } else {
    ledger_.look(view);
  }
  if (waits_for_slots_) slots_.look(view);
}

double WorkEstimate::work_us(const ClusterView& view, std::size_t instance,
                             double own_tokens) const {
  PendingWork work = is_reported_ ? reported_.of(view, instance) : ledger_.of(view, instance);
  work.decoding *= decode_weight_;
  const double wait_us = waits_for_slots_ ? slots_.wait_us(view, instance) : 0;
  return work.until_done_us(view, own_tokens) + wait_us;
}

void WorkEstimate::routed(InstanceId chosen, std::int32_t uncached_tokens) {
  if (is_reported_) {
    reported_.sent(chosen, uncached_tokens);
  } else {
    ledger_.sent(chosen, uncached_tokens);
  }
  slots_.sent();
}

}  // namespace servesweep::engine
