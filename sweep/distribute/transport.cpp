#include "sweep/distribute/transport.h"

#include <fmt/format.h>

#include <stdexcept>

namespace servesweep::sweep {

void check_payload(const Message& message) {
  if (message.payload.size() > kMaxPayloadBytes) {
    throw std::length_error(fmt::format("a message of {} bytes exceeds the limit of {} bytes",
                                        message.payload.size(), kMaxPayloadBytes));
  }
}

}  // namespace servesweep::sweep
