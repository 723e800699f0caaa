#include "tests/benchmark/protocol_topic.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/base/problem.h"
#include "tests/benchmark/columns.h"
#include "tests/benchmark/hand_out_ways.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

/// The numbers of an option that may be given many times.
std::vector<double> numbers_of(const sweep::CommandLine& line, const std::string& option,
                               std::vector<double> otherwise, double most) {
  const std::vector<std::string> given = line.texts(option);
  if (given.empty() || is_smoke(line)) return otherwise;
  std::vector<double> values;
  for (const std::string& text : given) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value > 0 && value <= most)) {
      throw engine::Problem("--" + option, fmt::format("'{}' is not usable", text),
                            fmt::format("a number above 0, at most {}, is needed", most),
                            "change it");
    }
    values.push_back(value);
  }
  return values;
}

std::vector<HandOutWay> ways_of(const sweep::CommandLine& line) {
  std::vector<std::string> wanted = line.texts("way");
  if (wanted.empty()) wanted = {"now", "before"};
  std::vector<HandOutWay> ways;
  for (const std::string& name : wanted) {
    std::vector<std::string> names;
    const std::size_t found = ways.size();
    for (HandOutWay& way : hand_out_ways()) {
      names.push_back(way.name);
      if (way.name == name) ways.push_back(std::move(way));
    }
    if (ways.size() == found) {
      throw engine::Problem("--way", fmt::format("unknown way '{}'", name), "",
                            engine::suggest_name(name, names));
    }
  }
  return ways;
}

double micro(const sweep::CommandLine& line, const std::string& option) {
  return 1e-6 * line.real(option, -1e-12, 1e9);
}

MessageCosts costs_of(const sweep::CommandLine& line) {
  return {.latency_s = micro(line, "latency-us"),
          .receive_s = micro(line, "receive-us"),
          .send_s = micro(line, "send-us"),
          .per_byte_s = 1e-9 / line.real("gigabytes", 0, 1e6),
          .wake_s = micro(line, "wake-us"),
          .keep_run_s = micro(line, "keep-us"),
          .commit_pause_s = micro(line, "pause-us"),
          .journal_s = micro(line, "journal-us")};
}

JobShape shape_of(const sweep::CommandLine& line) {
  const auto threads = static_cast<int>(line.integer("threads", 1, 4096));
  return {.threads = size_for(line, threads, 4),
          .log_deviation = line.real("deviation", -1e-12, 10),
          .slow_ranks = static_cast<int>(line.integer("slow-ranks", 0, 1'000'000)),
          .slowness = line.real("slowness", 0, 1e6),
          .pause_s = line.real("stands-s", -1e-12, 1e9)};
}

/// What it bends under, where it bends.
std::string bend_of(const JobTrace& trace, double possible, const MessageCosts& costs) {
  if (trace.efficiency >= 0.95 * possible) return "";
  if (trace.bytes * costs.per_byte_s > 0.2 * trace.end_s) return "bytes";
  return trace.coordinating > 0.5 ? "rank 0" : "waiting";
}

class Rows {
 public:
  Rows(const sweep::CommandLine& line)
      : costs_(costs_of(line)),
        ways_(ways_of(line)),
        table_({numbers("ranks"), numbers("run", "ms"), numbers("runs/thread"), words("way"),
                numbers("efficiency", "%"), numbers("possible", "%"), numbers("rank 0 busy", "%"),
                numbers("tail", "%"), numbers("chunks"), numbers("sent", "MB"),
                numbers("waits", "s"), words("bends under")}) {}

  void add(JobShape shape) {
    shape.slow_ranks = std::min(shape.slow_ranks, shape.ranks);
    const double possible = free_queue_efficiency(shape);
    for (const HandOutWay& way : ways_) {
      if (way.leaders && shape.ranks < 4) continue;
      const JobTrace trace = play_way(way, shape, costs_);
      const std::string bend = bend_of(trace, possible, costs_);
      table_.add_row({static_cast<std::int64_t>(shape.ranks), 1e3 * shape.mean_run_s,
                      shape.runs_per_thread, way.name, 100 * trace.efficiency, 100 * possible,
                      100 * trace.coordinating, 100 * trace.tail,
                      static_cast<std::int64_t>(trace.chunks), 1e-6 * trace.bytes,
                      trace.longest_wait_s, bend});
      figures_.push_back({{"ranks", shape.ranks},
                          {"run_ms", 1e3 * shape.mean_run_s},
                          {"runs_per_thread", shape.runs_per_thread},
                          {"way", way.name},
                          {"efficiency", trace.efficiency},
                          {"possible", possible},
                          {"rank_zero_busy", trace.coordinating},
                          {"tail", trace.tail},
                          {"chunks", trace.chunks},
                          {"sent_bytes", trace.bytes},
                          {"longest_wait_s", trace.longest_wait_s},
                          {"peak_inbox", trace.peak_inbox},
                          {"end_s", trace.end_s},
                          {"bends_under", bend}});
    }
  }

  void skip() { ++skipped_; }

  Report report(int threads) && {
    Report report;
    report.figures = {{"threads", threads}, {"jobs", std::move(figures_)}};
    std::string heading = fmt::format(
        "jobs in virtual time, {} threads per rank; possible: one queue that costs nothing; waits: "
        "of a finished run for its commit.",
        threads);
    if (skipped_ > 0) {
      heading += fmt::format(" Skipped {} of more runs than --most-runs.", skipped_);
    }
    for (const HandOutWay& way : ways_) heading += fmt::format("\n{}: {}", way.name, way.meaning);
    report.tables.emplace_back(std::move(heading), std::move(table_));
    return report;
  }

 private:
  MessageCosts costs_;
  std::vector<HandOutWay> ways_;
  io::Table table_;
  int skipped_ = 0;
  nlohmann::ordered_json figures_ = nlohmann::ordered_json::array();
};

Report measure_protocol(const sweep::CommandLine& line) {
  using List = std::vector<double>;
  const double most_runs = size_for(line, 1e6 * line.real("most-runs", 0, 2000), 1e3);
  JobShape shape = shape_of(line);
  Rows rows(line);
  for (const double run_ms :
       numbers_of(line, "run-ms", size_for(line, List{0.5, 5, 1000}, {5}), 1e9)) {
    for (const double ranks :
         numbers_of(line, "ranks", size_for(line, List{1, 10, 100, 1000}, {1, 4}), 1e5)) {
      for (const double runs :
           numbers_of(line, "runs", size_for(line, List{100, 1000}, {10}), 1e9)) {
        shape.ranks = static_cast<int>(ranks);
        shape.mean_run_s = 1e-3 * run_ms;
        shape.runs_per_thread = runs;
        if (runs * shape.ranks * shape.threads <= most_runs) {
          rows.add(shape);
        } else {
          rows.skip();
        }
      }
    }
  }
  return std::move(rows).report(shape.threads);
}

std::string way_names() {
  std::string text;
  for (const HandOutWay& way : hand_out_ways())
    text += fmt::format("\n  {}: {}", way.name, way.meaning);
  return text;
}

}  // namespace

Topic protocol_topic() {
  Topic topic{
      .line = topic_line(
          "protocol", "how a job of very many ranks would go",
          "Plays jobs in virtual time: the coordinator, its queue and its messages are the\n"
          "program's; ranks take chunks as its workers do, and what messages take is given.\n"
          "Run times are log-normal and the same for every way. Efficiency: what the machine\n"
          "could have done the runs in, of the time until all ranks are released.\n"
          "Ways:" +
              way_names(),
          {"protocol", "protocol --ranks 10000 --runs 100 --most-runs 64 --way now --way leaders"}),
      .measure = measure_protocol};
  topic.line.values("--ranks", "N", "of a job; else 1, 10, 100 and 1000")
      .values("--run-ms", "MS", "mean time of a run; else 0.5, 5 and 1000")
      .values("--runs", "N", "runs per thread; else 100 and 1000")
      .values("--way", "NAME", "how to hand out work; else now and before")
      .value("--most-runs", "N", "skip jobs of more, in millions", "7")
      .value("--threads", "N", "per rank", "64")
      .value("--deviation", "X", "standard deviation of the logarithm of a run's time", "0.5")
      .value("--slow-ranks", "N", "so many ranks are slow", "0")
      .value("--slowness", "X", "… their runs take so many times as long", "2")
      .value("--stands-s", "S", "the last rank stands still so long, half-way", "0")
      .value("--latency-us", "N", "way of a message", "2")
      .value("--receive-us", "N", "what a message takes rank 0, its answer decided", "2")
      .value("--send-us", "N", "what sending one takes", "1")
      .value("--gigabytes", "N", "that go through rank 0 in a second", "10")
      .value("--keep-us", "N", "what a finished run takes its rank's main thread", "2")
      .value("--pause-us", "N", "what closing a shard takes it, once a minute", "0")
      .value("--journal-us", "N", "… and rank 0, which notes it", "0")
      .value("--wake-us", "N", "how late rank 0's turn comes while it computes on every core", "0");
  return topic;
}

}  // namespace servesweep::benchmark
