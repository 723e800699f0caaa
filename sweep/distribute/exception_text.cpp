#include "sweep/distribute/exception_text.h"

#include <exception>

#include "engine/base/contract.h"

namespace servesweep::sweep {

std::string exception_text() {
  const std::exception_ptr current = std::current_exception();
  SERVESWEEP_EXPECT(current != nullptr);
  try {
    std::rethrow_exception(current);
  } catch (const std::exception& error) {
    const std::string text = error.what();
    return text.empty() ? "an exception without a text" : text;
  } catch (...) {
    return "an exception that is no std::exception";
  }
}

}  // namespace servesweep::sweep
