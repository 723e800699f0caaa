#pragma once

#include <rapidcheck.h>
#include <rapidcheck/detail/TestListenerAdapter.h>

#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>

namespace servesweep::engine {

/// The smallest counterexample to a RapidCheck property, as text; empty if the property held for
/// all `cases`, which a fixed seed makes the same in every run, whatever RC_PARAMS says.
template <class Property>
[[nodiscard]] std::string counterexample(Property&& property, int cases = 200) {
  rc::detail::TestParams parameters;
  parameters.seed = 20260801;
  parameters.maxSuccess = cases;
  rc::detail::TestListenerAdapter quiet;
  const rc::detail::TestResult result = rc::detail::checkTestable(
      std::forward<Property>(property), rc::detail::TestMetadata{}, parameters, quiet,
      std::unordered_map<std::string, rc::detail::Reproduce>{});
  if (result.template is<rc::detail::SuccessResult>()) return "";
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  return text.str();
}

}  // namespace servesweep::engine
