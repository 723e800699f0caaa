#include "engine/policy/routing/kv_aware.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kSession("routing.kv_aware.session");
constexpr std::int32_t kNeverUsed = -1;

}  // namespace

PolicyInfo KvAware::info() {
  return {
      .name = "kv-aware",
      .what = "the first instance with the longest match, whatever its load, if it suffices",
      .formula =
          "m = longest match by the caches' events, in whole chunks; the first instance with m "
          "if m > 0 and m ≥ prompt − threshold_tokens; else hash(session) mod instances; "
          "without a session the first never used, else argmin requests sent in the last "
          "window_us",
      .source = "production-stack, kvaware with LMCache (chunks of 256 tokens)",
      .parameters = {
          integer_parameter("threshold_tokens", 2000, 0, 1e9, "tokens",
                            "part of a prompt that may be missing where the match is"),
          integer_parameter("chunk_tokens", 256, 1, 1e9, "tokens",
                            "unit in which matches are found"),
          integer_parameter("window_us", 60e6, 0, 1e15, "µs", "over which requests are counted"),
          seed_parameter()}};
}

KvAware::KvAware(const Parameters& parameters)
    : seed_(static_cast<std::uint64_t>(parameters.integer("seed"))),
      chunk_tokens_(static_cast<std::int32_t>(parameters.integer("chunk_tokens"))),
      threshold_tokens_(static_cast<std::int32_t>(parameters.integer("threshold_tokens"))),
      window_us_(parameters.integer("window_us")) {}

void KvAware::reset(std::size_t instances) {
  belief_.reset(instances);
  sent_.clear();
  counts_.assign(instances, kNeverUsed);
}

RoutingDecision KvAware::route(const ClusterView& view) {
  belief_.look(view);
  forget_old(view.now_us);
  const InstanceId chosen = choose(view);
  remember(view.now_us, chosen);
  return {chosen, belief_.intent(chosen)};
}

std::int32_t KvAware::matched_tokens(std::size_t instance) const {
  return belief_.cached_tokens(instance) / chunk_tokens_ * chunk_tokens_;
}

InstanceId KvAware::choose(const ClusterView& view) const {
  std::size_t first = 0;
  for (std::size_t i = 1; i < counts_.size(); ++i) {
    if (matched_tokens(i) > matched_tokens(first)) first = i;
  }
  const std::int32_t longest = matched_tokens(first);
  if (longest > 0 && longest >= view.request.input_tokens - threshold_tokens_) {
    return InstanceId(static_cast<std::int32_t>(first));
  }
  if (!view.request.session.valid()) return first_smallest(counts_);
  Stream stream(seed_, kSession, view.request.session.index());
  return InstanceId(static_cast<std::int32_t>(below(stream, counts_.size())));
}

void KvAware::forget_old(TimeUs now_us) {
  while (!sent_.empty() && sent_.front().at_us < now_us - window_us_) {
    --counts_[sent_.front().instance.index()];
    sent_.pop_front();
  }
}

void KvAware::remember(TimeUs now_us, InstanceId chosen) {
  std::int32_t& count = counts_[chosen.index()];
  count = std::max(count, 0) + 1;
  sent_.push_back({.at_us = now_us, .instance = chosen});
}

}  // namespace servesweep::engine
