#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "tests/benchmark/samples.h"
#include "tests/benchmark/seed_cases.h"

namespace servesweep::benchmark {

/// Cases that are run in turn, and what one run of them took.
class SeedVariant {
 public:
  using Counter = std::int64_t engine::InstanceSummary::*;

  /// `every`: it is timed in each so many-th pass only.
  SeedVariant(std::string name, std::vector<Case> cases, int every = 1);

  /// Takes memory, then counts heap allocations.
  void warm_up(std::vector<engine::RequestRecord>& records);
  /// Times each case once, if it is this pass's turn.
  void time_pass(int pass, std::vector<engine::RequestRecord>& records);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::int64_t cases() const { return static_cast<std::int64_t>(cases_.size()); }
  [[nodiscard]] std::int64_t runs() const { return static_cast<std::int64_t>(runs_ms_.size()); }
  [[nodiscard]] double allocations_per_run() const { return allocations_; }
  /// The middle one of all runs.
  [[nodiscard]] double median_ms() const { return runs_ms_.median(); }
  /// The mean over cases of each one's fastest run.
  [[nodiscard]] double min_ms() const;
  /// A counter of all instances, per run.
  [[nodiscard]] double mean_of(Counter counter) const;

 private:
  std::string name_;
  std::vector<Case> cases_;
  int every_ = 1;
  Samples runs_ms_;
  std::vector<Samples> case_ms_;
  double allocations_ = 0;
};

/// The rows of the topic with `cases` cases each: golden ones from subfolders of `golden`, those
/// with KV tiers with `gpu_blocks` on each instance.
[[nodiscard]] std::vector<SeedVariant> seed_variants(const std::filesystem::path& golden,
                                                     std::size_t cases, std::int32_t gpu_blocks);

/// Times all of them as a thread of a sweep works: one buffer of request records for all runs.
/// Variants take turns, so that what else the machine does strikes all alike.
void time_variants(std::span<SeedVariant> variants, int passes);

}  // namespace servesweep::benchmark
