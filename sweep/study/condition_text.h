#pragma once

#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "sweep/study/axis.h"
#include "sweep/study/condition.h"

namespace servesweep::sweep {

/// The `when:` of a parameter or simplex, which says where it exists:
///
///   when: {order: sjf}
///   when: {order: [sjf, edf], share: true}   # both must hold
///
/// It names parameters declared before it, with texts, booleans, listed or whole numbers; one that
/// is conditional itself must exist, too. `own` are the names of the one that is conditional,
/// `later` those of the keys of the file.
///
/// Problem (file:line: field) for anything else: an unknown name, one that is not declared before,
/// a range of reals, a share of a simplex, a value that the parameter never has, and conditions
/// that never hold.
[[nodiscard]] Condition read_condition(const io::Document& when, const std::vector<Axis>& before,
                                       const std::vector<std::string>& own,
                                       const std::vector<std::string>& later);

}  // namespace servesweep::sweep
