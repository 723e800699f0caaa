#include "tests/benchmark/generations_topic.h"

#include <fmt/format.h>

#include <utility>

#include "tests/benchmark/columns.h"
#include "tests/benchmark/null_search.h"
#include "tests/benchmark/samples.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

double least_seconds(const NullSearch& search, int ranks, int repeats) {
  Samples seconds;
  for (int i = 0; i < repeats; ++i) seconds.add(dispatch_null_search(search, ranks));
  return seconds.min();
}

Report measure_generations(const sweep::CommandLine& line) {
  const int repeats = repeats_of(line);
  const auto width = static_cast<std::size_t>(line.integer("width", 1, 1'000'000));
  const std::size_t generations = size_for<std::size_t>(line, 2000, 3);
  const std::size_t tasks = width * generations;
  io::Table table({words("workers"), numbers("µs/generation"), numbers("one by one", "µs/task")});
  Report report;
  report.figures = {{"width", width}, {"generations", generations}};
  for (const int ranks : {1, 2, 4}) {
    const double by_generation_us =
        1e6 * least_seconds({.tasks = tasks, .pending = width}, ranks, repeats) /
        static_cast<double>(generations);
    const double one_by_one_us =
        1e6 *
        least_seconds({.tasks = tasks, .pending = width, .by_generation = false}, ranks, repeats) /
        static_cast<double>(tasks);
    const std::string name = fmt::format("{} ranks", ranks);
    table.add_row({name, by_generation_us, one_by_one_us});
    report.figures["workers"][name] = {{"us_per_generation", by_generation_us},
                                       {"us_per_task_one_by_one", one_by_one_us}};
  }
  report.tables.emplace_back(
      fmt::format("{} generations of {} tasks that do nothing, ranks in one process:", generations,
                  width),
      std::move(table));
  return report;
}

}  // namespace

Topic generations_topic() {
  Topic topic{
      .line = topic_line(
          "generations", "tasks that come a few at a time",
          "What a search pays for its runs beside the runs: tasks that do nothing, through\n"
          "the coordinator, on ranks in this process with one thread each. By generation,\n"
          "new tasks come when all of the last are done; one by one, one comes for each\n"
          "that is done, so that as many are pending. Fastest of the repetitions.",
          {"generations", "generations --width 64 --json"}, "5"),
      .measure = measure_generations};
  topic.line.value("--width", "N", "tasks of a generation", "8");
  return topic;
}

}  // namespace servesweep::benchmark
