#include "engine/metrics/measuring_window.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/simulate.h"
#include "tests/engine/oracle/random_case.h"

namespace measuring_window_test {

using namespace servesweep::engine;
using namespace servesweep::engine::oracle;

namespace {

/// Completed requests end 200 ms after they come, in a step of 50 ms.
RequestRecord record(TimeUs arrival_us, RequestStatus status, TimeUs ttft_us) {
  RequestRecord made;
  made.finish_step_us = arrival_us + 150'000;
  made.finish_step_length_us = 50'000;
  made.status = status;
  made.arrival_us = arrival_us;
  made.ttft_us = ttft_us;
  made.input_tokens = 100;
  made.output_tokens = 11;
  made.itl_count = 4;
  made.preemptions = 1;
  if (ttft_us != kNever) made.enqueued_us = arrival_us;
  return made;
}

Summary summary_of(const MeasuringWindow& window) {
  Summary summary;
  summary.end_us = 3'000'000;
  window.apply(summary);
  return summary;
}

}  // namespace

TEST_CASE("measuring window: figures of the requests that arrive in it, by hand") {
  MeasuringWindow window;
  window.reset(TimeUs{1'000'000}, true);
  CHECK_FALSE(window.take(record(999'999, RequestStatus::completed, 50), true));
  CHECK_FALSE(window.take(record(700'000, RequestStatus::completed, 50), true));
  CHECK_FALSE(window.take(record(0, RequestStatus::waiting, kNever), false));
  CHECK(window.take(record(1'000'000, RequestStatus::completed, 100), true));
  CHECK(window.take(record(1'400'000, RequestStatus::completed, 300), false));
  CHECK(window.take(record(1'500'000, RequestStatus::running, 400), false));  // the middle itself
  CHECK(window.take(record(2'000'000, RequestStatus::completed, 1000), true));
  CHECK(window.take(record(1'700'000, RequestStatus::dropped, kNever), false));
  CHECK(window.take(record(kNever, RequestStatus::unrouted, kNever), false));  // never sent
  CHECK(window.unfinished_before() == 1);

  const Summary summary = summary_of(window);
  CHECK(summary.measure_from_us == 1'000'000);
  CHECK(summary.warm_up == 3);
  CHECK(summary.completed == 3);
  CHECK(summary.running == 1);
  CHECK(summary.waiting == 0);
  CHECK(summary.dropped == 1);
  CHECK(summary.input_tokens == 400);
  CHECK(summary.output_tokens == 3 * 11 + 1 + 4);
  CHECK(summary.preemptions == 6);
  CHECK(summary.preemption_rate == 2);
  REQUIRE(summary.halves.has_value());
  CHECK(summary.halves->first_ttft_us == doctest::Approx(800.0 / 3));
  CHECK(summary.halves->second_ttft_us == 1000);
  // Between 1 and 2 s end those that came at 0.999999, 1 and 1.4 s; at 0.9 and 2.2 s two others.
  CHECK(summary.requests_per_s == 3);
  CHECK(summary.goodput_per_s == 2);
  CHECK(summary.output_tokens_per_s == 33);
}

TEST_CASE("measuring window: without first tokens, as the reference counts") {
  MeasuringWindow window;
  window.reset(TimeUs{0}, false);
  CHECK(window.take(record(0, RequestStatus::completed, 50), true));
  CHECK(summary_of(window).output_tokens == 10);
  CHECK_FALSE(summary_of(window).halves.has_value());  // nobody arrives in the second half
}

TEST_CASE("measuring window: nothing of the run before is left, and no window is no window") {
  MeasuringWindow window;
  window.reset(TimeUs{10}, true);
  CHECK_FALSE(window.take(record(0, RequestStatus::waiting, kNever), false));
  CHECK(window.take(record(20, RequestStatus::completed, 5), true));
  window.reset(TimeUs{0}, true);
  const Summary summary = summary_of(window);
  CHECK(summary.warm_up == 0);
  CHECK(summary.completed == 0);
  CHECK(summary.requests_per_s == 0);
  CHECK(summary.preemption_rate == 0);
  CHECK(window.unfinished_before() == 0);
  CHECK(window.is_given());
  window.reset(std::nullopt, true);
  CHECK_FALSE(window.is_given());
  CHECK(window.begin_us() == 0);
}

namespace {

/// Sums over the records of requests that arrive in a window.
struct Sums {
  std::int64_t requests = 0, completed = 0, gaps = 0, preemptions = 0;
  TimeUs gap_us = 0;
};

Sums sums_of(const std::vector<RequestRecord>& records, TimeUs from_us) {
  Sums sums;
  for (const RequestRecord& one : records) {
    if (one.arrival_us < from_us) continue;
    ++sums.requests;
    sums.preemptions += one.preemptions;
    if (one.status != RequestStatus::completed) continue;
    ++sums.completed;
    sums.gaps += one.itl_count;
    sums.gap_us += one.itl_sum_us;
  }
  return sums;
}

/// What a window's figures are not, of those that its records give; "" if they agree.
std::string disagreement(const Summary& part, const std::vector<RequestRecord>& records) {
  const Sums sums = sums_of(records, part.measure_from_us);
  const auto all = static_cast<std::int64_t>(records.size());
  if (part.requests != sums.requests || part.warm_up != all - sums.requests) return "requests";
  if (part.completed != sums.completed || part.e2e.count != sums.completed) return "completed";
  if (part.preemptions != sums.preemptions) return "preemptions";
  if (part.itl.count != sums.gaps) {
    return fmt::format("{} gaps in place of {} from {} on", part.itl.count, sums.gaps,
                       part.measure_from_us);
  }
  const double gap_us = part.itl.mean_us * static_cast<double>(part.itl.count);
  if (std::abs(gap_us - static_cast<double>(sums.gap_us)) > 0.5) return "sum of gaps";
  return "";
}

/// A run with a window is the run without; its figures are those of the window's requests, and a
/// window of everything gives what none gives.
std::string check_windows(Simulator& simulator, const RandomCase& random_case) {
  const Workload workload = random_case.workload();
  simulator.configure(random_case.scenario);
  std::vector<RequestRecord> records(workload.requests.size()), again(workload.requests.size());
  const Summary whole = simulator.run(workload, records);
  const TimeUs last_us = workload.requests.empty() ? 0 : workload.requests.back().arrival_us;
  for (const TimeUs from_us : {TimeUs{0}, last_us / 3, last_us / 2 + 1, last_us, last_us + 1}) {
    const Summary part = simulator.run(workload, again, {.measure_from_us = from_us});
    if (records != again) return "the run changed";
    if (whole.instances != part.instances || whole.end_us != part.end_us) return "instances";
    if (part.measure_from_us != from_us) return "the window";
    if (std::string text = disagreement(part, records); !text.empty()) return text;
    if (from_us > 0) continue;
    Summary same = part;
    same.halves.reset();
    // Counters of instances hold the tokens of dropped requests, which no record does; and the
    // reference's miss those that preempted requests got again.
    const bool is_exact = whole.dropped + whole.preemptions == 0;
    const bool in_real_time = random_case.scenario.switches.real_time_accounting;
    if (is_exact || (in_real_time && whole.dropped == 0)) {
      if (same.output_tokens != whole.output_tokens) return "output tokens";
    }
    same.output_tokens = whole.output_tokens;
    // Rates are of another stretch of time.
    same.requests_per_s = whole.requests_per_s;
    same.goodput_per_s = whole.goodput_per_s;
    same.output_tokens_per_s = whole.output_tokens_per_s;
    if (same != whole) return "a window of everything";
  }
  return "";
}

}  // namespace

TEST_CASE("measuring window: of any run, figures of its requests' records") {
  Simulator simulator;
  const CaseCheck check = [&](const RandomCase& drawn) { return check_windows(simulator, drawn); };
  for (const CaseKind kind : {CaseKind::reference, CaseKind::vllm_synchronous,
                              CaseKind::vllm_asynchronous, CaseKind::loads_mixture}) {
    check_cases(kind, 300, check);
  }
}

}  // namespace measuring_window_test
