#pragma once

#include <string>

#include "sweep/run/build_index.h"
#include "sweep/run/study_desk.h"

namespace servesweep::sweep {

/// Builds the index of a folder and puts it in place. If other members may be adding to the folder,
/// or may be indexing it too, this is done again until it knows every shard that is there
/// afterwards; so whichever index comes last is whole. `threads` compress its columns.
/// @throws engine::Problem if a shard cannot be read or it cannot be written
BuiltIndex write_folder_index(const StudyDesk& desk, const std::string& command, int ranks,
                              int threads);

}  // namespace servesweep::sweep
