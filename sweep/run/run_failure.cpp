#include "sweep/run/run_failure.h"

#include <algorithm>
#include <array>
#include <exception>
#include <new>

#include "engine/base/interruption.h"
#include "sweep/distribute/exception_text.h"

namespace servesweep::sweep {
namespace {

constexpr std::array<const char*, kFailureKinds> kFailureNames{"error", "time", "memory", "stall",
                                                               "hang"};

/// One line of whole UTF-8 characters.
std::string tidy(std::string text, std::size_t most_bytes) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  if (text.size() <= most_bytes) return text;
  std::size_t end = most_bytes - 3;
  const auto continues = [&] { return (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U; };
  while (end > 0 && continues()) --end;
  return text.substr(0, end) + " ..";
}

}  // namespace

const char* name_of(FailureKind kind) {
  return kFailureNames[static_cast<std::size_t>(kind)];
}

std::string RunFailure::text() const {
  return tidy(std::string(name_of(kind)) + ": " + reason, kMostBytes);
}

RunFailure RunFailure::read(std::string_view text) {
  const std::size_t colon = text.find(": ");
  for (std::size_t kind = 0; colon != std::string_view::npos && kind < kFailureNames.size();
       ++kind) {
    if (text.substr(0, colon) != kFailureNames[kind]) continue;
    return {.kind = static_cast<FailureKind>(kind), .reason = std::string(text.substr(colon + 2))};
  }
  return {.kind = FailureKind::error, .reason = std::string(text)};
}

RunFailure caught_failure() {
  try {
    std::rethrow_exception(std::current_exception());
  } catch (const engine::RunInterrupted& stopped) {
    return {.kind = FailureKind::time, .reason = stopped.what()};
  } catch (const engine::StalledRun& stalled) {
    return {.kind = FailureKind::stall, .reason = stalled.what()};
  } catch (const std::bad_alloc&) {
    return {.kind = FailureKind::memory, .reason = "the machine had no memory left for it"};
  } catch (...) {
    return {.kind = FailureKind::error, .reason = exception_text()};
  }
}

}  // namespace servesweep::sweep
