#pragma once

#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <utility>

namespace servesweep::engine {

/// The smallest counterexample to a RapidCheck property, as text; empty if the property held for
/// all `cases`, which a fixed seed makes the same in every run.
template <class Property>
[[nodiscard]] std::string counterexample(Property&& property, int cases = 200) {
  rc::detail::TestParams parameters;
  parameters.seed = 20260801;
  parameters.maxSuccess = cases;
  const rc::detail::TestResult result = rc::detail::checkTestable(
      std::forward<Property>(property), rc::detail::TestMetadata{}, parameters);
  if (result.template is<rc::detail::SuccessResult>()) return "";
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  return text.str();
}

}  // namespace servesweep::engine
