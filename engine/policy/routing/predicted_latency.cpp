#include "engine/policy/routing/predicted_latency.h"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kError("routing.predicted_latency.error");
constexpr StreamPurpose kPick("routing.predicted_latency.pick");

}  // namespace

PolicyInfo PredictedLatency::info() {
  PolicyInfo info{
      .name = "predicted-latency",
      .what = "best fit of predicted first-token and token latency to the request's targets",
      .formula =
          "headroom = factor·target − prediction·exp(error·Z); among instances that meet both "
          "targets (else idle ones, else those that miss only the token target, only the "
          "first-token "
          "target, both): c = ttft_weight·n(TTFT) + (1 − ttft_weight)·n(TPOT), n = |headroom| "
          "scaled "
          "to [0, 1]; argmax ⌊100·(1 − c) + 1⌋/100, or of c if not pack; uniform ties; before "
          "that, where "
          "wanted: keep {hit share ≥ outer_theta}, those that meet both targets, {hit share ≥ "
          "inner_theta}, as sticky does, with the predicted time to the first token",
      .source =
          "llm-d predicted-latency scorer (there with learned predictions, here from the step "
          "cost); "
          "PolyServe packs alike",
      .parameters = PrefixBelief::parameters()};
  const auto add = [&info](ParameterInfo one) { info.parameters.push_back(std::move(one)); };
  add(LatencyPrediction::parameter());
  add(real_parameter("factor", 1, 0, 1e6, "", "margin on the targets"));
  add(real_parameter("ttft_weight", 0.8, 0, 1, "", "weight of the time to the first token"));
  add(boolean_parameter("pack", true,
                        "choose the least headroom that suffices; false: the most headroom"));
  add(boolean_parameter("proportional", false,
                        "draw an instance in proportion to its score, as llm-d's preset does, "
                        "instead of the best"));
  for (ParameterInfo& one : LatencyGates::parameters()) add(std::move(one));
  add(real_parameter("error", 0, 0, 10, "",
                     "declared error of the predictions: standard deviation of their logarithm"));
  add(seed_parameter());
  return info;
}

PredictedLatency::PredictedLatency(const Parameters& parameters)
    : belief_(parameters),
      prediction_(parameters),
      gates_(parameters),
      error_draws_(parameters, kError),
      pick_(parameters, kPick),
      factor_(parameters.real("factor")),
      ttft_weight_(parameters.real("ttft_weight")),
      error_(parameters.real("error")),
      pack_(parameters.boolean("pack")),
      proportional_(parameters.boolean("proportional")) {}

void PredictedLatency::reset(std::size_t instances) {
  belief_.reset(instances);
  headrooms_.assign(instances, Headroom{});
  ttft_us_.assign(instances, 0);
  meets_.assign(instances, 0);
  kept_.assign(instances, 1);
  scores_.assign(instances, 0);
}

RoutingDecision PredictedLatency::route(const ClusterView& view) {
  belief_.look(view);
  predict(view);
  if (!gates_.open()) pass_gates(view.request);
  score(view);
  const InstanceId chosen = proportional_ ? random_by_weight(scores_, pick_, view.request)
                                          : random_largest(scores_, pick_, view.request);
  belief_.routed(view, chosen);
  return {chosen, belief_.intent(chosen)};
}

void PredictedLatency::predict(const ClusterView& view) {
  const RequestFacts& request = view.request;
  Stream stream = error_draws_.about(request);
  boost::random::normal_distribution<> normal;
  const auto elapsed_us = static_cast<double>(view.now_us - request.arrival_us);
  for (std::size_t i = 0; i < headrooms_.size(); ++i) {
    const double ttft_error = error_ > 0 ? std::exp(error_ * normal(stream)) : 1;
    const double tpot_error = error_ > 0 ? std::exp(error_ * normal(stream)) : 1;
    const double ttft_us = prediction_.ttft_us(view, i, belief_.uncached_tokens(i)) * ttft_error;
    const double tpot_us = LatencyPrediction::tpot_us(view, i) * tpot_error;
    headrooms_[i].ttft_us =
        factor_ * static_cast<double>(request.ttft_target_us) - elapsed_us - ttft_us;
    headrooms_[i].tpot_us = factor_ * static_cast<double>(request.tpot_target_us) - tpot_us;
    headrooms_[i].bucket = bucket_of(view, i);
    ttft_us_[i] = ttft_us;
  }
}

void PredictedLatency::pass_gates(const RequestFacts& request) {
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    meets_[i] = headrooms_[i].bucket == Bucket::meets ? 1 : 0;
    kept_[i] = 1;
  }
  gates_.narrow(request, belief_, ttft_us_, meets_, kept_);
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    if (kept_[i] == 0) headrooms_[i].bucket = Bucket::removed;
  }
}

/// A dimension without a target cannot be missed while the other one has a target.
PredictedLatency::Bucket PredictedLatency::bucket_of(const ClusterView& view, std::size_t i) const {
  const bool no_ttft = view.request.ttft_target_us == 0, no_tpot = view.request.tpot_target_us == 0;
  const bool ttft_met = headrooms_[i].ttft_us >= 0 || (no_ttft && !no_tpot);
  const bool tpot_met = headrooms_[i].tpot_us >= 0 || (no_tpot && !no_ttft);
  if (ttft_met && tpot_met) return Bucket::meets;
  if (view.load[i] == 0) return Bucket::idle;
  if (ttft_met) return Bucket::misses_tpot;
  return tpot_met ? Bucket::misses_ttft : Bucket::misses_both;
}

PredictedLatency::Range PredictedLatency::range(Bucket bucket, double Headroom::*dimension) const {
  Range range{.lowest = HUGE_VAL, .highest = -HUGE_VAL};
  for (const Headroom& headroom : headrooms_) {
    if (headroom.bucket != bucket) continue;
    range.lowest = std::min(range.lowest, std::abs(headroom.*dimension));
    range.highest = std::max(range.highest, std::abs(headroom.*dimension));
  }
  return range;
}

double PredictedLatency::Range::position(double headroom_us) const {
  return highest > lowest ? (std::abs(headroom_us) - lowest) / (highest - lowest) : 0;
}

void PredictedLatency::score(const ClusterView& view) {
  const Bucket best = std::ranges::min(headrooms_, {}, &Headroom::bucket).bucket;
  const Range ttft = range(best, &Headroom::ttft_us), tpot = range(best, &Headroom::tpot_us);
  const bool no_targets = view.request.ttft_target_us == 0 && view.request.tpot_target_us == 0;
  const auto weight = [&](const Range& dimension, TimeUs target_us, double of_two) {
    return dimension.highest > dimension.lowest && (no_targets || target_us > 0) ? of_two : 0;
  };
  const double ttft_weight = weight(ttft, view.request.ttft_target_us, ttft_weight_);
  const double tpot_weight = weight(tpot, view.request.tpot_target_us, 1 - ttft_weight_);
  const double sum = ttft_weight + tpot_weight;
  const bool pack = pack_ || best != Bucket::meets;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    const Headroom& own = headrooms_[i];
    const double c = sum == 0 ? 0.5
                              : (ttft_weight * ttft.position(own.ttft_us) +
                                 tpot_weight * tpot.position(own.tpot_us)) /
                                    sum;
    scores_[i] = own.bucket == best ? (std::floor((pack ? 1 - c : c) * 100) + 1) / 100 : 0;
  }
}

}  // namespace servesweep::engine
