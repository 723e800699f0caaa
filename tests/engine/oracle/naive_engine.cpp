#include "tests/engine/oracle/naive_engine.h"

#include <algorithm>

namespace servesweep::engine::oracle {
namespace {

constexpr TimeUs kPauseUs = 1000;  ///< between two tries, if nothing can be computed

}  // namespace

NaiveEngine::NaiveEngine(const Scenario& scenario)
    : scenario_(scenario),
      scheduler_(scenario),
      overhead_us_(static_cast<TimeUs>(scenario.latency.alpha[2])) {}

void NaiveEngine::run(const Workload& workload) {
  prepare(workload);
  if (scenario_.switches.effects_at_step_end) {
    run_effects_at_end();
  } else {
    run_effects_at_start();
  }
}

std::vector<RequestRecord> NaiveEngine::records() const {
  std::vector<RequestRecord> records;
  for (const auto& request : requests_) records.push_back(request->record);
  return records;
}

// ---------------------------------------------------------------------------------------- arrivals

void NaiveEngine::prepare(const Workload& workload) {
  const auto& alpha = scenario_.latency.alpha;
  for (std::size_t i = 0; i < workload.requests.size(); ++i) {
    const Request& given = workload.requests[i];
    requests_.push_back(std::make_unique<NaiveRequest>());
    NaiveRequest& request = *requests_.back();
    request.given = &given;
    request.id = request.record.request = RequestId(static_cast<std::int32_t>(i));
    request.known = given.input_tokens;
    RequestRecord& record = request.record;
    record.instance = InstanceId(0);
    record.slo_class = given.slo_class;
    record.tenant = given.tenant;
    record.input_tokens = given.input_tokens;
    record.output_tokens = given.output_tokens;
    record.arrival_us = given.arrival_us;
    record.routed_us =
        given.arrival_us + scenario_.admission_latency_us + scenario_.routing_latency_us;
    record.enqueued_us =
        record.routed_us + static_cast<TimeUs>(alpha[0] + alpha[1] * given.input_tokens);
    arriving_.push_back(&request);
  }
  std::ranges::stable_sort(arriving_, {},
                           [](const NaiveRequest* request) { return request->record.enqueued_us; });
}

TimeUs NaiveEngine::next_arrival_us() const {
  return arrived_ < arriving_.size() ? arriving_[arrived_]->record.enqueued_us : kForever;
}

/// The next request reaches the queue, or is refused because it can never fit.
void NaiveEngine::enqueue_next() {
  NaiveRequest& request = *arriving_[arrived_++];
  end_us_ = std::max(end_us_, request.record.enqueued_us);
  const std::int32_t output =
      scenario_.switches.refuse_oversized ? request.final_tokens() : 0;  // else: the prompt alone
  if (scheduler_.blocks_for(request.given->input_tokens + output) > scheduler_.pool().usable()) {
    request.record.enqueued_us = kNever;
    request.record.status = RequestStatus::dropped;
    return;
  }
  scheduler_.queue(request, request.record.enqueued_us);
}

// ------------------------------------------------------------------------------------------- clock

/// vLLM: results count when their step has ended. Asynchronously, one more step is planned while
/// one is being executed.
void NaiveEngine::run_effects_at_end() {
  const std::size_t depth = scenario_.switches.async_scheduling ? 2 : 1;
  TimeUs now_us = 0;
  for (;;) {
    if (in_flight_.empty() && !scheduler_.unfinished()) {  // asleep until something arrives
      if (next_arrival_us() == kForever) return;
      scheduler_.loads().poll(now_us);
      now_us = next_arrival_us();
      scheduler_.loads().poll(now_us);
      while (next_arrival_us() <= now_us) enqueue_next();
    }
    while (in_flight_.size() < depth && scheduler_.unfinished()) {
      if (!launch_step(now_us)) break;
    }
    scheduler_.loads().poll(now_us);
    const bool pauses = in_flight_.empty();
    if (pauses && !scheduler_.unfinished()) continue;
    now_us = pauses ? now_us + kPauseUs : std::max(now_us, in_flight_.front().end_us);
    while (next_arrival_us() <= now_us) enqueue_next();
    if (pauses) continue;
    NaiveStep step = std::move(in_flight_.front());
    in_flight_.pop_front();
    end_us_ = std::max(end_us_, step.end_us);
    process(step);
  }
}

/// Plans the next step and sends it off behind the one in flight; false if there is nothing to do.
bool NaiveEngine::launch_step(TimeUs now_us) {
  const TimeUs start_us = in_flight_.empty() ? now_us : std::max(now_us, in_flight_.back().end_us);
  NaiveStep step{.start_us = start_us, .shares = scheduler_.schedule(now_us, start_us)};
  if (step.shares.empty() && scenario_.switches.free_empty_steps) return false;
  const TimeUs computed_us = start_us + length_us(step.shares);
  step.end_us = std::max(computed_us, scheduler_.loads().take_awaited_until_us());
  scheduler_.book_stall(step.end_us - computed_us);
  in_flight_.push_back(std::move(step));
  return true;
}

/// The reference: what a step yields counts from its start on, and an instance that has nothing
/// left after that takes new work at once.
void NaiveEngine::run_effects_at_start() {
  TimeUs next_step_us = kForever;
  for (;;) {
    if (next_arrival_us() != kForever && next_arrival_us() <= next_step_us) {
      if (next_step_us == kForever) {
        next_step_us = next_arrival_us();
        scheduler_.loads().poll(next_step_us);
      }
      enqueue_next();
      continue;
    }
    if (next_step_us == kForever) return;
    NaiveStep step{.start_us = next_step_us,
                   .shares = scheduler_.schedule(next_step_us, next_step_us)};
    const TimeUs computed_us = step.start_us + length_us(step.shares);
    step.end_us = std::max(computed_us, scheduler_.loads().take_awaited_until_us());
    scheduler_.book_stall(step.end_us - computed_us);
    end_us_ = std::max(end_us_, step.start_us);
    process(step);
    scheduler_.loads().poll(next_step_us);
    next_step_us = scheduler_.unfinished() ? steps_.back().end_us : kForever;
  }
}

TimeUs NaiveEngine::length_us(const std::vector<NaiveShare>& shares) const {
  double prefill = 0, decode = 0;
  for (const NaiveShare& share : shares) (share.prefill ? prefill : decode) += share.tokens;
  const auto& beta = scenario_.latency.beta;
  return static_cast<TimeUs>(beta[0] + beta[1] * prefill + beta[2] * decode);
}

// ----------------------------------------------------------------------------------------- results

void NaiveEngine::process(NaiveStep& step) {
  const TimeUs now_us = scenario_.switches.effects_at_step_end ? step.end_us : step.start_us;
  for (const NaiveShare& share : step.shares) {
    if (share.prefill && share.tokens > 0)
      scheduler_.loads().offer(*share.request, share.computed, now_us);
  }
  for (const NaiveShare& share : step.shares) {
    if (!share.yields) continue;
    record_token(*share.request, step);
    scheduler_.deliver(*share.request);
    if (share.request->record.status == RequestStatus::completed) {
      record_finish(*share.request, step);
      end_us_ = std::max(end_us_, step.end_us);
    }
  }
  step.free_after = scheduler_.pool().free();
  steps_.push_back(std::move(step));
}

void NaiveEngine::record_token(NaiveRequest& request, const NaiveStep& step) const {
  RequestRecord& record = request.record;
  if (record.ttft_us == kNever) {
    record.ttft_us = step.end_us + overhead_us_ - record.arrival_us;
  } else if (!scenario_.switches.real_time_accounting) {
    record.itl_sum_us += step.end_us - request.last_token_us + overhead_us_;
    ++record.itl_count;
  }
  request.last_token_us = step.end_us;
}

void NaiveEngine::record_finish(NaiveRequest& request, const NaiveStep& step) const {
  RequestRecord& record = request.record;
  record.finish_step_us = step.start_us;
  record.finish_step_length_us = step.end_us - step.start_us;
  if (scenario_.switches.real_time_accounting) {
    record.itl_sum_us = step.end_us + overhead_us_ - record.arrival_us - record.ttft_us;
    record.itl_count = request.final_tokens() - 1;
  } else {  // the reference counts the last step twice
    record.itl_sum_us += record.finish_step_length_us + overhead_us_;
    ++record.itl_count;
  }
  record.e2e_us = record.ttft_us + record.itl_sum_us;
}

}  // namespace servesweep::engine::oracle
