#pragma once

#include <optional>
#include <span>

#include "engine/workload/workload.h"

namespace servesweep::engine {

/// A request with the id it has in its workload.
struct NumberedRequest {
  RequestId id;
  Request request;
};

/// The requests of one run, read once from the first to the last, so that nobody has to hold all of
/// them: a run over a source takes memory for the requests under way only. In batches, which makes
/// the virtual call cost nothing per request.
class RequestSource {
 public:
  virtual ~RequestSource() = default;

  /// Valid and unchanged while requests are read.
  [[nodiscard]] virtual const WorkloadHeader& header() const = 0;

  /// The next requests, in the order of Workload; none when there are no more. Ids count on from
  /// batch to batch, from 0. A request that follows another one is in the same batch. The batch is
  /// valid until the next call, the content of its requests as long as the source. Throws Problem
  /// at an unusable request.
  [[nodiscard]] virtual std::span<const Request> next_batch() = 0;

  /// Closed loop: the request that follows `earlier`, which was in a batch. Given out once.
  [[nodiscard]] virtual std::optional<NumberedRequest> take_follower(RequestId earlier) = 0;

  /// Any follower out of the batches so far that nobody has taken; nothing if there is none.
  [[nodiscard]] virtual std::optional<NumberedRequest> take_leftover() = 0;
};

}  // namespace servesweep::engine
