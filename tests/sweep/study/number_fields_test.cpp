#include "sweep/study/number_fields.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::number_fields_test {
namespace {

engine::Scenario with(const std::vector<NumberField>& fields, const std::string& key,
                      double value) {
  engine::Scenario scenario;
  for (const NumberField& field : fields) {
    if (field.key == key) field.set(scenario, value);
  }
  return scenario;
}

}  // namespace

TEST_CASE("each number goes where its key says") {
  CHECK(with(limit_fields(), "max_running", 7).batch.max_running == 7);
  CHECK(with(limit_fields(), "max_tokens_per_step", 7).batch.max_tokens_per_step == 7);
  CHECK(with(kv_fields(), "cpu_blocks", 7).kv.cpu_blocks == 7);
  CHECK(with(kv_fields(), "watermark", 0.5).kv.watermark == 0.5);
  CHECK(with(kv_fields(), "transfer_tokens_per_us", 0.5).kv.transfer_tokens_per_us == 0.5);
  CHECK(with(kv_fields(), "transfer_base_us", 7).kv.transfer_base_us == 7);
  CHECK(with(cluster_fields(), "instances", 7).instances == 7);
  CHECK(with(cluster_fields(), "gpu_blocks", 7).kv.gpu_blocks == 7);
}

}  // namespace servesweep::sweep::number_fields_test
