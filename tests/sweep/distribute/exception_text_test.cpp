#include "sweep/distribute/exception_text.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace exception_text_test {

using namespace servesweep::sweep;

namespace {

template <class Thrown>
std::string text_of(Thrown thrown) {
  try {
    throw thrown;
  } catch (...) {
    return exception_text();
  }
}

}  // namespace

TEST_CASE("exception text: what it says, and never nothing") {
  CHECK(text_of(std::runtime_error("disk full")) == "disk full");
  CHECK(text_of(std::runtime_error("")) == "an exception without a text");
  CHECK(text_of(42) == "an exception that is no std::exception");
}

}  // namespace exception_text_test
