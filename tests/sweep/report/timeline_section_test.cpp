#include "sweep/report/timeline_section.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "sweep/report/left_out.h"
#include "sweep/report/watched_run.h"
#include "tests/sweep/report/told_study.h"

namespace servesweep::sweep::test::timeline_section_test {
namespace {

/// The example, so busy that its queues grow.
std::string busy_example() {
  std::string text = example_with("requests_per_s: 100", "requests_per_s: 5000");
  return text.replace(text.find("requests: 20"), 12, "requests: 60");
}

}  // namespace

TEST_CASE("a timeline is that of the stored run, and says so") {
  ToldStudy study(busy_example());
  const io::ReportSection section = timeline_section(study.subject());
  const std::string all = fmt::format(": all {} metrics equal those that the folder holds.",
                                      study.results->study.metrics().size());
  CHECK(says(section, "plain was simulated again under seed 42" + all));
  CHECK(says(section, "tuned was simulated again under seed 42" + all));
  CHECK(says(section, "Preemptions so far: none in either run."));
  REQUIRE(section.charts.size() == 1 + 5 * 2);  // load; of both runs what instances do
  const io::ReportChart& load = section.charts.front();
  REQUIRE(load.series.size() == 3);
  CHECK(load.series[0].name == "arrivals");
  double arrived = 0;
  for (std::size_t i = 0; i + 1 < load.series[0].points.size(); ++i) {
    arrived +=
        load.series[0].points[i].y * (load.series[0].points[i + 1].x - load.series[0].points[i].x);
  }
  CHECK(arrived == doctest::Approx(60));
  const io::ReportChart& queue = section.charts[1];
  CHECK(queue.title == "Queue under plain");
  REQUIRE(queue.series.size() == 2);
  CHECK(queue.series[1].name == "instance 1");
  REQUIRE(section.commands.size() == 2);
  CHECK(section.commands.front() ==
        "servesweep simulate out/resolved.yaml --strategy plain --seed 42");
  for (const io::ReportChart& chart : section.charts) {
    for (const io::ChartSeries& series : chart.series) CHECK(series.points.size() <= 400);
  }
}

TEST_CASE("a run that comes out differently is told from the stored one") {
  ToldStudy study(kExampleStudy);
  Results& results = *study.results;
  results.use_shards();
  for (std::size_t m = 0; m < results.index.metrics.size(); ++m) results.load(m);
  const ReportSubject subject = study.subject();
  CHECK(watch_run(subject, subject.baseline, 42, 10).different.empty());
  results.index.values[3][0] += 1e-9;
  const WatchedRun run = watch_run(subject, subject.baseline, 42, 10);
  CHECK(run.different == std::vector<std::string>{results.index.metrics[3].name});
  const io::ReportSection section = timeline_section(subject);
  CHECK(says(section, "WARNING: plain was simulated again under seed 42, and 1 of "));
  CHECK_THROWS_WITH(watch_run(subject, subject.baseline, 9, 10),
                    doctest::Contains("holds no run of point 0 under seed 9"));
}

TEST_CASE("without simulation there is no timeline") {
  ToldStudy study(kExampleStudy);
  CHECK_THROWS_AS(timeline_section(study.subject("", false)), LeftOut);
}

}  // namespace servesweep::sweep::test::timeline_section_test
