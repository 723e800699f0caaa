#include "sweep/statistics/jain.h"

#include "engine/base/contract.h"

namespace servesweep::sweep {

double jain(std::span<const double> shares) {
  if (shares.empty()) return 0;
  double sum = 0;
  double sum_of_squares = 0;
  for (const double share : shares) {
    SERVESWEEP_EXPECT(share >= 0);
    sum += share;
    sum_of_squares += share * share;
  }
  if (sum_of_squares == 0) return 1;
  return sum * sum / (static_cast<double>(shares.size()) * sum_of_squares);
}

}  // namespace servesweep::sweep
