#include "sweep/cli/verbs.h"

#include "sweep/cli/claims_verb.h"
#include "sweep/cli/completion_verb.h"
#include "sweep/cli/criteria_verb.h"
#include "sweep/cli/explain_verb.h"
#include "sweep/cli/export_verb.h"
#include "sweep/cli/findings_verb.h"
#include "sweep/cli/history_verb.h"
#include "sweep/cli/manual_verb.h"
#include "sweep/cli/merge_verb.h"
#include "sweep/cli/pareto_verb.h"
#include "sweep/cli/plan_verb.h"
#include "sweep/cli/policies_verb.h"
#include "sweep/cli/rank_verb.h"
#include "sweep/cli/regimes_verb.h"
#include "sweep/cli/report_verb.h"
#include "sweep/cli/robustness_verb.h"
#include "sweep/cli/run_verb.h"
#include "sweep/cli/saturate_verb.h"
#include "sweep/cli/sensitivity_verb.h"
#include "sweep/cli/simulate_verb.h"
#include "sweep/cli/status_verb.h"
#include "sweep/cli/strategies_verb.h"
#include "sweep/cli/submit_verb.h"
#include "sweep/cli/verify_verb.h"
#include "sweep/cli/version_verb.h"

namespace servesweep::sweep {

std::vector<Verb> all_verbs() {
  std::vector<Verb> verbs = {
      simulate_verb(),    plan_verb(),       run_verb(),      submit_verb(),     status_verb(),
      rank_verb(),        claims_verb(),     criteria_verb(), regimes_verb(),    explain_verb(),
      sensitivity_verb(), pareto_verb(),     history_verb(),  findings_verb(),   robustness_verb(),
      report_verb(),      export_verb(),     merge_verb(),    verify_verb(),     saturate_verb(),
      policies_verb(),    strategies_verb(), manual_verb(),   completion_verb(), version_verb()};
  for (Verb& verb : verbs) {
    verb.line.value("--color", "WHEN", "colours: auto (on a terminal), always or never", "auto");
  }
  return verbs;
}

}  // namespace servesweep::sweep
