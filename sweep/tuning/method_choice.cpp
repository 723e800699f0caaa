#include "sweep/tuning/method_choice.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

/// Up to here Bayesian optimisation always pays: its whole thinking takes about a second.
constexpr std::size_t kFewPoints = 200;
/// Up to here it may pay; a proposal among so many takes kLateProposalSeconds.
constexpr std::size_t kMostPoints = 2000;
constexpr double kLateProposalSeconds = 0.03;

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
  const std::string cost =
      fmt::format("a point costs {:.2g} ms on {} threads", 1e3 * point_seconds, threads);
  if (points <= kMostPoints && point_seconds >= kLateProposalSeconds) {
    return {SearchMethod::bayes,
            fmt::format("{}, no less than the up to {:.0f} ms of thinking about it", cost,
                        1e3 * kLateProposalSeconds)};
  }
  return {SearchMethod::nsga2,
          points > kMostPoints
              ? fmt::format("{} points are more than a Gaussian process can learn from", points)
              : fmt::format("{}, less than the up to {:.0f} ms of thinking about it", cost,
                            1e3 * kLateProposalSeconds)};
}

}  // namespace servesweep::sweep
