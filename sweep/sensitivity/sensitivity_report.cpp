#include "sweep/sensitivity/sensitivity_report.h"

namespace servesweep::sweep {

const char* name_of(SensitivityMethod method) {
  switch (method) {
    case SensitivityMethod::sobol:
      return "sobol";
    case SensitivityMethod::morris:
      return "morris";
    case SensitivityMethod::surrogate:
      break;
  }
  return "surrogate";
}

const char* name_of(Importance importance) {
  switch (importance) {
    case Importance::matters:
      return "matters";
    case Importance::negligible:
      return "negligible";
    case Importance::unclear:
      break;
  }
  return "unclear";
}

}  // namespace servesweep::sweep
