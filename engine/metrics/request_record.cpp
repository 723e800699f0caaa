#include "engine/metrics/request_record.h"

namespace servesweep::engine {

const char* name_of(RequestStatus status) {
  switch (status) {
    case RequestStatus::completed:
      return "completed";
    case RequestStatus::waiting:
      return "waiting";
    case RequestStatus::running:
      return "running";
    case RequestStatus::rejected:
      return "rejected";
    case RequestStatus::dropped:
      return "dropped";
    case RequestStatus::unrouted:
      return "unrouted";
  }
  return "unknown";
}

}  // namespace servesweep::engine
