#pragma once

#include <set>
#include <tuple>
#include <vector>

#include "engine/workload/request_source.h"

namespace servesweep::engine {

/// The future, for bounds only: a source that has read all requests of another one in advance, and
/// tells who will ask for which content. Holds all requests in memory.
///
/// A request that arrives by itself is known from the beginning, one that follows another from the
/// moment at which that one is complete: its last token plus the think time. Until a request leaves
/// its instance it counts as about to ask.
class ForeseenRequests final : public RequestSource {
 public:
  /// Reads `source` to its end; it must outlive the run.
  void reset(RequestSource& source);

  [[nodiscard]] const WorkloadHeader& header() const override { return source_->header(); }
  [[nodiscard]] std::span<const Request> next_batch() override;
  [[nodiscard]] std::optional<NumberedRequest> take_follower(RequestId earlier) override {
    return source_->take_follower(earlier);
  }
  [[nodiscard]] std::optional<NumberedRequest> take_leftover() override {
    return source_->take_leftover();
  }

  /// The client has the last token at `time_us`: the request asks no more, its follower will.
  void complete(RequestId request, TimeUs time_us);
  /// It was rejected or dropped: it asks no more.
  void leave(RequestId request);
  /// The earliest arrival among the requests that will ask for this chain; kForever if none will.
  [[nodiscard]] TimeUs next_use_us(ChainId chain) const;

 private:
  using Use = std::tuple<ChainId, TimeUs, RequestId>;

  void expect(RequestId request, TimeUs arrival_us);

  RequestSource* source_ = nullptr;
  std::vector<Request> requests_;
  std::vector<TimeUs> arrival_us_;  ///< kNever: not known yet, or gone
  std::vector<RequestId> follower_;
  std::set<Use> uses_;
  bool was_read_ = false;
};

}  // namespace servesweep::engine
