#pragma once

#include <filesystem>

#include "sweep/saturation/saturation_options.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// How the saturation rate behind a study's loads is searched for: as the study says, else the
/// defaults.
[[nodiscard]] SaturationOptions saturation_options(const LoadLevels& loads, int threads);

/// A study file, ready to be planned: if it states loads as fractions of a saturation rate, the
/// rate of each workload on the baseline is measured, and if a workload's warm-up is to be cut by
/// MSER-5, where that ends on the baseline: one cut for all strategies, so that all are compared on
/// the same requests. Both with a remark on standard error, and noted in its resolved text. The
/// resolved text of an earlier run in `results` (else results/STUDYNAME) is
/// believed if it holds a measurement of exactly the same; the measurement is deterministic, so
/// that makes no difference but in time. `threads`: 0 = all. Problem as Study::read_file(), and if
/// no rate is sustainable.
[[nodiscard]] Study read_measured_study(const std::filesystem::path& file,
                                        const std::filesystem::path& results = {}, int threads = 0);

}  // namespace servesweep::sweep
