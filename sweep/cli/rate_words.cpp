#include "sweep/cli/rate_words.h"

#include "io/table/significant_text.h"

namespace servesweep::sweep {

std::string rate_words(double per_s) {
  if (per_s >= 1 || per_s <= 0) return io::significant_text(per_s, 3) + " runs/s";
  constexpr double kSecondsPerHour = 3600;
  return io::significant_text(per_s * kSecondsPerHour, 3) + " runs/h";
}

}  // namespace servesweep::sweep
