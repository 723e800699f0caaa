#include "tests/benchmark/scale_topic.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "tests/benchmark/columns.h"
#include "tests/benchmark/in_child.h"
#include "tests/benchmark/power_fit.h"
#include "tests/benchmark/shipped.h"
#include "tests/benchmark/streamed_run.h"
#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {
namespace {

/// Sizes of which `x` grows.
struct Series {
  const char* name;
  const char* router;
  std::vector<StreamedSize> sizes;
  std::int64_t (*x)(const StreamedSize&);
  bool nested = false;  ///< a size begins with all that the one before it was
};

/// How the time grows; of nested sizes also what a request costs that only the largest one has.
std::string growth(const Series& series, const std::vector<double>& run_ms,
                   nlohmann::ordered_json& own) {
  std::string text =
      fmt::format("time grows like {}^{:.3f}", series.name, own.at("exponent").get<double>());
  if (!series.nested) return text;
  const std::size_t last = run_ms.size() - 1;
  const std::int64_t before = series.sizes[last - 1].requests;
  const double further_ns = (run_ms[last] - run_ms[last - 1]) * 1e6 /
                            static_cast<double>(series.sizes[last].requests - before);
  own["ns_per_further_request"] = further_ns;
  return text + fmt::format("; beyond {}, a request costs {:.0f} ns", before, further_ns);
}

/// One table, and how the time grows in it.
void add_series(const Series& series, const std::string& profile, const StreamedLoad& load,
                Report& report) {
  const auto program_mb = report.figures.at("program_mb").get<double>();
  io::Table table({numbers("requests"), numbers("instances"), numbers("completed"),
                   numbers("run", "ms"), numbers("of it drawing", "ms"), numbers("ns/request"),
                   numbers("peak", "MB"), numbers("above program", "MB")});
  std::vector<double> xs, run_ms;
  auto& own = report.figures["profiles"][profile][series.router][series.name];
  for (const StreamedSize& size : series.sizes) {
    const StreamedCost cost = streamed_run(size, load);
    const double ns = cost.run_ms * 1e6 / static_cast<double>(size.requests);
    table.add_row({size.requests, std::int64_t{size.instances}, cost.completed, cost.run_ms,
                   cost.draw_ms, ns, cost.peak_mb, cost.peak_mb - program_mb});
    own["sizes"].push_back({{"requests", size.requests},
                            {"instances", size.instances},
                            {"run_ms", cost.run_ms},
                            {"draw_ms", cost.draw_ms},
                            {"ns_per_request", ns},
                            {"peak_mb", cost.peak_mb}});
    xs.push_back(static_cast<double>(series.x(size)));
    run_ms.push_back(cost.run_ms);
  }
  own["exponent"] = fitted_exponent(xs, run_ms);
  report.tables.emplace_back(
      fmt::format("{}, {} router: {}", profile, series.router, growth(series, run_ms, own)),
      std::move(table));
}

/// Requests on 8 instances, then instances under equal load each, by a router that scores all of
/// them and by one that looks at none.
std::vector<Series> all_series(const sweep::CommandLine& line) {
  const std::int64_t most =
      size_for(line, line.integer("most", 100, 100'000'000), std::int64_t{200});
  const std::int64_t each = size_for(line, std::int64_t{1000}, std::int64_t{10});
  const auto instances = [](const StreamedSize& size) { return std::int64_t{size.instances}; };
  const std::vector<StreamedSize> fleets{{.requests = each * 8, .instances = 8},
                                         {.requests = each * 64, .instances = 64},
                                         {.requests = each * 512, .instances = 512}};
  return {{.name = "requests",
           .router = "weighted",
           .sizes = {{.requests = most / 100}, {.requests = most / 10}, {.requests = most}},
           .x = [](const StreamedSize& size) { return size.requests; },
           .nested = true},
          {.name = "instances", .router = "weighted", .sizes = fleets, .x = instances},
          {.name = "instances", .router = "round-robin", .sizes = fleets, .x = instances}};
}

/// The quickstart's baseline, but for this profile and router.
engine::Scenario scenario_of(const sweep::Study& study, engine::Profile profile,
                             const std::string& router) {
  engine::Scenario scenario = first_scenario(study, 0);
  scenario.follow(profile);
  if (router != scenario.routing.policy) {
    scenario.routing = {.policy = router, .parameters = {}, .scorers = {}};
  }
  return scenario;
}

Report measure_scale(const sweep::CommandLine& line) {
  const std::string wanted = line.word("profile", {"both", "vllm-v1", "reference"});
  const sweep::Study study = shipped_study("quickstart");
  const double program_mb = in_child([] { return std::vector<double>(); }).peak_mb;
  Report report;
  report.figures = {{"program_mb", program_mb}};
  for (const auto profile : {engine::Profile::vllm_v1, engine::Profile::reference}) {
    const std::string name(engine::name_of(profile));
    if (wanted != "both" && wanted != name) continue;
    for (const Series& series : all_series(line)) {
      const StreamedLoad load{scenario_of(study, profile, series.router),
                              study.workloads().front().spec, repeats_of(line)};
      add_series(series, name, load, report);
    }
  }
  return report;
}

}  // namespace

Topic scale_topic() {
  Topic topic{
      .line = topic_line(
          "scale", "time and memory against requests and instances",
          "The quickstart's laws at 100 requests/s and instance, requests drawn when they\n"
          "arrive, no request records: a hundredth, a tenth and all of --most requests on 8\n"
          "instances; then 8, 64 and 512 instances with 1,000 requests each. Under the\n"
          "quickstart's weighted router, which scores every instance, and under\n"
          "round-robin, which looks at none. Least of the repetitions. Each size is a\n"
          "process of its own, whose peak memory includes the program. The first 40,000\n"
          "requests on 8 instances meet caches that are not full yet and evict nothing.",
          {"scale", "scale --profile vllm-v1 --most 10000000 --json"}, "3"),
      .measure = measure_scale};
  topic.line.value("--most", "N", "the largest number of requests", "1000000")
      .value("--profile", "NAME", "vllm-v1, reference or both", "both");
  return topic;
}

}  // namespace servesweep::benchmark
