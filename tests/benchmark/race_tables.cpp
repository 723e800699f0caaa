#include "tests/benchmark/race_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "sweep/statistics/mean_interval.h"
#include "tests/benchmark/columns.h"
#include "tests/benchmark/samples.h"

namespace servesweep::benchmark {
namespace {

constexpr double kPercents[] = {90, 95, 99};
constexpr std::size_t kPoints[] = {20, 60, 100, 200, 500, 1000, 2000};

std::vector<double> times_until(double seconds) {
  std::vector<double> times;
  for (const double time : {0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0}) {
    if (time <= seconds) times.push_back(time);
  }
  return times.empty() ? std::vector{seconds} : times;
}

sweep::MeanInterval share_at(const RaceEntry& entry, double seconds, double best) {
  std::vector<double> shares;
  for (const RaceTrace& trace : entry.traces)
    shares.push_back(trace.hypervolume_at(seconds) / best);
  return sweep::mean_interval(shares);
}

/// Median over the searches; infinite if most never came so far.
double median_seconds_to(const RaceEntry& entry, double hypervolume) {
  Samples seconds;
  for (const RaceTrace& trace : entry.traces) {
    seconds.add(trace.seconds_to(hypervolume).value_or(std::numeric_limits<double>::infinity()));
  }
  return seconds.median();
}

io::TableCell or_never(double seconds) {
  if (std::isfinite(seconds)) return seconds;
  return std::string("never");
}

/// Mean share of the best that the first so many points make; nothing if a search has fewer.
std::optional<double> share_of(const RaceEntry& entry, std::size_t points, double best) {
  double sum = 0;
  for (const RaceTrace& trace : entry.traces) {
    const std::optional<double> found = trace.hypervolume_of(points);
    if (!found) return std::nullopt;
    sum += *found / best;
  }
  return sum / static_cast<double>(entry.traces.size());
}

/// Sums over the searches of a contestant.
struct Effort {
  explicit Effort(const RaceEntry& entry) : searches(static_cast<double>(entry.traces.size())) {
    for (const RaceTrace& trace : entry.traces) {
      points += static_cast<double>(trace.points.size());
      attempts += static_cast<double>(trace.attempts);
      runs += static_cast<double>(trace.runs);
      work += trace.work;
      hypervolumes.push_back(trace.hypervolume_at(trace.seconds));
      thinking_s += trace.thinking_s;
      running_s += trace.seconds - trace.thinking_s;
    }
  }
  double searches, points = 0, attempts = 0, runs = 0, work = 0, thinking_s = 0, running_s = 0;
  std::vector<double> hypervolumes;  ///< in the end
};

}  // namespace

double best_hypervolume(const std::vector<RaceEntry>& entries) {
  double best = 0;
  for (const RaceEntry& entry : entries) {
    for (const RaceTrace& trace : entry.traces) {
      best = std::max(best, trace.hypervolume_at(trace.seconds));
    }
  }
  return best;
}

void report_race_times(const std::vector<RaceEntry>& entries, double seconds, double best,
                       Report& report) {
  const std::vector<double> times = times_until(seconds);
  std::vector<io::TableColumn> columns = {words("contestant")};
  for (const double time : times) columns.push_back(numbers(fmt::format("at {:g} s", time)));
  columns.push_back(numbers("±", "", 2));
  for (const double share : kPercents)
    columns.push_back(numbers(fmt::format("to {} %", share), "s"));
  io::Table table(columns);
  for (const RaceEntry& entry : entries) {
    std::vector<io::TableCell> row = {entry.name};
    auto& figures = report.figures["contestants"][entry.name];
    double half_width = 0;
    for (const double time : times) {
      const sweep::MeanInterval share = share_at(entry, time, best);
      half_width = share.half_width;
      row.emplace_back(share.mean);
      figures["share_at_s"][fmt::format("{:g}", time)] = {share.mean, share.half_width};
    }
    row.emplace_back(half_width);
    for (const double share : kPercents) {
      const double reached_s = median_seconds_to(entry, share / 100 * best);
      row.push_back(or_never(reached_s));
      figures["median_s_to"][fmt::format("{:g}", share)] = reached_s;
    }
    table.add_row(std::move(row));
  }
  report.tables.emplace_back(
      "Share of the best hypervolume, mean over the searches (±: the last's 95 % interval), and\n"
      "median time to so much of it:",
      std::move(table));
}

void report_race_points(const std::vector<RaceEntry>& entries, double best, Report& report) {
  std::vector<io::TableColumn> columns = {
      words("contestant"),           numbers("points"),
      numbers("run", "ms"),          numbers("thinking", "ms/point"),
      numbers("work", "runs"),       numbers("in all", "s"),
      numbers("hypervolume", "", 4), numbers("±", "", 2)};
  for (const std::size_t n : kPoints) columns.push_back(numbers(fmt::format("of {}", n)));
  io::Table table(columns);
  for (const RaceEntry& entry : entries) {
    const Effort effort(entry);
    auto& figures = report.figures["contestants"][entry.name];
    figures["points"] = effort.points / effort.searches;
    figures["run_ms"] = 1e3 * effort.running_s / effort.runs;
    figures["thinking_ms_per_point"] = 1e3 * effort.thinking_s / effort.attempts;
    figures["work_runs"] = effort.work / effort.searches;
    figures["seconds"] = (effort.running_s + effort.thinking_s) / effort.searches;
    figures["hypervolumes"] = effort.hypervolumes;
    const sweep::MeanInterval found = sweep::mean_interval(effort.hypervolumes);
    std::vector<io::TableCell> row = {entry.name,
                                      figures["points"].get<double>(),
                                      figures["run_ms"].get<double>(),
                                      figures["thinking_ms_per_point"].get<double>(),
                                      figures["work_runs"].get<double>(),
                                      figures["seconds"].get<double>(),
                                      found.mean,
                                      found.half_width};
    for (const std::size_t n : kPoints) {
      const std::optional<double> share = share_of(entry, n, best);
      row.emplace_back();
      if (!share) continue;
      row.back() = *share;
      figures["share_of_points"][std::to_string(n)] = *share;
    }
    table.add_row(std::move(row));
  }
  report.tables.emplace_back("What it took, and the share by points instead of time:",
                             std::move(table));
}

}  // namespace servesweep::benchmark
