#include <doctest/doctest.h>
#include <fmt/format.h>

#include "engine/simulate.h"
#include "tests/engine/oracle/naive_engine.h"
#include "tests/engine/oracle/random_case.h"
#include "tests/engine/oracle/vllm_scenarios.h"

namespace agreement_test {

using namespace servesweep::engine;
using namespace servesweep::engine::oracle;

namespace {

constexpr int kCases = 2000;

/// One step, as far as both engines tell of it.
std::string text_of(TimeUs start_us, TimeUs length_us, std::int64_t prefill, std::int64_t decode,
                    std::span<const StepShare> shares) {
  std::string text = fmt::format("{}+{} P{} D{}:", start_us, length_us, prefill, decode);
  for (const StepShare& share : shares) {
    if (share.tokens > 0) text += fmt::format(" {}:{}", share.request.value(), share.tokens);
  }
  return text;
}

class Texts : public StepObserver {
 public:
  void step(const StepRow& row) override {
    texts.push_back(
        text_of(row.start_us, row.length_us, row.prefill_tokens, row.decode_tokens, row.shares));
  }
  [[nodiscard]] bool wants_shares() const override { return true; }
  std::vector<std::string> texts;
};

std::vector<std::string> texts_of(const NaiveEngine& engine) {
  std::vector<std::string> texts;
  for (const NaiveStep& step : engine.steps()) {
    std::int64_t prefill = 0, decode = 0;
    std::vector<StepShare> shares;
    for (const NaiveShare& share : step.shares) {
      (share.prefill ? prefill : decode) += share.tokens;
      shares.push_back({.request = share.request->id, .tokens = share.tokens});
    }
    texts.push_back(text_of(step.start_us, step.end_us - step.start_us, prefill, decode, shares));
  }
  return texts;
}

std::string text_of(const RequestRecord& r) {
  return fmt::format(
      "request {} {}: enqueued {} scheduled {} {} ttft {} e2e {} itl {}/{} preemptions {} cached "
      "{} {} finish {}+{} load {}",
      r.request.value(), name_of(r.status), r.enqueued_us, r.first_scheduled_us,
      r.last_scheduled_us, r.ttft_us, r.e2e_us, r.itl_sum_us, r.itl_count, r.preemptions,
      r.cached_tokens_first, r.cached_tokens_last, r.finish_step_us, r.finish_step_length_us,
      r.breakdown.load_us);
}

std::string totals_text(TimeUs end_us, std::int64_t hits, std::int64_t misses, std::int64_t stored,
                        std::int64_t loaded, std::int64_t in_tiers) {
  return fmt::format("end {} hits {} misses {} stored {} loaded {} in tiers {}", end_us, hits,
                     misses, stored, loaded, in_tiers);
}

std::string difference(const std::string& real, const std::string& naive) {
  return real == naive ? "" : fmt::format("engine: {}\nnaive:  {}\n", real, naive);
}

/// The first thing on which the engines do not agree; "" if there is none.
std::string disagreement(const RandomCase& random_case) {
  const Workload workload = random_case.workload();
  NaiveEngine naive(random_case.scenario);
  naive.run(workload);
  Simulator simulator;
  simulator.configure(random_case.scenario);
  std::vector<RequestRecord> records(workload.requests.size());
  Texts steps;
  const Summary summary = simulator.run(workload, records, {.steps = &steps});

  const std::vector<std::string> naive_steps = texts_of(naive);
  for (std::size_t i = 0; i < std::max(naive_steps.size(), steps.texts.size()); ++i) {
    const std::string real = i < steps.texts.size() ? steps.texts[i] : "nothing";
    const std::string text = difference(real, i < naive_steps.size() ? naive_steps[i] : "nothing");
    if (!text.empty()) return text;
  }
  const std::vector<RequestRecord> naive_records = naive.records();
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string text = difference(text_of(records[i]), text_of(naive_records[i]));
    if (!text.empty()) return text;
  }
  const InstanceSummary& sums = summary.instances[0];
  const NaiveTiers& tiers = naive.tiers();
  return difference(
      totals_text(summary.end_us, sums.block_hits, sums.block_misses, sums.offloaded_blocks,
                  sums.reloaded_blocks, sums.cpu_blocks),
      totals_text(naive.end_us(), naive.pool().hits(), naive.pool().misses() - tiers.loaded(),
                  tiers.stored(), tiers.loaded(), tiers.blocks()));
}

}  // namespace

TEST_CASE("agreement: reference") {
  check_cases(CaseKind::reference, kCases, disagreement);
}

TEST_CASE("agreement: vLLM, synchronous") {
  check_cases(CaseKind::vllm_synchronous, kCases, disagreement);
}

TEST_CASE("agreement: vLLM, asynchronous") {
  check_cases(CaseKind::vllm_asynchronous, kCases, disagreement);
}

TEST_CASE("agreement: mixtures of the profiles") {
  check_cases(CaseKind::mixture, kCases, disagreement);
}

constexpr int kLoadCases = 400;  // a tier is simulated microsecond by microsecond

TEST_CASE("agreement: loads, synchronous") {
  check_cases(CaseKind::loads_synchronous, kLoadCases, disagreement);
}

TEST_CASE("agreement: loads, asynchronous") {
  check_cases(CaseKind::loads_asynchronous, kLoadCases, disagreement);
}

TEST_CASE("agreement: loads, mixtures of the profiles") {
  check_cases(CaseKind::loads_mixture, kLoadCases, disagreement);
}

}  // namespace agreement_test
