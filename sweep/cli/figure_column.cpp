#include "sweep/cli/figure_column.h"

#include <algorithm>
#include <array>

namespace servesweep::sweep {
namespace {

using namespace std::string_view_literals;

/// By the first word, as reasons may follow.
io::Tone tone_of_verdict(std::string_view text) {
  constexpr std::array kGood = {"better"sv, "held"sv, "pass"sv, "agree"sv, "yes"sv};
  constexpr std::array kBad = {"worse"sv, "failed"sv, "fail"sv, "disagree"sv, "no"sv};
  const std::string_view word = text.substr(0, text.find_first_of(" :,"));
  if (std::ranges::find(kGood, word) != kGood.end()) return io::Tone::good;
  return std::ranges::find(kBad, word) != kBad.end() ? io::Tone::bad : io::Tone::plain;
}

}  // namespace

io::TableColumn figure_column(const std::string& header) {
  return {.header = header,
          .unit = "",
          .alignment = io::Alignment::right,
          .significant_digits = 4,
          .key = ""};
}

io::TableColumn verdict_column(const std::string& header) {
  return {.header = header, .tone = tone_of_verdict};
}

io::TableColumn prose_column(const std::string& header) {
  return {.header = header, .wraps = true};
}

}  // namespace servesweep::sweep
