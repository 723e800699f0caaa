#include "engine/metrics/slo_targets.h"

namespace servesweep::engine {

bool meets_targets(const RequestRecord& record, const SloClass& slo_class) {
  if (record.status != RequestStatus::completed) return false;
  if (slo_class.ttft_target_us && record.ttft_us > *slo_class.ttft_target_us) return false;
  if (slo_class.e2e_target_us && record.e2e_us > *slo_class.e2e_target_us) return false;
  if (!slo_class.tpot_target_us || record.output_tokens < 2) return true;
  return record.e2e_us - record.ttft_us <= *slo_class.tpot_target_us * (record.output_tokens - 1);
}

}  // namespace servesweep::engine
