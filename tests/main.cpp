#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

/// Asked by the leak sanitizer, if there is one: HDF5 1.10 itself loses memory when it gives up on
/// a damaged file, as our tests make it do.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libhdf5";
}  // NOLINT
