#pragma once

#include <string>
#include <string_view>

namespace servesweep::sweep {

/// Options of sbatch that `submit` asks for itself: given once more, the later would win and the
/// job would not be the one that was checked, or would be asked for in words that `submit` does not
/// understand. Abbreviations count, as sbatch takes them.
///
/// @param name  without the dashes
/// @param requeues  whether the job puts itself back into the queue
/// @throws engine::Problem that names the option of `submit` to use in its place
void check_unmanaged(std::string_view name, bool requeues);

}  // namespace servesweep::sweep
