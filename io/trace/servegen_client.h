#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/random/stream.h"

namespace servesweep::io {

/// How often one client of ServeGen asks during one window.
struct ServegenWindow {
  enum class Family : std::uint8_t { gamma, weibull };

  double start_s = 0, end_s = 0;
  double rate_rps = 0;  ///< > 0
  Family family = Family::gamma;
  double shape = 1;  ///< of the fitted law of the gaps; its scale follows from the rate
};

/// The arrivals of one client: a renewal process whose clock runs as fast as the rate of the window
/// it is in, so that a gap may reach over windows and every window has the rate it was recorded
/// with. A gap's shape is that of the window where it begins. (Fitted Weibull
/// laws miss the mean of what they were fitted to, in some published windows by a factor of 3 and
/// more; hence rate and shape, not shape and scale.)
class ServegenClient {
 public:
  /// Windows in order of time. `rate_scale` multiplies every rate.
  ServegenClient(std::uint64_t seed, std::int64_t number, std::vector<ServegenWindow> windows,
                 double rate_scale);

  /// Moves to the next arrival; false if there is none.
  [[nodiscard]] bool next();

  [[nodiscard]] std::int64_t number() const { return number_; }
  /// Time of the current arrival in s, and how many came before it.
  [[nodiscard]] double time_s() const { return time_s_; }
  [[nodiscard]] std::uint64_t arrival() const { return arrivals_ - 1; }

 private:
  [[nodiscard]] static double unit_gap(const ServegenWindow& window, engine::Stream& stream);

  std::uint64_t seed_;
  std::int64_t number_;
  engine::StreamPurpose purpose_;
  std::vector<ServegenWindow> windows_;
  std::size_t window_ = 0;
  double time_s_ = 0;
  std::uint64_t arrivals_ = 0;
};

}  // namespace servesweep::io
