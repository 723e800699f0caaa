// The fuzzers of one layer in one program: libFuzzer brings main() and makes up the bytes, the
// environment variable SERVESWEEP_FUZZ_TARGET names the target. tests/fuzz/run starts it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#if SERVESWEEP_FUZZ_SWEEP
#include "tests/fuzz/sweep_targets.h"
#else
#include "tests/fuzz/io_targets.h"
#endif

namespace {

using servesweep::fuzz::Target;

std::span<const Target> targets() {
#if SERVESWEEP_FUZZ_SWEEP
  return servesweep::fuzz::sweep_targets();
#else
  return servesweep::fuzz::io_targets();
#endif
}

const Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* name = std::getenv("SERVESWEEP_FUZZ_TARGET");
  const auto all = targets();
  const auto found = std::ranges::find(all, std::string_view(name ? name : ""), &Target::name);
  if (found != all.end()) {
    chosen = &*found;
    return 0;
  }
  for (const Target& one : all) std::printf("%s\n", one.name.data());
  std::exit(name == nullptr ? 0 : 2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
