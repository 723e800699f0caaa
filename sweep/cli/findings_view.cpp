#include "sweep/cli/findings_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sweep/cli/claim_words.h"

namespace servesweep::sweep {

void sort_by_number(std::vector<JudgedFinding>& findings) {
  const auto number = [](const JudgedFinding& judged) {
    return judged.finding.number.value_or(std::numeric_limits<std::int64_t>::max());
  };
  std::ranges::stable_sort(findings, {}, number);
}

std::string count_text(const std::vector<JudgedFinding>& findings) {
  std::string text;
  for (const Agreement agreement :
       {Agreement::agree, Agreement::conditional, Agreement::disagree, Agreement::undecided}) {
    const auto count = std::ranges::count_if(findings, [&](const JudgedFinding& judged) {
      return judged.verdict.agreement == agreement;
    });
    if (count == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name_of(agreement));
  }
  return text;
}

std::string expected_text(const JudgedFinding& judged) {
  return judged.finding.expected.empty() ? expected_text(judged.headline().claim)
                                         : judged.finding.expected;
}

}  // namespace servesweep::sweep
