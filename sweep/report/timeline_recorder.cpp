#include "sweep/report/timeline_recorder.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using engine::TimeUs;

}  // namespace

TimelineRecorder::TimelineRecorder(std::size_t instances, std::size_t bins)
    : arrivals_(bins), completions_(bins) {
  instances_.resize(instances);
  for (Instance& one : instances_) {
    one.curves.assign(kInstanceSignals, ThinnedCurve(bins));
  }
}

void TimelineRecorder::step(const engine::StepRow& row) {
  Instance& instance = instances_[row.instance.index()];
  const TimeUs end_us = row.start_us + row.length_us;
  if (instance.end_us >= 0 && row.start_us > instance.end_us) stop(instance);
  add(instance, InstanceSignal::waiting, row.start_us, row.waiting_after);
  add(instance, InstanceSignal::running, row.start_us, row.batch);
  add(instance, InstanceSignal::tokens, row.start_us,
      static_cast<double>(row.prefill_tokens + row.decode_tokens));
  add(instance, InstanceSignal::step_length, row.start_us,
      static_cast<double>(row.length_us) / kUsPerMs);
  add(instance, InstanceSignal::kv_blocks, end_us, static_cast<double>(row.used_blocks_end));
  add(instance, InstanceSignal::preemptions, end_us, static_cast<double>(row.preemptions));
  add(instance, InstanceSignal::stored, end_us, static_cast<double>(row.stored_blocks));
  add(instance, InstanceSignal::loaded, end_us, static_cast<double>(row.loaded_blocks));
  instance.end_us = std::max(instance.end_us, end_us);
}

void TimelineRecorder::record(const engine::RequestRecord& record) {
  arrivals_.add(record.arrival_us);
  if (record.status == engine::RequestStatus::completed) {
    completions_.add(record.arrival_us + record.e2e_us);
  }
}

void TimelineRecorder::close() {
  for (Instance& one : instances_) {
    if (one.end_us >= 0) stop(one);
  }
}

/// Its last step is over, and no other follows at once.
void TimelineRecorder::stop(Instance& instance) {
  add(instance, InstanceSignal::running, instance.end_us, 0);
  add(instance, InstanceSignal::tokens, instance.end_us, 0);
}

bool TimelineRecorder::has(InstanceSignal signal) const {
  return std::ranges::any_of(instances_, [&](const Instance& one) {
    const ThinnedCurve& curve = one.curves[static_cast<std::size_t>(signal)];
    return !curve.empty() && curve.highest() > 0;
  });
}

std::vector<std::size_t> TimelineRecorder::busiest(std::size_t most) const {
  std::vector<std::size_t> order(instances_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) {
    return curve(i, InstanceSignal::waiting).highest();
  });
  order.resize(std::min(most, order.size()));
  std::ranges::sort(order);
  return order;
}

}  // namespace servesweep::sweep
