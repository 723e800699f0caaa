#pragma once

#include <vector>

#include "engine/metrics/request_record.h"

namespace servesweep::engine {

/// How many requests are in the system over time: what Little's law relates.
class SystemOccupancy {
 public:
  void reset();

  /// Rejected and dropped requests do not count: nothing tells when they left. Nor do turns of a
  /// conversation that were never sent.
  void add(const RequestRecord& record);

  /// Requests that entered up to `end_us`, those of them that have not left, and the µs that all of
  /// them spent inside until then.
  struct Total {
    std::int64_t entered = 0, still_inside = 0;
    TimeUs inside_us = 0;
  };
  [[nodiscard]] Total until(TimeUs end_us) const;

 private:
  std::int64_t left_ = 0;
  TimeUs inside_us_ = 0;              ///< of those that left
  std::vector<TimeUs> still_inside_;  ///< arrival times of the others
};

}  // namespace servesweep::engine
