#include "sweep/run/closing_time.h"

#include <algorithm>

namespace servesweep::sweep {
namespace {

constexpr double kPerHeldRun = 10;

}  // namespace

ClosingTime::ClosingTime(Seconds to_order, std::size_t planned)
    : per_run_s_(
          std::clamp(to_order.count() / static_cast<double>(std::max<std::size_t>(planned, 1)),
                     kLeastPerRun, kMostPerRun)) {}

ClosingTime::Seconds ClosingTime::of(std::size_t planned, std::size_t held) const {
  return Seconds(per_run_s_ *
                 (static_cast<double>(planned) + kPerHeldRun * static_cast<double>(held)));
}

}  // namespace servesweep::sweep
