#include "sweep/run/folder_identity.h"

#include "sweep/study/run_identity.h"

namespace servesweep::sweep {

namespace {

/// What a search that learns depends on beyond the runs that are planned beforehand.
void add_search_identity(const Study& study, io::Value& identity) {
  identity.add(study.search().to_value());
  identity.add(objectives_to_value(study.objectives()));
  identity.add(metric_constraints_to_value(study.constraints()));
  for (const StrategyTemplate& strategy : study.strategies()) identity.add(strategy.to_value());
  for (const std::uint64_t seed : study.seeds())
    identity.add(io::Value::text(std::to_string(seed)));
}

}  // namespace

std::string folder_identity(const Study& study, const Plan& plan) {
  io::Value identity = io::Value::list();
  identity.add(io::Value::text(plan.fingerprint()));
  identity.add(io::Value::text(study.name()));
  using Which = KeepRequests::Which;
  const KeepRequests& keep = study.keep_requests();
  const bool plain = keep.which == Which::all || keep.which == Which::none;
  identity.add(plain ? io::Value::boolean(keep.which == Which::all) : keep.to_value());
  for (const StrategyTemplate& strategy : study.strategies()) {
    identity.add(io::Value::text(strategy.name()));
  }
  if (learns(study.search().method)) add_search_identity(study, identity);
  return content_hash(identity.json()).hex();
}

}  // namespace servesweep::sweep
