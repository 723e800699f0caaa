#include "sweep/report/remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

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

std::vector<std::string> joined_remarks(const std::vector<NamedRemarks>& all) {
  std::vector<std::pair<std::string, std::vector<std::string>>> names_of;  // by remark
  for (const NamedRemarks& one : all) {
    for (const std::string& remark : one.remarks) {
      auto known = std::ranges::find(names_of, remark, [](const auto& pair) { return pair.first; });
      if (known == names_of.end()) known = names_of.insert(known, {remark, {}});
      known->second.push_back(one.name);
    }
  }
  std::vector<std::string> remarks;
  for (const auto& [remark, names] : names_of) {
    remarks.push_back(names.size() == all.size()
                          ? remark
                          : fmt::format("{}: {}", fmt::join(names, ", "), remark));
  }
  return remarks;
}

}  // namespace servesweep::sweep
