#include "tests/benchmark/seed_variants.h"

#include <utility>

#include "tests/benchmark/heap_counter.h"
#include "tests/benchmark/stopwatch.h"

namespace servesweep::benchmark {

SeedVariant::SeedVariant(std::string name, std::vector<Case> cases, int every)
    : name_(std::move(name)), cases_(std::move(cases)), every_(every), case_ms_(cases_.size()) {}

void SeedVariant::warm_up(std::vector<engine::RequestRecord>& records) {
  for (Case& one : cases_) static_cast<void>(one.run(records));
  const std::int64_t before = heap_allocations();
  for (Case& one : cases_) static_cast<void>(one.run(records));
  allocations_ =
      static_cast<double>(heap_allocations() - before) / static_cast<double>(cases_.size());
}

void SeedVariant::time_pass(int pass, std::vector<engine::RequestRecord>& records) {
  if (pass % every_ != 0) return;
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    const double ms = seconds_of([&] { static_cast<void>(cases_[i].run(records)); }) * 1e3;
    runs_ms_.add(ms);
    case_ms_[i].add(ms);
  }
}

double SeedVariant::min_ms() const {
  double sum_ms = 0;
  for (const Samples& of_case : case_ms_) sum_ms += of_case.min();
  return sum_ms / static_cast<double>(case_ms_.size());
}

double SeedVariant::mean_of(Counter counter) const {
  std::int64_t sum = 0;
  for (const Case& one : cases_) {
    for (const engine::InstanceSummary& instance : one.summary().instances) {
      sum += instance.*counter;
    }
  }
  return static_cast<double>(sum) / static_cast<double>(cases_.size());
}

std::vector<SeedVariant> seed_variants(const std::filesystem::path& golden, std::size_t cases,
                                       std::int32_t gpu_blocks) {
  constexpr int kEvery = 10;  // it takes ten times as long
  std::vector<SeedVariant> variants;
  variants.emplace_back("reference", seed_cases(golden, cases, engine::Profile::reference));
  variants.emplace_back("vllm-v1", seed_cases(golden, cases, engine::Profile::vllm_v1));
  variants.emplace_back("vllm-v1, KV tiers", tiered_cases(cases, gpu_blocks));
  variants.emplace_back("vllm-v1, multi-turn", multi_turn_cases(cases), kEvery);
  return variants;
}

void time_variants(std::span<SeedVariant> variants, int passes) {
  std::vector<engine::RequestRecord> records;
  for (SeedVariant& variant : variants) variant.warm_up(records);
  for (int pass = 0; pass < passes; ++pass) {
    for (SeedVariant& variant : variants) variant.time_pass(pass, records);
  }
}

}  // namespace servesweep::benchmark
