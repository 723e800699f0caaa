#include "engine/policy/registry.h"

#include "engine/policy/admission/always_admit.h"
#include "engine/policy/admission/reject_all.h"
#include "engine/policy/admission/slo_gated.h"
#include "engine/policy/admission/token_bucket.h"
#include "engine/policy/chunking/fixed_chunking.h"
#include "engine/policy/chunking/per_class_chunking.h"
#include "engine/policy/eviction/class_aware_eviction.h"
#include "engine/policy/eviction/lru_eviction.h"
#include "engine/policy/eviction/mru_eviction.h"
#include "engine/policy/eviction/reuse_value_eviction.h"
#include "engine/policy/eviction/tail_optimised_eviction.h"
#include "engine/policy/eviction/ttl_pinning_eviction.h"
#include "engine/policy/offload/selective_offload.h"
#include "engine/policy/offload/threshold_offload.h"
#include "engine/policy/offload/write_through_offload.h"
#include "engine/policy/preemption/tail_preemption.h"
#include "engine/policy/priority/age_priority.h"
#include "engine/policy/priority/constant_priority.h"
#include "engine/policy/priority/inverted_age_priority.h"
#include "engine/policy/priority/load_adaptive.h"
#include "engine/policy/priority/slo_tiered.h"
#include "engine/policy/routing/always_busiest.h"
#include "engine/policy/routing/kv_utilization_scorer.h"
#include "engine/policy/routing/least_loaded.h"
#include "engine/policy/routing/load_balance_scorer.h"
#include "engine/policy/routing/prefix_affinity.h"
#include "engine/policy/routing/prefix_affinity_scorer.h"
#include "engine/policy/routing/queue_depth_scorer.h"
#include "engine/policy/routing/round_robin.h"
#include "engine/policy/routing/slo_priority_scorer.h"
#include "engine/policy/routing/weighted.h"
#include "engine/policy/scheduling/fcfs.h"
#include "engine/policy/scheduling/priority_fcfs.h"
#include "engine/policy/scheduling/reverse_priority.h"
#include "engine/policy/scheduling/shortest_job_first.h"

namespace servesweep::engine {

const Registry<AdmissionPolicy>& admission_policies() {
  static const Registry<AdmissionPolicy> registry = Registry<AdmissionPolicy>()
                                                        .add<AlwaysAdmit>()
                                                        .add<RejectAll>()
                                                        .add<TokenBucket>()
                                                        .add<SloGated>();
  return registry;
}

const Registry<RoutingPolicy>& routing_policies() {
  static const Registry<RoutingPolicy> registry = Registry<RoutingPolicy>()
                                                      .add<RoundRobin>()
                                                      .add<LeastLoaded>()
                                                      .add<Weighted>()
                                                      .add<PrefixAffinity>()
                                                      .add<AlwaysBusiest>();
  return registry;
}

const Registry<Scorer>& scorers() {
  static const Registry<Scorer> registry = Registry<Scorer>()
                                               .add<PrefixAffinityScorer>()
                                               .add<QueueDepthScorer>()
                                               .add<KvUtilizationScorer>()
                                               .add<LoadBalanceScorer>()
                                               .add<SloPriorityScorer>();
  return registry;
}

const Registry<SchedulingPolicy>& scheduling_policies() {
  static const Registry<SchedulingPolicy> registry = Registry<SchedulingPolicy>()
                                                         .add<Fcfs>()
                                                         .add<PriorityFcfs>()
                                                         .add<ShortestJobFirst>()
                                                         .add<ReversePriority>();
  return registry;
}

const Registry<PriorityPolicy>& priority_policies() {
  static const Registry<PriorityPolicy> registry = Registry<PriorityPolicy>()
                                                       .add<ConstantPriority>()
                                                       .add<AgePriority>()
                                                       .add<SloTiered>()
                                                       .add<LoadAdaptive>()
                                                       .add<InvertedAgePriority>();
  return registry;
}

const Registry<ChunkingPolicy>& chunking_policies() {
  static const Registry<ChunkingPolicy> registry =
      Registry<ChunkingPolicy>().add<FixedChunking>().add<PerClassChunking>();
  return registry;
}

const Registry<PreemptionPolicy>& preemption_policies() {
  static const Registry<PreemptionPolicy> registry =
      Registry<PreemptionPolicy>().add<TailPreemption>();
  return registry;
}

const Registry<EvictionPolicy>& eviction_policies() {
  static const Registry<EvictionPolicy> registry = Registry<EvictionPolicy>()
                                                       .add<LruEviction>()
                                                       .add<ClassAwareEviction>()
                                                       .add<ReuseValueEviction>()
                                                       .add<TailOptimisedEviction>()
                                                       .add<TtlPinningEviction>()
                                                       .add<MruEviction>();
  return registry;
}

const Registry<OffloadPolicy>& offload_policies() {
  static const Registry<OffloadPolicy> registry = Registry<OffloadPolicy>()
                                                      .add<ThresholdOffload>()
                                                      .add<WriteThroughOffload>()
                                                      .add<SelectiveOffload>();
  return registry;
}

}  // namespace servesweep::engine
