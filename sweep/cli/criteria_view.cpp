#include "sweep/cli/criteria_view.h"

namespace servesweep::sweep {

const char* verdict_word(Finding finding) {
  switch (finding) {
    case Finding::held:
      return "pass";
    case Finding::failed:
      return "fail";
    case Finding::undecided:
      return "undecided";
  }
  return "unknown";
}

}  // namespace servesweep::sweep
