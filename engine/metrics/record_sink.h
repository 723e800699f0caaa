#pragma once

#include <span>

#include "engine/metrics/request_record.h"

namespace servesweep::engine {

/// Receives the record of every request once, when it has left or the run has ended: in any order.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void record(const RequestRecord& record) = 0;
};

/// The request table: row = RequestId.
class RecordTable final : public RecordSink {
 public:
  /// One row per request; must outlive the table.
  explicit RecordTable(std::span<RequestRecord> rows) : rows_(rows) {}
  void record(const RequestRecord& record) override { rows_[record.request.index()] = record; }

 private:
  std::span<RequestRecord> rows_;
};

}  // namespace servesweep::engine
