#pragma once

#include "engine/scenario.h"
#include "io/hdf5/row_prediction.h"

namespace servesweep::sweep {

/// What the latency model of a scenario lets expect of every request, so that result files need
/// not say it again: delivery ⌊α0 + α1·input⌋, the linearised cost of a prompt alone, and the
/// output overhead ⌊α2⌋, once or (in the reference's accounting) per token with the last step
/// twice.
[[nodiscard]] io::RowPrediction predict_rows(const engine::Scenario& scenario);

}  // namespace servesweep::sweep
