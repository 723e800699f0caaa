#include "sweep/cli/size_text.h"

#include <charconv>

namespace servesweep::sweep {
namespace {

constexpr std::uint64_t kLargestSize = std::uint64_t{1} << 50;

/// The factor of "", "B", "MB", "MiB", "Mi" or "M"; 0 for any other word.
std::uint64_t factor_of(std::string_view unit) {
  if (unit.ends_with('B')) unit.remove_suffix(1);
  if (unit.empty()) return 1;
  const std::size_t power = std::string_view("kMGT").find(unit.front() == 'K' ? 'k' : unit.front());
  if (power == std::string_view::npos) return 0;
  unit.remove_prefix(1);
  if (!unit.empty() && unit != "i") return 0;
  std::uint64_t factor = 1;
  for (std::size_t i = 0; i <= power; ++i) factor *= unit.empty() ? 1000 : 1024;
  return factor;
}

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc()) return std::nullopt;
  const std::uint64_t factor = factor_of({rest, static_cast<std::size_t>(end - rest)});
  if (factor == 0 || count > kLargestSize / factor) return std::nullopt;
  return count * factor;
}

}  // namespace servesweep::sweep
