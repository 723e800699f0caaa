#include "io/hdf5/breakdown_columns.h"

#include <utility>

#include "io/hdf5/wrapping.h"

namespace servesweep::io {
namespace {

using engine::kNever;
using engine::LatencyBreakdown;
using engine::RequestRecord;
using engine::TimeUs;
using Part = TimeUs LatencyBreakdown::*;

/// How a part follows from the record and its other parts, as far as it does: 0 if something that
/// it follows from never happened.
struct Prediction {
  Part part;
  TimeUs (*value)(const RequestRecord&);
};

constexpr std::array kWaits{&LatencyBreakdown::wait_budget_us, &LatencyBreakdown::wait_slots_us,
                            &LatencyBreakdown::wait_memory_us, &LatencyBreakdown::wait_order_us};
/// What the time to the first token holds besides batching.
constexpr std::array kBeforeFirstToken{
    &LatencyBreakdown::gateway_us,    &LatencyBreakdown::delivery_us,
    &LatencyBreakdown::wait_step_us,  &LatencyBreakdown::wait_budget_us,
    &LatencyBreakdown::wait_slots_us, &LatencyBreakdown::wait_memory_us,
    &LatencyBreakdown::wait_order_us, &LatencyBreakdown::load_us,
    &LatencyBreakdown::prefill_us,    &LatencyBreakdown::chunking_us};

template <std::size_t N>
TimeUs without(TimeUs whole, const std::array<Part, N>& parts, const RequestRecord& record) {
  for (const Part part : parts) whole = minus(whole, record.breakdown.*part);
  return whole;
}

/// In an order in which each follows from parts in front of it and from parts without prediction.
constexpr std::array<Prediction, 6> kPredictions{{
    {&LatencyBreakdown::gateway_us,
     [](const RequestRecord& r) {
       return r.routed_us == kNever ? 0 : minus(r.routed_us, r.arrival_us);
     }},
    {&LatencyBreakdown::delivery_us,
     [](const RequestRecord& r) {
       return r.enqueued_us == kNever ? 0 : minus(r.enqueued_us, r.routed_us);
     }},
    {&LatencyBreakdown::wait_step_us,
     [](const RequestRecord& r) {
       if (r.first_scheduled_us == kNever) return TimeUs{0};
       return without(minus(r.first_scheduled_us, r.enqueued_us), kWaits, r);
     }},
    {&LatencyBreakdown::batching_us,
     [](const RequestRecord& r) {
       return r.ttft_us == kNever ? 0 : without(r.ttft_us, kBeforeFirstToken, r);
     }},
    {&LatencyBreakdown::output_us,
     [](const RequestRecord& r) {
       if (r.e2e_us == kNever) return TimeUs{0};
       const TimeUs step_end_us = plus(r.finish_step_us, r.finish_step_length_us);
       return minus(r.e2e_us, minus(step_end_us, r.arrival_us));
     }},
    {&LatencyBreakdown::decode_us,
     [](const RequestRecord& r) {
       TimeUs rest = r.e2e_us == kNever ? 0 : r.e2e_us;
       for (const engine::BreakdownPart& part : engine::kBreakdown) {
         const bool other = part.time_us != &LatencyBreakdown::decode_us;
         if (other && r.e2e_us != kNever) rest = minus(rest, r.breakdown.*part.time_us);
       }
       return rest;
     }},
}};

/// The position of what a prediction is of: known to the compiler, which makes one function of all.
template <std::size_t prediction>
constexpr std::size_t kPredicted = [] {
  std::size_t i = 0;
  while (engine::kBreakdown[i].time_us != kPredictions[prediction].part) ++i;
  return i;
}();

}  // namespace

const std::array<RequestColumnInfo, engine::kBreakdownParts>& breakdown_info() {
  static constexpr std::array<RequestColumnInfo, engine::kBreakdownParts> kInfo{{
      {"time_gateway_diff_us", "us", "admission and routing",
       "time_gateway_us = diff + (routed_us - arrival_us if routed_us >= 0, else 0)"},
      {"time_delivery_diff_us", "us", "transport and tokenisation, routing to queue",
       "time_delivery_us = diff + (enqueued_us - routed_us if enqueued_us >= 0, else 0)"},
      {"time_wait_step_diff_us", "us", "in the queue until the next step began",
       "time_wait_step_us = diff + (first_scheduled_us - enqueued_us - the four other time_wait_ "
       "parts if first_scheduled_us >= 0, else 0)"},
      {"time_wait_budget_us", "us", "waiting for tokens of the step budget", ""},
      {"time_wait_slots_us", "us", "waiting for a place in the batch", ""},
      {"time_wait_memory_us", "us", "waiting for KV blocks", ""},
      {"time_wait_order_us", "us", "waiting for later requests that went first", ""},
      {"time_load_us", "us", "loading cached KV from a lower tier", ""},
      {"time_prefill_us", "us", "computing the uncached prompt alone", ""},
      {"time_chunking_us", "us", "further steps because the prompt was cut", ""},
      {"time_batching_diff_us", "us", "others' tokens in the steps of the prompt",
       "time_batching_us = diff + (ttft_us - the ten time_ parts in front of it if ttft_us >= 0, "
       "else 0)"},
      {"time_preemption_us", "us", "from losing its KV to the next token", ""},
      {"time_decode_diff_us", "us", "steps of its tokens after the first",
       "time_decode_us = diff + (e2e_us - the thirteen other time_ parts if e2e_us >= 0, else 0)"},
      {"time_output_diff_us", "us", "output overhead",
       "time_output_us = diff + (arrival_us + e2e_us - finish_step_us - finish_step_length_us if "
       "e2e_us >= 0, else 0)"},
  }};
  return kInfo;
}

BreakdownRow encode_breakdown(const RequestRecord& record) {
  BreakdownRow row{};
  for (std::size_t i = 0; i < row.size(); ++i) {
    row[i] = record.breakdown.*engine::kBreakdown[i].time_us;
  }
  const auto subtract = [&]<std::size_t... P>(std::index_sequence<P...>) {
    ((row[kPredicted<P>] = minus(row[kPredicted<P>], kPredictions[P].value(record))), ...);
  };
  subtract(std::make_index_sequence<kPredictions.size()>());
  return row;
}

void decode_breakdown(const BreakdownRow& row, RequestRecord& record) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    record.breakdown.*engine::kBreakdown[i].time_us = row[i];
  }
  for (const Prediction& prediction : kPredictions) {
    TimeUs& time_us = record.breakdown.*prediction.part;
    time_us = plus(time_us, prediction.value(record));
  }
}

}  // namespace servesweep::io
