#include "engine/policy/registry.h"

#include "engine/policy/admission/always_admit.h"
#include "engine/policy/admission/graded.h"
#include "engine/policy/admission/graded_predictive.h"
#include "engine/policy/admission/predicted_ttft.h"
#include "engine/policy/admission/regime_gate.h"
#include "engine/policy/admission/reject_all.h"
#include "engine/policy/admission/saturation_cliff.h"
#include "engine/policy/admission/slo_gated.h"
#include "engine/policy/admission/tier_shed.h"
#include "engine/policy/admission/token_bucket.h"
#include "engine/policy/chunking/adaptive_load.h"
#include "engine/policy/chunking/attained_slack.h"
#include "engine/policy/chunking/fixed_chunking.h"
#include "engine/policy/chunking/per_class_chunking.h"
#include "engine/policy/chunking/regime_budget.h"
#include "engine/policy/chunking/slack_budget.h"
#include "engine/policy/eviction/clairvoyant_eviction.h"
#include "engine/policy/eviction/class_aware_eviction.h"
#include "engine/policy/eviction/class_reuse_value_eviction.h"
#include "engine/policy/eviction/learned_pinning_eviction.h"
#include "engine/policy/eviction/lru_eviction.h"
#include "engine/policy/eviction/mru_eviction.h"
#include "engine/policy/eviction/reuse_value_eviction.h"
#include "engine/policy/eviction/tail_optimised_eviction.h"
#include "engine/policy/eviction/ttl_pinning_eviction.h"
#include "engine/policy/offload/look_ahead_offload.h"
#include "engine/policy/offload/selective_offload.h"
#include "engine/policy/offload/threshold_offload.h"
#include "engine/policy/offload/write_back_offload.h"
#include "engine/policy/offload/write_through_offload.h"
#include "engine/policy/preemption/cheapest_recompute.h"
#include "engine/policy/preemption/least_progress.h"
#include "engine/policy/preemption/lowest_priority.h"
#include "engine/policy/preemption/most_slack.h"
#include "engine/policy/preemption/tail_preemption.h"
#include "engine/policy/priority/age_priority.h"
#include "engine/policy/priority/constant_priority.h"
#include "engine/policy/priority/intent_hint.h"
#include "engine/policy/priority/inverted_age_priority.h"
#include "engine/policy/priority/load_adaptive.h"
#include "engine/policy/priority/slack_priority.h"
#include "engine/policy/priority/slo_piecewise.h"
#include "engine/policy/priority/slo_tiered.h"
#include "engine/policy/priority/static_tier.h"
#include "engine/policy/reservation/full_output.h"
#include "engine/policy/reservation/future_peak.h"
#include "engine/policy/reservation/no_reservation.h"
#include "engine/policy/reservation/share_reservation.h"
#include "engine/policy/routing/active_request_scorer.h"
#include "engine/policy/routing/always_busiest.h"
#include "engine/policy/routing/anti_affinity.h"
#include "engine/policy/routing/cache_aware.h"
#include "engine/policy/routing/data_parallel.h"
#include "engine/policy/routing/exploit_explore.h"
#include "engine/policy/routing/free_slots_scorer.h"
#include "engine/policy/routing/kv_aware.h"
#include "engine/policy/routing/kv_cost.h"
#include "engine/policy/routing/kv_utilization_scorer.h"
#include "engine/policy/routing/least_loaded.h"
#include "engine/policy/routing/least_tokens.h"
#include "engine/policy/routing/least_work.h"
#include "engine/policy/routing/least_work_scorer.h"
#include "engine/policy/routing/load_aware_scorer.h"
#include "engine/policy/routing/load_balance_scorer.h"
#include "engine/policy/routing/no_hit_lru_scorer.h"
#include "engine/policy/routing/power_of_two.h"
#include "engine/policy/routing/precise_prefix_scorer.h"
#include "engine/policy/routing/predicted_latency.h"
#include "engine/policy/routing/prefix_affinity.h"
#include "engine/policy/routing/prefix_affinity_scorer.h"
#include "engine/policy/routing/queue_depth_scorer.h"
#include "engine/policy/routing/queue_then_kv.h"
#include "engine/policy/routing/random_routing.h"
#include "engine/policy/routing/regime_weighted.h"
#include "engine/policy/routing/rendezvous_scorer.h"
#include "engine/policy/routing/round_robin.h"
#include "engine/policy/routing/running_requests_scorer.h"
#include "engine/policy/routing/session_affinity.h"
#include "engine/policy/routing/session_affinity_scorer.h"
#include "engine/policy/routing/slo_priority_scorer.h"
#include "engine/policy/routing/spread_prefix.h"
#include "engine/policy/routing/sticky.h"
#include "engine/policy/routing/uncached_tokens_scorer.h"
#include "engine/policy/routing/waiting_queue_scorer.h"
#include "engine/policy/routing/weighted.h"
#include "engine/policy/scheduling/deficit_round_robin.h"
#include "engine/policy/scheduling/earliest_deadline.h"
#include "engine/policy/scheduling/fcfs.h"
#include "engine/policy/scheduling/highest_response_ratio.h"
#include "engine/policy/scheduling/k_longest_prefix.h"
#include "engine/policy/scheduling/least_slack.h"
#include "engine/policy/scheduling/priority_fcfs.h"
#include "engine/policy/scheduling/programme_fcfs.h"
#include "engine/policy/scheduling/reverse_priority.h"
#include "engine/policy/scheduling/shortest_job_first.h"
#include "engine/policy/scheduling/shortest_remaining.h"
#include "engine/policy/scheduling/urgent_then_cached.h"

namespace servesweep::engine {

const Registry<AdmissionPolicy>& admission_policies() {
  static const Registry<AdmissionPolicy> registry = Registry<AdmissionPolicy>()
                                                        .add<AlwaysAdmit>()
                                                        .add<RejectAll>()
                                                        .add<TokenBucket>()
                                                        .add<SloGated>()
                                                        .add<TierShed>()
                                                        .add<SaturationCliff>()
                                                        .add<Graded>()
                                                        .add<PredictedTtft>()
                                                        .add<RegimeGate>()
                                                        .add<GradedPredictive>();
  return registry;
}

const Registry<RoutingPolicy>& routing_policies() {
  static const Registry<RoutingPolicy> registry = Registry<RoutingPolicy>()
                                                      .add<RoundRobin>()
                                                      .add<LeastLoaded>()
                                                      .add<Weighted>()
                                                      .add<PrefixAffinity>()
                                                      .add<RandomRouting>()
                                                      .add<PowerOfTwo>()
                                                      .add<LeastTokens>()
                                                      .add<LeastWork>()
                                                      .add<Sticky>()
                                                      .add<ExploitExplore>()
                                                      .add<KvCost>()
                                                      .add<PredictedLatency>()
                                                      .add<CacheAware>()
                                                      .add<SpreadPrefix>()
                                                      .add<KvAware>()
                                                      .add<QueueThenKv>()
                                                      .add<DataParallel>()
                                                      .add<SessionAffinity>()
                                                      .add<AlwaysBusiest>()
                                                      .add<AntiAffinity>()
                                                      .add<RegimeWeighted>();
  return registry;
}

const Registry<Scorer>& scorers() {
  static const Registry<Scorer> registry = Registry<Scorer>()
                                               .add<PrefixAffinityScorer>()
                                               .add<QueueDepthScorer>()
                                               .add<KvUtilizationScorer>()
                                               .add<LoadBalanceScorer>()
                                               .add<SloPriorityScorer>()
                                               .add<PrecisePrefixScorer>()
                                               .add<NoHitLruScorer>()
                                               .add<UncachedTokensScorer>()
                                               .add<LeastWorkScorer>()
                                               .add<ActiveRequestScorer>()
                                               .add<RunningRequestsScorer>()
                                               .add<WaitingQueueScorer>()
                                               .add<LoadAwareScorer>()
                                               .add<SessionAffinityScorer>()
                                               .add<RendezvousScorer>()
                                               .add<FreeSlotsScorer>();
  return registry;
}

const Registry<SchedulingPolicy>& scheduling_policies() {
  static const Registry<SchedulingPolicy> registry = Registry<SchedulingPolicy>()
                                                         .add<Fcfs>()
                                                         .add<PriorityFcfs>()
                                                         .add<ShortestJobFirst>()
                                                         .add<ReversePriority>()
                                                         .add<EarliestDeadline>()
                                                         .add<LeastSlack>()
                                                         .add<KLongestPrefix>()
                                                         .add<DeficitRoundRobin>()
                                                         .add<ShortestRemaining>()
                                                         .add<HighestResponseRatio>()
                                                         .add<UrgentThenCached>()
                                                         .add<ProgrammeFcfs>();
  return registry;
}

const Registry<PriorityPolicy>& priority_policies() {
  static const Registry<PriorityPolicy> registry = Registry<PriorityPolicy>()
                                                       .add<ConstantPriority>()
                                                       .add<AgePriority>()
                                                       .add<SloTiered>()
                                                       .add<LoadAdaptive>()
                                                       .add<InvertedAgePriority>()
                                                       .add<SloPiecewise>()
                                                       .add<SlackPriority>()
                                                       .add<StaticTier>()
                                                       .add<IntentHint>();
  return registry;
}

const Registry<ChunkingPolicy>& chunking_policies() {
  static const Registry<ChunkingPolicy> registry = Registry<ChunkingPolicy>()
                                                       .add<FixedChunking>()
                                                       .add<PerClassChunking>()
                                                       .add<SlackBudget>()
                                                       .add<AttainedSlack>()
                                                       .add<AdaptiveLoad>()
                                                       .add<RegimeBudget>();
  return registry;
}

const Registry<ReservationPolicy>& reservation_policies() {
  static const Registry<ReservationPolicy> registry = Registry<ReservationPolicy>()
                                                          .add<NoReservation>()
                                                          .add<ShareReservation>()
                                                          .add<FullOutput>()
                                                          .add<FuturePeak>();
  return registry;
}

const Registry<PreemptionPolicy>& preemption_policies() {
  static const Registry<PreemptionPolicy> registry = Registry<PreemptionPolicy>()
                                                         .add<TailPreemption>()
                                                         .add<LowestPriority>()
                                                         .add<MostSlack>()
                                                         .add<LeastProgress>()
                                                         .add<CheapestRecompute>();
  return registry;
}

const Registry<EvictionPolicy>& eviction_policies() {
  static const Registry<EvictionPolicy> registry = Registry<EvictionPolicy>()
                                                       .add<LruEviction>()
                                                       .add<ClassAwareEviction>()
                                                       .add<ReuseValueEviction>()
                                                       .add<ClassReuseValueEviction>()
                                                       .add<TailOptimisedEviction>()
                                                       .add<TtlPinningEviction>()
                                                       .add<LearnedPinningEviction>()
                                                       .add<MruEviction>()
                                                       .add<ClairvoyantEviction>();
  return registry;
}

const Registry<OffloadPolicy>& offload_policies() {
  static const Registry<OffloadPolicy> registry = Registry<OffloadPolicy>()
                                                      .add<ThresholdOffload>()
                                                      .add<WriteThroughOffload>()
                                                      .add<WriteBackOffload>()
                                                      .add<SelectiveOffload>()
                                                      .add<LookAheadOffload>();
  return registry;
}

}  // namespace servesweep::engine
