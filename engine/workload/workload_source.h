#pragma once

#include <vector>

#include "engine/workload/request_source.h"

namespace servesweep::engine {

/// A workload in memory as a source: one batch. Keeps its memory from run to run.
class WorkloadSource final : public RequestSource {
 public:
  /// A new run; the workload must outlive it. Throws Problem at an unusable request.
  void reset(const Workload& workload);

  [[nodiscard]] const WorkloadHeader& header() const override { return *workload_; }
  [[nodiscard]] std::span<const Request> next_batch() override;
  [[nodiscard]] std::optional<NumberedRequest> take_follower(RequestId earlier) override;
  [[nodiscard]] std::optional<NumberedRequest> take_leftover() override;

 private:
  [[nodiscard]] NumberedRequest take(RequestId id);

  const Workload* workload_ = nullptr;
  bool was_read_ = false;
  // ---- closed loop only
  std::vector<RequestId> follower_;  ///< per request: who follows it
  std::vector<bool> here_;           ///< per request: a follower that nobody has taken
  std::size_t next_leftover_ = 0;
};

}  // namespace servesweep::engine
