#include "sweep/report/remarks.h"

#include <sstream>

namespace servesweep::sweep {

std::vector<std::string> remarks_in(const std::string& markdown) {
  std::vector<std::string> remarks;
  bool inside = false;
  std::istringstream lines(markdown);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("- ")) {
      remarks.push_back(line.substr(2));
      inside = true;
    } else if (line.empty() || line.starts_with("|") || line.starts_with("#")) {
      inside = false;
    } else if (inside) {
      remarks.back() += ' ' + line;
    }
  }
  return remarks;
}

}  // namespace servesweep::sweep
