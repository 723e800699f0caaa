#include "sweep/distribute/pulse.h"

#include <algorithm>
#include <cstdint>

#include "sweep/distribute/wire.h"

namespace servesweep::sweep {

std::string encode(const Pulse& pulse) {
  WireWriter writer;
  writer.number(static_cast<std::int32_t>(pulse.busy_threads));
  writer.number(static_cast<std::uint64_t>(pulse.unreported_tasks));
  writer.text(pulse.text);
  return writer.take();
}

Pulse decode_pulse(std::string_view bytes) {
  WireReader reader(bytes);
  Pulse pulse;
  pulse.busy_threads = reader.number<std::int32_t>();
  pulse.unreported_tasks = reader.number<std::uint64_t>();
  pulse.text = reader.text();
  return pulse;
}

std::chrono::milliseconds pulse_period(int ranks) {
  return std::chrono::milliseconds(std::max(1000, ranks));
}

}  // namespace servesweep::sweep
