#include "sweep/study/seeds_by_need.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string_view>

#include "sweep/study/largest_seed.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

/// With fewer, intervals that were stopped by their width cover less than 91 % at 95 %.
constexpr std::int64_t kFewest = 5;
constexpr std::int64_t kMostSeedsByNeed = 100'000;
constexpr double kNarrowest = 1e-4, kWidest = 0.5;

/// The number before a per cent sign; nothing if the text is not of that form.
std::optional<double> percentage(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number / kPercent;
}

double read_half_width(const io::Document& node) {
  const std::optional<double> share = percentage(node.text());
  if (!share) return node.real(kNarrowest, kWidest);
  if (*share >= kNarrowest && *share <= kWidest) return *share;
  throw node.problem(fmt::format("'{}' is out of range", node.text()), "",
                     "write a half width from 0.01% to 50%");
}

}  // namespace

bool SeedsByNeed::are_meant(const io::Document& node) {
  if (node.is_scalar()) return node.text() == "auto";
  return node.is_map() && (node.find("min") || node.find("max") || node.find("half_width"));
}

SeedsByNeed SeedsByNeed::read(const io::Document& node) {
  SeedsByNeed seeds;
  if (node.is_scalar()) return seeds;
  if (const auto count = node.find("count")) {
    throw count->problem("does not go with min, max and half_width",
                         "so many seeds are either given or found out", "remove one or the others");
  }
  node.allow_only({"first", "min", "max", "half_width"});
  const auto size = [&](const char* key, std::size_t usual) {
    const auto found = node.find(key);
    return found ? static_cast<std::size_t>(found->integer(kFewest, kMostSeedsByNeed)) : usual;
  };
  if (const auto first = node.find("first")) {
    seeds.first = static_cast<std::uint64_t>(first->integer(0, kLargestSeed - kMostSeedsByNeed));
  }
  seeds.width.least = size("min", seeds.width.least);
  seeds.width.most = size("max", seeds.width.most);
  if (const auto found = node.find("half_width")) seeds.width.half_width = read_half_width(*found);
  if (seeds.width.least <= seeds.width.most) return seeds;
  throw node.problem(fmt::format("min {} is above max {}", seeds.width.least, seeds.width.most),
                     node.find("max") ? "" : "without max at most 200 seeds are taken",
                     "raise max or lower min");
}

io::Value SeedsByNeed::to_value() const {
  const auto whole = [](std::size_t number) {
    return io::Value::integer(static_cast<std::int64_t>(number));
  };
  io::Value value = io::Value::map();
  value.set("first", whole(first)).set("min", whole(width.least)).set("max", whole(width.most));
  value.set("half_width", io::Value::number(width.half_width));
  return value;
}

std::string SeedsByNeed::text() const {
  return fmt::format("{} to {} seeds, until every objective's change is known to +-{:.4g} %",
                     width.least, width.most, kPercent * width.half_width);
}

std::vector<std::uint64_t> SeedsByNeed::list(std::size_t count) const {
  std::vector<std::uint64_t> seeds;
  for (std::size_t i = 0; i < count; ++i) seeds.push_back(first + i);
  return seeds;
}

}  // namespace servesweep::sweep
