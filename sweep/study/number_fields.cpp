#include "sweep/study/number_fields.h"

namespace servesweep::sweep {

using engine::Scenario;

const std::vector<NumberField>& limit_fields() {
  static const std::vector<NumberField> fields = {
      {"max_running", true,
       [](Scenario& s, double v) { s.batch.max_running = static_cast<std::int32_t>(v); }},
      {"max_tokens_per_step", true,
       [](Scenario& s, double v) { s.batch.max_tokens_per_step = static_cast<std::int32_t>(v); }}};
  return fields;
}

const std::vector<NumberField>& kv_fields() {
  static const std::vector<NumberField> fields = {
      {"cpu_blocks", true,
       [](Scenario& s, double v) { s.kv.cpu_blocks = static_cast<std::int32_t>(v); }},
      {"watermark", false, [](Scenario& s, double v) { s.kv.watermark = v; }},
      {"transfer_tokens_per_us", false,
       [](Scenario& s, double v) { s.kv.transfer_tokens_per_us = v; }},
      {"transfer_base_us", true,
       [](Scenario& s, double v) { s.kv.transfer_base_us = static_cast<engine::TimeUs>(v); }}};
  return fields;
}

const std::vector<NumberField>& cluster_fields() {
  static const std::vector<NumberField> fields = {
      {"instances", true,
       [](Scenario& s, double v) { s.instances = static_cast<std::int32_t>(v); }},
      {"gpu_blocks", true,
       [](Scenario& s, double v) { s.kv.gpu_blocks = static_cast<std::int32_t>(v); }}};
  return fields;
}

}  // namespace servesweep::sweep
