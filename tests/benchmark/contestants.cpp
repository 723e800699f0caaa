#include "tests/benchmark/contestants.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <utility>

#include "sweep/search/make_optimiser.h"
#include "sweep/study/search_seed.h"
#include "sweep/tuning/make_tuners.h"
#include "sweep/tuning/optimiser_tuner.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/sobol_local.h"

namespace servesweep::benchmark {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNoLimit = 100'000;  // the most that a study may say
constexpr std::size_t kTogether = 4;       // points, as in a generation of bayes

bool is_drawn(const Contest& contest) {
  return contest.name == "sobol" || contest.name == "sobol-local";
}

/// What a study has to say for make_tuners(); what is drawn has a tuner of its own.
std::string search_text(const Contest& contest) {
  const std::string method = is_drawn(contest) ? "nsga2" : contest.name;
  const std::size_t points = method == "race" ? contest.race_points : kNoLimit;
  const std::string horizon =
      contest.name == "race" ? fmt::format(", horizon: {}", contest.horizon) : "";
  return fmt::format("search: {{method: {}, points: {}, seed: {}{}}}", method, points, contest.seed,
                     horizon);
}

std::unique_ptr<sweep::Tuner> drawn_tuner(const sweep::Study& study, const Contest& contest) {
  const sweep::StrategyTemplate& strategy = study.strategies()[1];
  sweep::SearchSpace space(strategy.space());
  const std::uint64_t seed = sweep::search_seed(contest.seed, strategy.name());
  std::vector<sweep::UnitPoint> first = {space.encode(strategy.space().default_point())};
  std::unique_ptr<sweep::Optimiser> optimiser;
  if (contest.name == "sobol") {
    optimiser = sweep::make_optimiser(sweep::OptimiserMethod::sobol, space,
                                      {.seed = seed, .first = std::move(first)});
  } else {
    optimiser = std::make_unique<SobolLocal>(space, seed, contest.global, std::move(first));
  }
  return std::make_unique<sweep::OptimiserTuner>(
      std::move(space), std::move(optimiser),
      sweep::OptimiserTuner::Limits{
          .points = kNoLimit, .seeds = study.seeds().size(), .generation = kTogether});
}

}  // namespace

std::vector<std::string> contestant_names() {
  return {"bayes", "nsga2", "cmaes", "race", "sobol", "sobol-local"};
}

sweep::Study contest_study(const std::string& study, const Contest& contest,
                           const fs::path& scratch) {
  const fs::path configs = source_folder() / "configs";
  std::ifstream in(configs / "studies" / (study + ".yaml"));
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text = std::regex_replace(text, std::regex("\\.\\./"), configs.string() + "/");
  text = std::regex_replace(text, std::regex("\nsearch: [^\n]*"), '\n' + search_text(contest));
  if (contest.seeds > 0) {
    text = std::regex_replace(text, std::regex("(\nseeds: .*count: )[0-9]+"),
                              fmt::format("$1 {}", contest.seeds));
  }
  const fs::path copy = scratch / "contest.yaml";
  std::ofstream(copy) << text;
  return sweep::Study::read_file(copy);
}

sweep::Director contest_director(const sweep::Study& study, const Contest& contest) {
  if (!is_drawn(contest)) {
    return sweep::Director(sweep::make_tuners(study, study.search().method), sweep::Pace{});
  }
  std::vector<std::unique_ptr<sweep::Tuner>> tuners(1);
  tuners.push_back(drawn_tuner(study, contest));
  return sweep::Director(std::move(tuners), sweep::Pace{});
}

}  // namespace servesweep::benchmark
