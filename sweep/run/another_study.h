#pragma once

#include <filesystem>
#include <string>

#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Problem that says in which keys the studies differ, if `folder` is a result folder of another
/// study than this one, whose folder_identity() is `identity`.
void refuse_another_study(const std::filesystem::path& folder, const Study& study,
                          const std::string& identity);

}  // namespace servesweep::sweep
