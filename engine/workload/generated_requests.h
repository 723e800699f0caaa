#pragma once

#include <vector>

#include "engine/workload/follower_shelf.h"
#include "engine/workload/request_check.h"
#include "engine/workload/request_drawer.h"
#include "engine/workload/request_source.h"

namespace servesweep::engine {

/// The requests of a recipe as a source: the same ones that a Workload of that seed holds, drawn
/// when they are wanted. Every recipe can be read this way. What grows with the run is 8 or 16
/// bytes of content per conversation that accumulates its context, and, in a closed loop, the
/// further turns of conversations that have begun and not ended.
class GeneratedRequests final : public RequestSource {
 public:
  /// Throws Problem if `spec` is invalid.
  explicit GeneratedRequests(const WorkloadSpec& spec);

  /// To the first request of that seed; before every run.
  void restart(std::uint64_t seed);

  [[nodiscard]] const WorkloadHeader& header() const override { return header_; }
  [[nodiscard]] std::span<const Request> next_batch() override;
  [[nodiscard]] std::optional<NumberedRequest> take_follower(RequestId earlier) override;
  [[nodiscard]] std::optional<NumberedRequest> take_leftover() override;

 private:
  static constexpr std::size_t kBatch = 256;  ///< requests, or more to complete a conversation

  RequestDrawer drawer_;
  WorkloadHeader header_;
  RequestCheck check_;
  std::int32_t next_ = 0;  ///< id of the next request
  std::vector<Request> batch_;
  FollowerShelf followers_;
};

}  // namespace servesweep::engine
