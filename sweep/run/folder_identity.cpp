#include "sweep/run/folder_identity.h"

#include "sweep/study/run_identity.h"

namespace servesweep::sweep {

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
  return content_hash(identity.json()).hex();
}

}  // namespace servesweep::sweep
