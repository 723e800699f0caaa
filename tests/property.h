#pragma once

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <unordered_map>
#include <utility>

namespace servesweep {

/// Says nothing while a property is checked; rapidcheck's own listener reads the environment.
class SilentListener : public rc::detail::TestListener {
 public:
  void onTestCaseFinished(const rc::detail::CaseDescription&) override {}
  void onShrinkTried(const rc::detail::CaseDescription&, bool) override {}
  void onTestFinished(const rc::detail::TestMetadata&, const rc::detail::TestResult&) override {}
};

/// The smallest counterexample to a property, as text; empty if it held for all `cases` generated
/// inputs, the same ones every time (rapidcheck's own seed would be the clock's).
template <class Property>
[[nodiscard]] std::string counterexample(Property&& property, int cases = 200) {
  rc::detail::TestParams parameters;
  parameters.seed = 20'260'801;
  parameters.maxSuccess = cases;
  SilentListener listener;
  const rc::detail::TestResult result = rc::detail::checkTestable(
      std::forward<Property>(property), rc::detail::TestMetadata(), parameters, listener,
      std::unordered_map<std::string, rc::detail::Reproduce>());
  if (result.template is<rc::detail::SuccessResult>()) return "";
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  return text.str();
}

/// Checks that a property has no counterexample.
template <class Property>
void check_property(Property&& property, int cases = 100) {
  CHECK(counterexample(std::forward<Property>(property), cases) == "");
}

}  // namespace servesweep
