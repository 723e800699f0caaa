#include "sweep/cli/saturation_view.h"

#include <algorithm>

namespace servesweep::sweep {

std::string SaturationView::unit() const {
  const bool has_sessions =
      workload.trace ? workload.trace->has_sessions()
                     : std::ranges::any_of(workload.spec.clients, [](const auto& client) {
                         return client.session.has_value();
                       });
  return has_sessions ? "conversations/s" : "requests/s";
}

}  // namespace servesweep::sweep
