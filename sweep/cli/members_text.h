#pragma once

#include <string>

#include "io/yaml/value.h"
#include "sweep/cli/shared_standing.h"

namespace servesweep::sweep {

/// "2 at work, 1 killed; 5 chunks leased, 40 done", and a line for each member: where it is,
/// whether it lives, what it does and what it holds.
[[nodiscard]] std::string members_text(const SharedStanding& shared);

/// The same for programs: a list of maps.
[[nodiscard]] io::Value members_value(const SharedStanding& shared);

/// "member 3 (process 4711 on n2, Slurm job 12_3)".
[[nodiscard]] std::string member_words(const SharedStanding::Member& member);

}  // namespace servesweep::sweep
