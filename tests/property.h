#pragma once

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <unordered_map>

namespace servesweep {

/// Says nothing while a property is checked; rapidcheck's own listener reads the environment.
class SilentListener : public rc::detail::TestListener {
 public:
  void onTestCaseFinished(const rc::detail::CaseDescription&) override {}
  void onShrinkTried(const rc::detail::CaseDescription&, bool) override {}
  void onTestFinished(const rc::detail::TestMetadata&, const rc::detail::TestResult&) override {}
};

/// Checks a property for `cases` generated inputs, the same ones every time (rapidcheck's own seed
/// would be the clock's). A counterexample is shrunk and told.
template <class Property>
void check_property(Property&& property, int cases = 100) {
  rc::detail::TestParams params;
  params.seed = 20'260'801;
  params.maxSuccess = cases;
  SilentListener listener;
  const std::unordered_map<std::string, rc::detail::Reproduce> nothing_to_reproduce;
  const rc::detail::TestResult result =
      rc::detail::checkTestable(std::forward<Property>(property), rc::detail::TestMetadata(),
                                params, listener, nothing_to_reproduce);
  std::ostringstream told;
  rc::detail::printResultMessage(result, told);
  INFO(told.str());
  CHECK(result.template is<rc::detail::SuccessResult>());
}

}  // namespace servesweep
