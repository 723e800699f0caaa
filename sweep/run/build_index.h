#pragma once

#include <string>

#include "io/folder/result_folder.h"
#include "io/hdf5/study_index.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// The index of a study as its shards are now. @throws engine::Problem if a shard cannot be read
[[nodiscard]] io::StudyIndex build_index(const Study& study, const Plan& plan,
                                         const io::ResultFolder& folder, const std::string& command,
                                         int ranks);

}  // namespace servesweep::sweep
