#include "sweep/cli/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/table/aligned_text.h"
#include "io/table/wrapped_text.h"
#include "sweep/cli/paragraph.h"

namespace servesweep::sweep {
namespace {

constexpr int kMostMeanDecimals = 6;

std::string wrapped(const std::string& text) {
  std::string lines;
  for (const std::string& line : io::wrapped_lines(text, io::kTableColumns)) {
    lines += (lines.empty() ? "" : "\n") + line;
  }
  return lines;
}

}  // namespace

std::string heading_text(const std::string& text, io::TableFormat format) {
  if (format == io::TableFormat::markdown) return "### " + text + "\n\n";
  const std::string lines = wrapped(text);
  return (format == io::TableFormat::terminal ? "\x1b[1m" + lines + "\x1b[0m" : lines) + "\n\n";
}

std::string remark_text(const std::string& text, io::TableFormat format) {
  return (format == io::TableFormat::markdown ? "- " + text : wrapped(text)) + '\n';
}

std::string block_text(const std::string& text, io::TableFormat format) {
  const std::string lines = paragraphs(text);
  return format == io::TableFormat::markdown ? "```text\n" + lines + "```\n" : lines;
}

std::string list_text(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    text += (i > 0 ? ", " : "") + names[i];
  }
  if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
  return text;
}

std::string mean_text(const MeanInterval& mean) {
  if (std::isnan(mean.mean)) return "n/a";
  if (!std::isfinite(mean.half_width) || mean.half_width <= 0) {
    return fmt::format("{:.4g}", mean.mean);
  }
  const double magnitude = std::floor(std::log10(mean.half_width));  // two digits of it
  const double step = std::pow(10.0, magnitude - 1);
  const int decimals = std::clamp(1 - static_cast<int>(magnitude), 0, kMostMeanDecimals);
  return fmt::format("{:.{}f} ± {:.{}f}", mean.mean, decimals,
                     std::round(mean.half_width / step) * step, decimals);
}

}  // namespace servesweep::sweep
