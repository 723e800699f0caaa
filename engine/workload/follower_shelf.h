#pragma once

#include <optional>
#include <vector>

#include "engine/workload/request_source.h"

namespace servesweep::engine {

/// Requests that wait for the one they follow to be answered. They are put down in order of ids;
/// looked up by halving, taken in amortised constant time.
class FollowerShelf {
 public:
  void clear();

  /// Precondition: `request` follows another one, a later one than those put down before.
  void put(RequestId id, const Request& request);

  /// The request that follows `earlier`, if it is here.
  [[nodiscard]] std::optional<NumberedRequest> take(RequestId earlier);
  /// The last one put down of those that are here.
  [[nodiscard]] std::optional<NumberedRequest> take_last();

 private:
  std::vector<NumberedRequest> shelf_;  ///< by follows; those taken have no id
  std::size_t taken_ = 0;
};

}  // namespace servesweep::engine
