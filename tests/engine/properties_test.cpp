#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/metrics/step_observer.h"
#include "engine/simulate.h"
#include "tests/engine/oracle/random_case.h"

namespace properties_test {

// What must hold for any scenario of either profile, checked on small random ones.

using namespace servesweep::engine;
using namespace servesweep::engine::oracle;

namespace {

constexpr int kCases = 500;
constexpr std::array kKinds{CaseKind::reference, CaseKind::vllm_synchronous,
                            CaseKind::vllm_asynchronous};

struct Step {
  StepRow row;
  std::vector<StepShare> shares;
};

struct Run {
  Scenario scenario;
  Summary summary;
  std::vector<RequestRecord> records;
  std::vector<Step> steps;
};

class Steps : public StepObserver {
 public:
  explicit Steps(std::vector<Step>& steps) : steps_(steps) {}
  void step(const StepRow& row) override {
    steps_.push_back({.row = row, .shares = {row.shares.begin(), row.shares.end()}});
    steps_.back().row.shares = {};
  }
  [[nodiscard]] bool wants_shares() const override { return true; }

 private:
  std::vector<Step>& steps_;
};

Run run(Simulator& simulator, const Scenario& scenario, const Workload& workload) {
  Run made{.scenario = scenario, .summary = {}, .records = {}, .steps = {}};
  made.records.resize(workload.requests.size());
  Steps steps(made.steps);
  simulator.configure(scenario);
  made.summary = simulator.run(workload, made.records, {.steps = &steps});
  return made;
}

TimeUs finished_us(const RequestRecord& record) {
  return record.finish_step_us + record.finish_step_length_us;
}

std::int32_t final_tokens(const RequestRecord& record) {
  return std::max(record.output_tokens, 1);
}

/// Runs each case of each kind on one to three instances, most of them with a delay at the gateway.
void check_runs(const std::function<std::string(const Run&)>& check) {
  for (const CaseKind kind : kKinds) {
    Simulator simulator;
    check_cases(kind, kCases, [&](const RandomCase& random_case) {
      Scenario scenario = random_case.scenario;
      scenario.instances = 1 + static_cast<std::int32_t>(random_case.requests.size() % 3);
      scenario.admission_latency_us = random_case.prefix_tokens % 3;
      return check(run(simulator, scenario, random_case.workload()));
    });
  }
}

/// "" if `holds`; else what was claimed of which request.
std::string claim(bool holds, const char* what, const RequestRecord& record) {
  return holds ? "" : fmt::format("request {}: not {}", record.request.value(), what);
}

/// The first that is not empty.
std::string first_of(std::initializer_list<std::string> texts) {
  const auto found = std::ranges::find_if(texts, [](const auto& text) { return !text.empty(); });
  return found == texts.end() ? "" : *found;
}

// ---------------------------------------------------------------------------------- conservation

std::string conserves_requests(const Run& run) {
  std::map<RequestStatus, std::int64_t> count;
  for (const RequestRecord& record : run.records) ++count[record.status];
  const Summary& s = run.summary;
  const bool all = s.completed + s.dropped == static_cast<std::int64_t>(run.records.size());
  const bool same =
      s.completed == count[RequestStatus::completed] && s.dropped == count[RequestStatus::dropped];
  return all && same ? "" : fmt::format("{} completed, {} dropped", s.completed, s.dropped);
}

std::string conserves_blocks(const Run& run) {
  const std::int64_t usable =
      run.scenario.kv.gpu_blocks - (run.scenario.switches.null_block ? 1 : 0);
  for (const InstanceSummary& instance : run.summary.instances) {
    if (instance.used_blocks != 0) return fmt::format("{} blocks lost", instance.used_blocks);
    if (instance.peak_blocks > usable) return fmt::format("peak of {}", instance.peak_blocks);
  }
  for (const Step& step : run.steps) {
    const std::int64_t most = std::max(step.row.used_blocks_mid, step.row.used_blocks_end);
    if (most > usable) return fmt::format("{} blocks at {}", most, step.row.start_us);
  }
  return "";
}

/// A completed request that was never preempted is computed exactly once: its prompt without what
/// was cached, and every output token but the last.
std::string conserves_tokens(const Run& run) {
  std::vector<std::int64_t> computed(run.records.size(), 0);
  for (const Step& step : run.steps) {
    for (const StepShare& share : step.shares) computed[share.request.index()] += share.tokens;
  }
  for (const RequestRecord& r : run.records) {
    if (r.status != RequestStatus::completed) continue;
    const std::int64_t once = r.input_tokens - r.cached_tokens_first + final_tokens(r) - 1;
    const std::int64_t got = computed[r.request.index()];
    const std::string text = first_of(
        {claim(r.preemptions > 0 || got == once, "computed once", r),
         claim(r.preemptions == 0 || got >= r.input_tokens - r.cached_tokens_last, "computed", r)});
    if (!text.empty()) return text;
  }
  return "";
}

// ------------------------------------------------------------------------------------------ steps

std::string counters_lead_to_totals(const Run& run) {
  std::map<InstanceId, StepRow> last;
  for (const auto& [row, shares] : run.steps) {
    const StepRow& before = last[row.instance];
    const bool grow = row.preemptions >= before.preemptions &&
                      row.stored_blocks >= before.stored_blocks &&
                      row.loaded_blocks >= before.loaded_blocks;
    if (!grow) return fmt::format("step at {}", row.start_us);
    last[row.instance] = row;
  }
  for (const auto& [instance, row] : last) {
    const InstanceSummary& total = run.summary.instances[instance.index()];
    const bool within = row.preemptions <= total.preemptions &&
                        row.stored_blocks <= total.offloaded_blocks &&
                        row.loaded_blocks <= total.reloaded_blocks;
    if (!within) return fmt::format("instance {}", instance.value());
  }
  return "";
}

std::string steps_keep_limits(const Run& run) {
  std::map<InstanceId, TimeUs> free_at_us;
  const BatchSpec& limits = run.scenario.batch;
  for (const auto& [row, shares] : run.steps) {
    std::int64_t tokens = 0;
    std::set<RequestId> requests;
    for (const StepShare& share : shares) {
      tokens += share.tokens;
      requests.insert(share.request);
    }
    const bool within = tokens <= limits.max_tokens_per_step && row.batch <= limits.max_running;
    const bool consistent = tokens == row.prefill_tokens + row.decode_tokens &&
                            requests.size() == shares.size() &&
                            static_cast<std::int32_t>(shares.size()) <= row.batch;
    // The reference may start a step while the one that drained the instance is running.
    const bool serial = row.start_us >= free_at_us[row.instance];
    if (!within || !consistent || !serial) return fmt::format("step at {}", row.start_us);
    free_at_us[row.instance] =
        run.scenario.switches.effects_at_step_end ? row.start_us + row.length_us : row.start_us + 1;
  }
  return "";
}

/// Whether somebody was known to the instance between `from_us` and `to_us`, both included.
bool had_work(const Run& run, InstanceId instance, TimeUs from_us, TimeUs to_us) {
  return std::ranges::any_of(run.records, [&](const RequestRecord& r) {
    return r.instance == instance && r.status == RequestStatus::completed &&
           r.enqueued_us < to_us && finished_us(r) > from_us;
  });
}

/// Served first come first served, an instance pauses only if nobody is there. (With priorities a
/// request may preempt itself in favour of nobody; the next try comes 1 ms later.)
std::string works_when_there_is_work(const Run& run) {
  const bool pauses = run.scenario.preemption.policy != "tail";
  std::map<InstanceId, TimeUs> end_us;
  for (const auto& [row, shares] : run.steps) {
    const TimeUs idle_since_us = end_us.contains(row.instance) ? end_us[row.instance] : 0;
    const bool idle = row.start_us > idle_since_us;
    if (!pauses && idle && had_work(run, row.instance, idle_since_us, row.start_us)) {
      return fmt::format("idle from {} to {}", idle_since_us, row.start_us);
    }
    end_us[row.instance] = row.start_us + row.length_us;
  }
  return "";
}

// ---------------------------------------------------------------------------------------- records

std::string clock_runs_forward(const Run& run) {
  const TimeUs gateway_us = run.scenario.admission_latency_us + run.scenario.routing_latency_us;
  for (const RequestRecord& r : run.records) {
    std::string text = claim(r.routed_us == r.arrival_us + gateway_us, "routed in time", r);
    if (r.status == RequestStatus::completed) {
      text = first_of({text, claim(r.enqueued_us >= r.routed_us, "enqueued after routing", r),
                       claim(r.first_scheduled_us >= r.enqueued_us, "scheduled after queueing", r),
                       claim(r.last_scheduled_us >= r.first_scheduled_us, "first before last", r),
                       claim(r.finish_step_us >= r.last_scheduled_us, "finished after that", r),
                       claim(finished_us(r) <= run.summary.end_us, "finished before the end", r)});
    }
    if (!text.empty()) return text;
  }
  return "";
}

std::string latencies_add_up(const Run& run) {
  const bool real_time = run.scenario.switches.real_time_accounting;
  const auto overhead_us = static_cast<TimeUs>(run.scenario.latency.alpha[2]);
  for (const RequestRecord& r : run.records) {
    if (r.status != RequestStatus::completed) continue;
    const TimeUs on_clock_us = finished_us(r) + overhead_us - r.arrival_us;
    // The reference: overhead for each further token, and the last step and its overhead again.
    const TimeUs off_clock_us =
        real_time ? 0 : r.finish_step_length_us + overhead_us * final_tokens(r);
    const std::string text = first_of(
        {claim(r.ttft_us > r.first_scheduled_us - r.arrival_us, "scheduled before a token", r),
         claim(r.ttft_us <= r.e2e_us, "begun before finished", r),
         claim(r.e2e_us == r.ttft_us + r.itl_sum_us, "the sum of its gaps", r),
         claim(r.e2e_us == on_clock_us + off_clock_us, "finished when its client has it", r),
         claim(r.itl_count == final_tokens(r) - (real_time ? 1 : 0), "one gap per token", r)});
    if (!text.empty()) return text;
  }
  return "";
}

std::string breakdowns_add_up(const Run& run) {
  for (const RequestRecord& r : run.records) {
    if (r.status != RequestStatus::completed || r.breakdown.sum_us() == r.e2e_us) continue;
    return fmt::format("request {}: parts {} of {} us", r.request.value(), r.breakdown.sum_us(),
                       r.e2e_us);
  }
  return "";
}

/// First come, first served: nobody is admitted before somebody who was there earlier.
std::string nobody_overtakes(const Run& run) {
  if (run.scenario.scheduling.policy != "fcfs") return "";
  for (const RequestRecord& a : run.records) {
    for (const RequestRecord& b : run.records) {
      if (a.instance != b.instance || a.status != RequestStatus::completed ||
          b.status != RequestStatus::completed || a.enqueued_us >= b.enqueued_us) {
        continue;
      }
      const std::string text = claim(a.first_scheduled_us <= b.first_scheduled_us, "overtaken", a);
      if (!text.empty()) return text;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("properties: requests are conserved") {
  check_runs(conserves_requests);
}

TEST_CASE("properties: blocks are conserved") {
  check_runs(conserves_blocks);
}

TEST_CASE("properties: tokens are computed once") {
  check_runs(conserves_tokens);
}

TEST_CASE("properties: steps keep the limits and do not overlap") {
  check_runs(steps_keep_limits);
}

TEST_CASE("properties: what steps count grows up to the totals of the instance") {
  check_runs(counters_lead_to_totals);
}

TEST_CASE("properties: no instance rests while somebody waits") {
  check_runs(works_when_there_is_work);
}

TEST_CASE("properties: recorded times follow the path of a request") {
  check_runs(clock_runs_forward);
}

TEST_CASE("properties: latencies add up to the clock") {
  check_runs(latencies_add_up);
}

TEST_CASE("properties: breakdowns add up to the latency") {
  check_runs(breakdowns_add_up);
}

TEST_CASE("properties: first come, first served, nobody overtakes") {
  check_runs(nobody_overtakes);
}

TEST_CASE("properties: the same again, also after something else") {
  Simulator used;
  check_cases(CaseKind::mixture, kCases, [&](const RandomCase& random_case) {
    const Workload workload = random_case.workload();
    const Run first = run(used, random_case.scenario, workload);  // after the case before
    const Run again = run(used, random_case.scenario, workload);
    Simulator fresh;
    const Run alone = run(fresh, random_case.scenario, workload);
    const bool same = first.records == again.records && first.records == alone.records &&
                      first.summary == again.summary && first.summary == alone.summary;
    return same ? "" : "another outcome";
  });
}

namespace {

/// Ten seconds of urgent requests at twice the capacity, and a patient one at 1 s.
Workload urgent_flood() {
  WorkloadBuilder builder;
  for (TimeUs at_us = 0; at_us < 10'000'000; at_us += 10'000) {
    builder.add({.arrival_us = at_us, .tier = SloTier::critical});
    if (at_us == 1'000'000) builder.add({.arrival_us = at_us, .tier = SloTier::sheddable});
  }
  return builder.build();
}

/// One request at a time, 20 ms each.
Scenario narrow(const char* priority) {
  Scenario scenario;
  scenario.switches.async_scheduling = false;
  scenario.latency.beta = {20'000, 0, 0};
  scenario.batch.max_running = 1;
  scenario.scheduling.policy = "priority-fcfs";
  scenario.priority.policy = priority;
  return scenario;
}

}  // namespace

TEST_CASE("properties: a priority that ages lets nobody starve") {
  Scenario scenario = narrow("slo-tiered");
  scenario.priority.parameters["age_weight_per_us"] = 1e-4;
  Simulator simulator;
  const Run made = run(simulator, scenario, urgent_flood());
  const RequestRecord& patient = made.records[101];
  REQUIRE(patient.slo_class == SloClassId(2));
  // Urgency 1 + 1e-4·(age − 200 ms) exceeds 10 + 1e-4·age of who came more than 290 ms later.
  for (const RequestRecord& record : made.records) {
    if (record.arrival_us > patient.arrival_us + 290'000) {
      CHECK(record.first_scheduled_us > patient.first_scheduled_us);
    } else if (record.arrival_us < patient.arrival_us + 290'000 && &record != &patient) {
      CHECK(record.first_scheduled_us < patient.first_scheduled_us);
    }
  }
}

TEST_CASE("properties: a priority that does not age lets the patient wait to the end") {
  Simulator simulator;
  const Run made = run(simulator, narrow("static-tier"), urgent_flood());
  for (const RequestRecord& record : made.records) {
    CHECK(record.first_scheduled_us <= made.records[101].first_scheduled_us);
  }
}

}  // namespace properties_test
