#pragma once

#include <span>
#include <vector>

#include "engine/instance/progress_recorder.h"
#include "engine/instance/request_table.h"

namespace servesweep::engine {

/// A request got its last token. `time_us`: when its client has it.
struct Completion {
  RequestId request;
  TimeUs time_us = 0;
};

/// Requests that leave one instance, each in one way: their records go to the collector, and their
/// slots are free.
class Departures {
 public:
  Departures(RequestTable& table, ProgressRecorder& progress)
      : table_(table), progress_(progress) {}

  /// Everything referred to must outlive the run; `completions` gets one for each completed
  /// request, and may be null.
  void reset(Collector& collector, std::vector<Completion>* completions);

  /// A request got its last token, which its client has at `client_us`; its record is complete.
  void complete(Slot slot, TimeUs client_us);
  /// It can never finish.
  void drop(Slot slot);
  /// The run ends, and these are where `status` says.
  void leave_unfinished(std::span<const Slot> slots, RequestStatus status);

  [[nodiscard]] std::int64_t completed() const { return completed_; }
  [[nodiscard]] std::int64_t dropped() const { return dropped_; }

 private:
  void leave(Slot slot, RequestStatus status);

  RequestTable& table_;
  ProgressRecorder& progress_;
  Collector* collector_ = nullptr;
  std::vector<Completion>* completions_ = nullptr;
  std::int64_t completed_ = 0, dropped_ = 0;
};

}  // namespace servesweep::engine
