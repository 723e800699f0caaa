#include "engine/policy/reservation/no_reservation.h"

namespace servesweep::engine {

PolicyInfo NoReservation::info() {
  return {.name = "none",
          .what = "nothing is kept back: who fits now is admitted",
          .formula = "spare = 0 (kv: {watermark: …} applies besides)",
          .source = "vLLM",
          .parameters = {}};
}

}  // namespace servesweep::engine
