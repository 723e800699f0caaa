#include "sweep/criteria/outside_judge.h"

#include "sweep/study/criterion.h"

namespace servesweep::sweep {

std::map<std::string, OutsideJudge> outside_judges() {
  std::map<std::string, OutsideJudge> judges;
  for (const std::string& name : outside_judge_names()) {
    judges[name] = [name](const OutsideQuestion&) {
      return OutsideVerdict{.reason = "run servesweep " + name};
    };
  }
  return judges;
}

}  // namespace servesweep::sweep
