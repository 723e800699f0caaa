#include "engine/policy/routing/queue_then_kv.h"

#include <algorithm>
#include <limits>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kQueueThenKvDraw("routing.queue_then_kv");

/// Keeps whose amount lies in the first of n equal parts of the range, n = how many were kept.
template <class AmountOf>
void keep_lowest_part(std::vector<double>& kept, const AmountOf& amount_of) {
  std::int32_t least = std::numeric_limits<std::int32_t>::max(), most = 0, n = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] == 0) continue;
    least = std::min(least, amount_of(i));
    most = std::max(most, amount_of(i));
    ++n;
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    // In integers: amount ≤ least + (most − least)/n.
    const auto above = static_cast<std::int64_t>(amount_of(i)) - least;
    if (above * n > most - least) kept[i] = 0;
  }
}

}  // namespace

PolicyInfo QueueThenKv::info() {
  return {.name = "queue-then-kv",
          .what = "a short queue, among these little KV memory in use, at random among the rest",
          .formula =
              "{waiting ≤ queue_limit}, or all if empty; of these {waiting ≤ min + (max − min)/n}; "
              "of these {used KV ≤ min + (max − min)/n}; n = how many are left; uniform",
          .source = "Gateway API inference extension v0.5, 2025 (decision tree)",
          .parameters = {real_parameter("queue_limit", 128, 0, 1e9, "requests",
                                        "waiting requests up to which an instance is preferred"),
                         seed_parameter()}};
}

QueueThenKv::QueueThenKv(const Parameters& parameters)
    : draws_(parameters, kQueueThenKvDraw), queue_limit_(parameters.real("queue_limit")) {}

void QueueThenKv::keep_short_queues(const ClusterView& view) {
  bool any = false;
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    kept_[i] = view.reports[i].waiting <= queue_limit_ ? 1 : 0;
    any |= kept_[i] != 0;
  }
  if (!any) std::ranges::fill(kept_, 1.0);
}

RoutingDecision QueueThenKv::route(const ClusterView& view) {
  keep_short_queues(view);
  keep_lowest_part(kept_, [&](std::size_t i) { return view.reports[i].waiting; });
  keep_lowest_part(kept_, [&](std::size_t i) { return view.used_kv_blocks[i]; });
  return random_largest(kept_, draws_, view.request);
}

}  // namespace servesweep::engine
