#pragma once

#include <string>
#include <vector>

#include "engine/workload/request.h"

namespace servesweep::engine {

/// What the requests of one seed have in common.
struct WorkloadHeader {
  std::uint64_t seed = 0;    ///< also of what policies draw, such as predictors
  bool closed_loop = false;  ///< some request may follow another one
  std::vector<SloClass> classes;
  std::vector<std::string> tenants;
};

/// Requests of one seed with the names their ids point to. The position of a request is its
/// RequestId. Requests that follow no other come in order of arrival; those that do stand anywhere
/// behind the one they follow. Movable, not copyable: requests point into `segments`.
struct Workload : WorkloadHeader {
  Workload() = default;
  Workload(Workload&&) = default;
  Workload& operator=(Workload&&) = default;
  Workload(const Workload&) = delete;
  Workload& operator=(const Workload&) = delete;
  ~Workload() = default;

  std::int32_t chains = 0;  ///< number of distinct shared content streams
  std::vector<Segment>
      segments;  ///< storage behind Request::content; not resized once requests exist
  std::vector<Request> requests;
};

}  // namespace servesweep::engine
