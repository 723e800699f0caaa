#include "tests/benchmark/pace_name.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "engine/base/problem.h"

namespace servesweep::benchmark {
namespace {

constexpr std::string_view kAsynchronous = "async";
constexpr std::size_t kMost = 1'000'000;

/// None unless it is a whole number from `least` on, and nothing else.
std::optional<std::size_t> number(std::string_view text, std::size_t least) {
  std::size_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end || value < least || value > kMost) return std::nullopt;
  return value;
}

}  // namespace

sweep::Pace pace_named(const std::string& name) {
  const std::string_view text = name;
  if (text.starts_with(kAsynchronous)) {
    const auto under_way = number(text.substr(kAsynchronous.size()), 1);
    if (under_way) return {.asynchronous = *under_way};
  } else {
    const std::size_t plus = text.find('+');
    const auto generation = number(text.substr(0, plus), 1);
    const auto ahead = plus == std::string_view::npos ? 0 : number(text.substr(plus + 1), 0);
    if (generation && ahead) return {.generation = *generation, .ahead = *ahead};
  }
  throw engine::Problem("--pace", '\'' + name + "' is no pace", "",
                        "write one like 16, 8+2 (2 generations ahead) or async16");
}

}  // namespace servesweep::benchmark
