#include "sweep/saturation/load_measure.h"

#include <vector>

#include "engine/metrics/slo_targets.h"
#include "engine/workload/generated_requests.h"
#include "engine/workload/workload_source.h"
#include "sweep/saturation/arrival_watch.h"
#include "sweep/saturation/backlog_growth.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

using engine::RequestStatus;

/// Keeps of every record when its request was in the cluster, and whether it got what it should.
class StayTable final : public engine::RecordSink {
 public:
  explicit StayTable(const engine::WorkloadHeader& header) : header_(header) {}

  void record(const engine::RequestRecord& record) override {
    ++requests_;
    if (record.arrival_us == engine::kNever) {
      ++unsent_;
      return;
    }
    const bool is_served = engine::meets_targets(record, header_.classes[record.slo_class.index()]);
    stays_.push_back({record.arrival_us, leave_us(record), is_served});
    if (record.status == RequestStatus::completed) time_us_ += static_cast<double>(record.e2e_us);
  }

  [[nodiscard]] const std::vector<Stay>& stays() const { return stays_; }
  [[nodiscard]] std::int64_t requests() const { return requests_; }
  [[nodiscard]] double time_us() const { return time_us_; }

  /// Turns that were never sent, as one before them failed, count as missed.
  [[nodiscard]] double goodput(const TimeWindow& window) const {
    double served = 0, all = static_cast<double>(unsent_);
    for (const Stay& stay : stays_) {
      if (!window.contains(stay.arrival_us)) continue;
      ++all;
      if (stay.is_served) ++served;
    }
    return all == 0 ? 0 : served / all;
  }

 private:
  [[nodiscard]] static engine::TimeUs leave_us(const engine::RequestRecord& record) {
    switch (record.status) {
      case RequestStatus::completed:
        return record.arrival_us + record.e2e_us;
      case RequestStatus::rejected:
      case RequestStatus::dropped:
        return record.arrival_us;
      case RequestStatus::waiting:
      case RequestStatus::running:
      case RequestStatus::unrouted:
        break;
    }
    return engine::kForever;
  }

  const engine::WorkloadHeader& header_;
  std::vector<Stay> stays_;
  std::int64_t requests_ = 0, unsent_ = 0;
  double time_us_ = 0;  ///< of completed requests, from arrival to the last token
};

LoadMeasure measured_load(engine::Simulator& simulator, engine::RequestSource& source) {
  ArrivalWatch watch(source);
  StayTable table(source.header());
  (void)simulator.run(watch, {.records = &table});
  LoadMeasure measure;
  measure.requests = table.requests();
  if (watch.starts() == 0) return measure;
  const auto starts = static_cast<double>(watch.starts());
  const engine::TimeUs span_us = watch.last_start_us() - watch.first_start_us();
  const TimeWindow window{watch.first_start_us() + span_us / 2, watch.last_start_us()};
  measure.goodput = table.goodput(window);
  measure.growth = backlog_growth(table.stays(), window);
  measure.arrival_s = static_cast<double>(span_us) / 1e6;
  measure.stay_s = (table.time_us() + watch.pauses_us()) / starts / 1e6;
  measure.rate_per_s = span_us > 0 ? (starts - 1) / measure.arrival_s : 0;
  return measure;
}

}  // namespace

LoadMeasure measure_load(engine::Simulator& simulator, const WorkloadFile& file,
                         std::uint64_t seed) {
  if (!file.trace) {
    engine::GeneratedRequests requests(file.spec);
    requests.restart(seed);
    return measured_load(simulator, requests);
  }
  const engine::Workload workload = make_workload(file, seed);
  engine::WorkloadSource source;
  source.reset(workload);
  return measured_load(simulator, source);
}

}  // namespace servesweep::sweep
