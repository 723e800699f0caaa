#include "sweep/run/packing_helpers.h"

#include <new>
#include <system_error>

namespace servesweep::sweep {
namespace {

/// Takes one thread some ten milliseconds.
constexpr std::size_t kLeastBytes = std::size_t{1} << 20;

}  // namespace

PackingHelpers::PackingHelpers(io::PackingCrew& crew, int threads, std::size_t bytes) {
  if (bytes < kLeastBytes) return;
  try {
    for (int i = 0; i < threads; ++i) {
      threads_.emplace_back([&crew](const std::stop_token& stop) { crew.help_until(stop); });
    }
  } catch (const std::system_error&) {  // those that are there will do
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace servesweep::sweep
