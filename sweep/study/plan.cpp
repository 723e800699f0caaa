#include "sweep/study/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "engine/base/contract.h"
#include "sweep/study/listed_points.h"
#include "sweep/study/run_identity.h"
#include "sweep/study/scenario_text.h"
#include "sweep/values/counted_text.h"

namespace servesweep::sweep {
namespace {

PointId point_id(std::size_t index) {
  return PointId(static_cast<std::int32_t>(index));
}
RunId run_id(std::size_t index) {
  return RunId(static_cast<std::int32_t>(index));
}

/// A planned point takes about 2.5 kB, a planned run 60 bytes, on every rank: about a gigabyte at
/// most.
constexpr std::size_t kMostPlanPoints = 200'000;
constexpr std::size_t kMostPlanRuns = 10'000'000;

/// Those that a search may add included.
std::size_t count_points(const Study& study) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < study.strategies().size(); ++i) count += study.point_count(i);
  const Search& search = study.search();
  if (learns(search.method)) count += (study.strategies().size() - 1) * search.points;
  return count;
}

void check_size(const Study& study) {
  const std::size_t points = count_points(study);
  if (points > kMostPlanPoints) {
    throw engine::Problem(
        fmt::format("study {}", study.name()), fmt::format("has {} points", points),
        fmt::format("at most {} fit into a plan", kMostPlanPoints), "use smaller grids");
  }
  const std::size_t runs = points * study.workloads().size() * study.all_seeds().size();
  if (runs <= kMostPlanRuns) return;
  throw engine::Problem(fmt::format("study {}", study.name()),
                        fmt::format("{} {} runs", study.seeds_by_need() ? "may have" : "has", runs),
                        fmt::format("at most {} fit into a plan", kMostPlanRuns),
                        "use smaller grids or fewer seeds");
}

/// A load that is a share of what nobody has measured is no load yet.
void check_loads(const Study& study) {
  if (!study.loads().needs_measurement()) return;
  throw engine::Problem(fmt::format("study {}", study.name()), "its loads have no rates",
                        "they are fractions of a saturation rate that was not measured",
                        "run or plan it from its file, or state saturation_per_s");
}

/// Nor is a window that begins where nobody has looked.
void check_warm_up(const Study& study) {
  if (!study.warm_up().needs_measurement(study.workloads())) return;
  throw engine::Problem(fmt::format("study {}", study.name()), "its warm-up is not known",
                        "it ends where a measurement that is not there says",
                        "run or plan it from its file, or state it in seconds");
}

/// How the points of a strategy came about, where their number does not tell: in brackets.
std::string note_on_points(const Study& study, std::size_t strategy) {
  const ParameterSpace& space = study.strategies()[strategy].space();
  const Search& search = study.search();
  if (search.method == SearchMethod::grid && space.left_out() > 0) {
    return fmt::format(" ({} left out by constraints)", space.left_out());
  }
  const std::size_t points = study.point_count(strategy);
  if (learns(search.method) && strategy > 0) {
    return fmt::format(" of at most {}, chosen by {} as results come in (seed {})", search.points,
                       name_of(search.method), search.seed);
  }
  if (!is_drawn(search.method) || points == 1) return "";
  return fmt::format(" (the default and {} {}, seed {}{})", points - 1, name_of(search.method),
                     search.seed, points < search.points ? "; there are no more" : "");
}

/// Whatever a search may choose must be a scenario, also where this one does not come by.
void check_listed_values(const Study& study, std::size_t strategy) {
  for (const Point& point : listed_points(study.strategies()[strategy].space())) {
    (void)study.scenario_at(strategy, point);
  }
}

}  // namespace

Plan Plan::of(const Study& study) {
  check_size(study);
  check_loads(study);
  check_warm_up(study);
  Plan plan;
  plan.study_ = study.name();
  plan.seeds_ = study.seeds().size();
  plan.whole_workloads_ = study.workloads().size();
  for (std::size_t i = 0; i < study.run_workload_count(); ++i) {
    plan.workloads_.push_back(study.run_workload(i).name);
    plan.workload_texts_.push_back(study.run_workload(i).identity().json());
  }
  const SeedRange all_seeds{0, study.seeds().size()};
  for (std::size_t strategy = 0; strategy < study.strategies().size(); ++strategy) {
    plan.strategies_.push_back(study.strategies()[strategy].name());
    plan.left_out_.push_back(study.search().method == SearchMethod::grid
                                 ? study.strategies()[strategy].space().left_out()
                                 : 0);
    plan.notes_.push_back(note_on_points(study, strategy));
    const SearchMethod method = study.search().method;
    if (is_drawn(method) || learns(method)) check_listed_values(study, strategy);
    for (std::size_t i = 0; i < study.point_count(strategy); ++i) {
      Point point = study.point_at(strategy, i);
      engine::Scenario scenario = study.scenario_at(strategy, point);
      plan.points_.push_back({strategy, std::move(point), std::move(scenario)});
      plan.append_runs(study, point_id(plan.points_.size() - 1), all_seeds, false);
    }
  }
  if (study.search().horizon < 1) plan.append_runs(study, point_id(0), all_seeds, true);
  plan.find_equal_runs();
  return plan;
}

void Plan::append_runs(const Study& study, PointId point, SeedRange seeds, bool shortened) {
  const std::string scenario_text = to_value(points_[point.index()].scenario).json();
  const std::size_t first = shortened ? whole_workloads_ : 0;
  for (std::size_t workload = first; workload < first + whole_workloads_; ++workload) {
    append_runs_on(study, point, workload, seeds, scenario_text);
  }
}

void Plan::append_runs_on(const Study& study, PointId point, std::size_t workload, SeedRange seeds,
                          const std::string& scenario_text) {
  for (std::size_t i = seeds.first; i < seeds.first + seeds.count; ++i) {
    const std::uint64_t seed = study.all_seeds()[i];
    const io::RunKey key = run_key(scenario_text, workload_texts_[workload], seed);
    runs_.push_back({point, workload, static_cast<std::uint32_t>(i), seed, key, RunId()});
  }
}

Plan::Lookup& Plan::lookup() {
  if (lookup_) return *lookup_;
  lookup_.emplace();
  for (std::size_t i = 0; i < points_.size(); ++i) {
    lookup_->points.emplace(std::pair(points_[i].strategy, points_[i].point.json()), point_id(i));
  }
  for (const RunId run : distinct_runs()) {
    lookup_->first_runs.emplace(runs_[run.index()].key.hex(), run);
  }
  for (const PlannedRun& run : runs_) ++lookup_->seeds[{run.point, run.workload}];
  return *lookup_;
}

PointId Plan::add_point(const Study& study, std::size_t strategy, const Point& point) {
  auto& known = lookup().points;
  const std::pair key(strategy, point.json());
  if (const auto found = known.find(key); found != known.end()) return found->second;
  points_.push_back({strategy, point, study.scenario_at(strategy, point)});
  return known.emplace(key, point_id(points_.size() - 1)).first->second;
}

std::vector<RunId> Plan::add_runs(const Study& study, PointId point, std::size_t first_seed,
                                  std::size_t seeds, bool shortened) {
  (void)lookup();  // of the runs so far
  const std::size_t next = runs_.size();
  append_runs(study, point, {first_seed, seeds}, shortened);
  return look_up_from(next);
}

std::vector<RunId> Plan::add_runs_on(const Study& study, PointId point, std::size_t workload,
                                     std::size_t first_seed, std::size_t seeds) {
  (void)lookup();
  const std::size_t next = runs_.size();
  append_runs_on(study, point, workload, {first_seed, seeds},
                 to_value(points_[point.index()].scenario).json());
  return look_up_from(next);
}

std::size_t Plan::seeds_of(PointId point, std::size_t workload) {
  const auto& seeds = lookup().seeds;
  const auto found = seeds.find({point, workload});
  return found == seeds.end() ? 0 : found->second;
}

/// Finds out which of the runs from `next` on are there already under another number.
std::vector<RunId> Plan::look_up_from(std::size_t next) {
  auto& [points, first_runs, seeds] = lookup();
  std::vector<RunId> added;
  for (; next < runs_.size(); ++next) {
    added.push_back(run_id(next));
    runs_[next].same_as = first_runs.emplace(runs_[next].key.hex(), run_id(next)).first->second;
    if (runs_[next].same_as == run_id(next)) ++distinct_;
    ++seeds[{runs_[next].point, runs_[next].workload}];
  }
  return added;
}

/// By sorting: quicker and smaller than a map of millions of keys.
void Plan::find_equal_runs() {
  struct Entry {
    std::uint64_t prefix = 0;  ///< of the key, a hash: it decides nearly every comparison
    RunId run;
  };
  std::vector<Entry> order(runs_.size());
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    std::memcpy(&order[i].prefix, runs_[i].key.bytes.data(), sizeof order[i].prefix);
    order[i].run = run_id(i);
  }
  std::sort(order.begin(), order.end(), [this](const Entry& a, const Entry& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    const io::RunKey &key_a = runs_[a.run.index()].key, &key_b = runs_[b.run.index()].key;
    return key_a == key_b ? a.run < b.run : key_a < key_b;
  });
  RunId first;
  for (const Entry& entry : order) {
    PlannedRun& planned = runs_[entry.run.index()];
    if (!first.valid() || runs_[first.index()].key != planned.key) first = entry.run;
    planned.same_as = first;
    if (first == entry.run) ++distinct_;
  }
}

std::vector<RunId> Plan::distinct_runs() const {
  std::vector<RunId> distinct;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i].same_as == run_id(i)) distinct.push_back(run_id(i));
  }
  return distinct;
}

std::size_t Plan::left_out() const {
  return std::accumulate(left_out_.begin(), left_out_.end(), std::size_t{0});
}

std::string Plan::label(PointId point) const {
  const PlannedPoint& planned = points_[point.index()];
  const std::string settings = planned.point.label();
  const std::string& strategy = strategies_[planned.strategy];
  return settings.empty() ? strategy : fmt::format("{} {}", strategy, settings);
}

std::string Plan::label(RunId run) const {
  const PlannedRun& planned = runs_[run.index()];
  return fmt::format("{} | {} | seed {}", label(planned.point), workloads_[planned.workload],
                     planned.seed);
}

double Plan::core_seconds(std::span<const double> seconds_per_run) const {
  SERVESWEEP_EXPECT(seconds_per_run.size() == workloads_.size());
  double seconds = 0;
  for (const RunId run : distinct_runs()) seconds += seconds_per_run[runs_[run.index()].workload];
  return seconds;
}

std::string Plan::describe() const {
  const auto is_whole = [this](const PlannedRun& run) { return !is_shortened(run); };
  const auto whole = static_cast<std::size_t>(std::ranges::count_if(runs_, is_whole));
  std::string text =
      fmt::format("study {}: {} x {} x {} = {}, {} distinct\n", study_,
                  counted_text(points_.size(), "point"), counted_text(whole_workloads_, "workload"),
                  counted_text(seeds_, "seed"), counted_text(whole, "run"), distinct_runs().size());
  if (whole < runs_.size()) {
    text += fmt::format("  and {} on the first part of the requests, for the first heats\n",
                        counted_text(runs_.size() - whole, "run"));
  }
  for (std::size_t strategy = 0; strategy < strategies_.size(); ++strategy) {
    std::vector<const Point*> points;
    for (const PlannedPoint& planned : points_) {
      if (planned.strategy == strategy) points.push_back(&planned.point);
    }
    text += fmt::format("  {}{}: {}{}\n", strategies_[strategy], strategy == 0 ? " (baseline)" : "",
                        counted_text(points.size(), "point"), notes_[strategy]);
    if (points.empty() || points.front()->values().empty()) continue;
    text += fmt::format("    first: {}\n", points.front()->label());
    if (points.size() > 1) text += fmt::format("    last:  {}\n", points.back()->label());
  }
  return text;
}

std::string Plan::fingerprint() const {
  std::string keys;
  keys.reserve(runs_.size() * 32);
  for (const PlannedRun& run : runs_) keys += run.key.hex();
  return content_hash(keys).hex();
}

}  // namespace servesweep::sweep
