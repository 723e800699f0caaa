#include "sweep/run/folder_identity.h"

#include "sweep/study/run_identity.h"

namespace servesweep::sweep {

std::string folder_identity(const Study& study, const Plan& plan) {
  io::Value identity = io::Value::list();
  identity.add(io::Value::text(plan.fingerprint()));
  identity.add(io::Value::text(study.name()));
  identity.add(io::Value::boolean(study.keep_requests() == KeepRequests::all));
  for (const StrategyTemplate& strategy : study.strategies()) {
    identity.add(io::Value::text(strategy.name()));
  }
  return content_hash(identity.json()).hex();
}

}  // namespace servesweep::sweep
