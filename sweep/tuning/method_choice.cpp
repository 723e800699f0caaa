#include "sweep/tuning/method_choice.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

/// Measured by `servesweep_benchmark search --race` (docs/search.md). Up to here Bayesian
/// optimisation finds clearly more with the same points, and all its thinking takes some 4 s.
constexpr std::size_t kFewPoints = 200;
/// Up to here it may pay. It was measured with fewer; the lead shrinks with the number.
constexpr std::size_t kMostModelledPoints = 2000;
/// It thinks some 20 ms about a point, and needs 0.57 of the points of NSGA-II to find 95 % of the
/// best: 0.57 · (cost + 20 ms) < cost from 28 ms on.
constexpr double kDearPointSeconds = 0.03;

std::vector<std::pair<std::string, SearchMethod>> leading_methods() {
  std::vector<std::pair<std::string, SearchMethod>> leading;
  for (const auto& [word, method] : search_methods()) {
    if (learns(method) && method != SearchMethod::automatic) leading.emplace_back(word, method);
  }
  return leading;
}

}  // namespace

MethodChoice MethodChoice::read(const io::Document& document) {
  return {.method = choose<SearchMethod>(document.at("method"), leading_methods()),
          .why = document.at("why").text()};
}

MethodChoice choose_method(const Study& study, double run_seconds, std::size_t threads) {
  const std::size_t points = study.search().points;
  const auto runs = static_cast<double>(study.seeds().size() * study.workloads().size());
  const double point_seconds =
      run_seconds * runs / static_cast<double>(std::max<std::size_t>(threads, 1));
  if (points <= kFewPoints) {
    return {SearchMethod::bayes,
            fmt::format("{} points are few, and it finds most with few points", points)};
  }
  if (points > kMostModelledPoints) {
    return {SearchMethod::nsga2,
            fmt::format("{} points are more than a Gaussian process can learn from", points)};
  }
  const std::string cost = fmt::format("a point costs {:.2g} ms on {} thread{}",
                                       1e3 * point_seconds, threads, threads == 1 ? "" : "s");
  const double dear_ms = 1e3 * kDearPointSeconds;
  if (point_seconds >= kDearPointSeconds) {
    return {SearchMethod::bayes,
            fmt::format("{}, and from {:.0f} ms on it pays to think about each", cost, dear_ms)};
  }
  return {SearchMethod::nsga2,
          fmt::format("{}, and below {:.0f} ms more points find more than thinking about each",
                      cost, dear_ms)};
}

}  // namespace servesweep::sweep
