#include "engine/base/problem.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "engine/base/shown_text.h"

namespace servesweep::engine {
namespace {

std::string message(const std::string& where, const std::string& problem, const std::string& why,
                    const std::string& remedy) {
  std::string text = where.empty() ? problem : fmt::format("{}: {}", where, problem);
  if (!why.empty()) text += fmt::format(" ({})", why);
  if (!remedy.empty()) text += fmt::format("; {}", remedy);
  return text;
}

/// Levenshtein distance, one row at a time.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replace = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replace, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

/// All parts may quote users.
Problem::Problem(std::string where, std::string problem, std::string why, std::string remedy)
    : std::runtime_error(
          message(shown_text(where), shown_text(problem), shown_text(why), shown_text(remedy))),
      where_(shown_text(where)),
      problem_(shown_text(problem)),
      why_(shown_text(why)),
      remedy_(shown_text(remedy)) {}

Problem Problem::at(std::string where) const {
  return {std::move(where), problem_, why_, remedy_};
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string suggest_name(std::string_view name, const std::vector<std::string>& known) {
  const std::string nearest = nearest_name(name, known);
  if (!nearest.empty()) return fmt::format("did you mean '{}'?", nearest);
  return fmt::format("use one of {}", fmt::join(known, ", "));
}

}  // namespace servesweep::engine
