#pragma once

#include <string>

namespace servesweep::sweep {

/// In which fields two resolved studies differ, for people: "seeds[1] is 5 there and 9 here;
/// strategies[2] is only here". Of many the first three and their number; what never changes a run
/// (texts, claims) only if nothing else differs. Empty if all is the same.
[[nodiscard]] std::string study_difference(const std::string& there, const std::string& here);

}  // namespace servesweep::sweep
