#include "engine/policy/routing/data_parallel.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo DataParallel::info() {
  return {.name = "data-parallel",
          .what = "the fewest requests, waiting ones felt more where KV memory runs short",
          .formula =
              "argmin max(front_ends·load, w + running) + 6·w·max(0, KV use − 0.5); w = waiting + "
              "front_ends·sent since the report; ties in rotation; with waiting_weight argmin "
              "waiting_weight·w + running instead",
          .source = "vLLM V1, internal load balancer of data-parallel ranks, 2026",
          .parameters = {integer_parameter("front_ends", 1, 1, 4096, "",
                                           "number of front ends that share the ranks"),
                         real_parameter("waiting_weight", 0, 0, 1e6, "requests",
                                        "running requests that a waiting one counts for, 4 in vLLM "
                                        "0.26 and before; 0 = by KV use")}};
}

DataParallel::DataParallel(const Parameters& parameters)
    : front_ends_(parameters.real("front_ends")),
      waiting_weight_(parameters.real("waiting_weight")) {}

void DataParallel::reset(std::size_t instances) {
  start_ = 0;
  sent_.assign(instances, 0);
  snapshot_.assign(instances, Counts{});
  scores_.assign(instances, 0);
}

void DataParallel::take_snapshot(const ClusterView& view) {
  bool changed = false;
  for (std::size_t i = 0; i < snapshot_.size(); ++i) {
    const Counts now{.waiting = view.reports[i].waiting,
                     .running = view.reports[i].running,
                     .used_kv_blocks = view.used_kv_blocks[i]};
    changed |= snapshot_[i] != now;
    snapshot_[i] = now;
  }
  if (changed) std::ranges::fill(sent_, 0.0);
}

double DataParallel::score(const ClusterView& view, std::size_t i) const {
  const Counts& reported = snapshot_[i];
  const double waiting = reported.waiting + sent_[i];
  if (waiting_weight_ > 0) return waiting_weight_ * waiting + reported.running;
  const double kv_use = static_cast<double>(reported.used_kv_blocks) / view.gpu_blocks;
  return std::max(front_ends_ * view.load[i], waiting + reported.running) +
         6 * waiting * std::max(0.0, kv_use - 0.5);
}

RoutingDecision DataParallel::route(const ClusterView& view) {
  take_snapshot(view);
  const std::size_t n = view.instances();
  for (std::size_t i = 0; i < n; ++i) scores_[i] = -score(view, i);
  std::size_t best = start_;
  for (std::size_t step = 1; step < n; ++step) {
    const std::size_t i = (start_ + step) % n;
    if (scores_[i] > scores_[best]) best = i;
  }
  start_ = (start_ + 1) % n;
  sent_[best] += front_ends_;
  return InstanceId(static_cast<std::int32_t>(best));
}

}  // namespace servesweep::engine
