#include "sweep/criteria/judged_criterion.h"

#include <doctest/doctest.h>

#include <boost/random/normal_distribution.hpp>
#include <initializer_list>
#include <limits>

#include "engine/random/stream.h"
#include "sweep/statistics/moments.h"

namespace servesweep::sweep::judged_criterion_test {
namespace {

using Bound = Threshold::Kind;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

SeedValues by_seed(const std::vector<double>& values) {
  SeedValues list;
  for (std::size_t i = 0; i < values.size(); ++i) list.emplace_back(i + 1, values[i]);
  return list;
}

/// Strategy and baseline on three seeds: P99 TTFT falls by 2, 1 and 1.8 of 100. Mean −1.6, standard
/// deviation √0.28, t(0.95, 2) = 4.303, so the interval is −1.6 ± 1.314 %.
struct Bench {
  FiguresOfMetrics strategy{{"ttft_p99_ms", by_seed({98, 99, 98.2})},
                            {"completed_fraction", by_seed({1, 1, 1})}};
  FiguresOfMetrics baseline{{"ttft_p99_ms", by_seed({100, 100, 100})},
                            {"completed_fraction", by_seed({1, 1, 1})}};
  std::vector<std::string> classes{};

  /// A metric of both sides.
  Bench& set(const std::string& metric, const std::vector<double>& of_strategy,
             const std::vector<double>& of_baseline) {
    strategy[metric] = by_seed(of_strategy);
    baseline[metric] = by_seed(of_baseline);
    return *this;
  }
  [[nodiscard]] Contest contest() const {
    return {.strategy = strategy, .baseline = baseline, .classes = classes};
  }
  [[nodiscard]] JudgedCriterion judged(const std::string& metric, Bound kind, double bound,
                                       const std::string& other = "") const {
    return judge_threshold(
        {.metric = metric,
         .goal = metric == "completed_fraction" ? Goal::maximize : Goal::minimize,
         .kind = kind,
         .bound = bound,
         .other = other},
        contest());
  }
};

Threshold ttft(Bound kind, double bound) {
  return {.metric = "ttft_p99_ms", .kind = kind, .bound = bound};
}

}  // namespace

TEST_CASE("a relative threshold is decided by where the interval of the change lies") {
  const Bench bench;
  const JudgedCriterion held = bench.judged("ttft_p99_ms", Bound::better_by, 0.0028);
  CHECK(held.finding == Finding::held);
  CHECK(held.measured.kind == Measured::Kind::change);
  CHECK(held.measured.metric == "ttft_p99_ms");
  CHECK(held.measured.change.relative_difference == doctest::Approx(-0.016));
  CHECK(held.measured.change.relative.upper == doctest::Approx(-0.00286).epsilon(0.01));
  CHECK(held.reason.empty());
  CHECK(bench.judged("ttft_p99_ms", Bound::better_by, 0.003).finding == Finding::undecided);
  CHECK(bench.judged("ttft_p99_ms", Bound::better_by, 0.029).finding == Finding::undecided);
  CHECK(bench.judged("ttft_p99_ms", Bound::better_by, 0.0293).finding == Finding::failed);
  CHECK(bench.judged("ttft_p99_ms", Bound::worse_by_at_most, 0).finding == Finding::held);
}

TEST_CASE("a relative threshold agrees with Fieller's interval where the baseline varies") {
  Bench bench;
  bench.set("ttft_p99_ms", {80, 110, 95}, {100, 130, 118});
  const JudgedCriterion judged = bench.judged("ttft_p99_ms", Bound::better_by, 0);
  const Interval interval = judged.measured.change.relative;
  const auto finding = [&](double bound) {
    return bench.judged("ttft_p99_ms", Bound::better_by, bound).finding;
  };
  CHECK(finding(-interval.upper - 1e-9) == Finding::held);
  CHECK(finding(-interval.upper + 1e-9) == Finding::undecided);
  CHECK(finding(-interval.lower - 1e-9) == Finding::undecided);
  CHECK(finding(-interval.lower + 1e-9) == Finding::failed);
}

TEST_CASE("a threshold on a value is decided by the interval of its mean") {
  const Bench bench;  // 98.4 ± 1.314
  const JudgedCriterion held = bench.judged("ttft_p99_ms", Bound::at_most, 99.8);
  CHECK(held.finding == Finding::held);
  CHECK(held.measured.kind == Measured::Kind::value);
  CHECK(held.measured.value == doctest::Approx(98.4));
  CHECK(held.measured.interval.upper == doctest::Approx(99.714).epsilon(1e-4));
  CHECK(bench.judged("ttft_p99_ms", Bound::at_most, 98.5).finding == Finding::undecided);
  CHECK(bench.judged("ttft_p99_ms", Bound::at_most, 97).finding == Finding::failed);
  CHECK(bench.judged("ttft_p99_ms", Bound::at_least, 97).finding == Finding::held);
}

TEST_CASE("one metric below another of the same strategy") {
  Bench bench;
  bench.set("e2e_p99_ms", {130, 128, 131}, {1, 1, 1});
  const JudgedCriterion held = bench.judged("ttft_p99_ms", Bound::below, 0, "e2e_p99_ms");
  CHECK(held.finding == Finding::held);
  CHECK(held.held_seeds() == 3);
  CHECK(held.measured.change.baseline_mean == doctest::Approx(389.0 / 3));
  CHECK(bench.judged("e2e_p99_ms", Bound::below, 0, "ttft_p99_ms").finding == Finding::failed);
}

TEST_CASE("each seed is marked by itself") {
  const Bench bench;
  using Marks = std::vector<SeedMark>;
  CHECK(bench.judged("ttft_p99_ms", Bound::better_by, 0.015).seeds ==
        Marks{{1, true}, {2, false}, {3, true}});
  Bench equal;
  equal.set("ttft_p99_ms", {100, 99, 101}, {100, 100, 100});
  CHECK(equal.judged("ttft_p99_ms", Bound::better_by, 0).held_seeds() == 1);
  CHECK(equal.judged("ttft_p99_ms", Bound::worse_by_at_most, 0).held_seeds() == 2);
}

TEST_CASE("whoever serves less fails what does not count the others as missed") {
  Bench bench;
  bench.set("completed_fraction", {0.97, 0.98, 1}, {1, 1, 1.02});
  const JudgedCriterion failed = bench.judged("ttft_p99_ms", Bound::better_by, 0);
  CHECK(failed.finding == Finding::failed);
  CHECK(failed.reason ==
        "the strategy serves a smaller share of the requests than the baseline (completed_fraction "
        "0.9833 instead of 1.007), and ttft_p99_ms does not count the others as missed");
  CHECK(failed.held_seeds() == 0);
  CHECK(bench.judged("ttft_p99_ms", Bound::at_most, 200).finding == Finding::failed);
  // What a threshold tolerates is tolerated in service, too.
  CHECK(bench.judged("ttft_p99_ms", Bound::worse_by_at_most, 0.03).finding == Finding::held);
  CHECK(bench.judged("completed_fraction", Bound::worse_by_at_most, 0.1).finding == Finding::held);
  // That a class is served less makes its own figures suspect only.
  bench.set("completed_fraction", {1, 1, 1}, {1, 1, 1});
  bench.set("completed_fraction.critical", {0.9, 0.91, 0.9}, {1, 1, 1});
  bench.set("ttft_p99_ms.critical", {98, 99, 98.2}, {100, 100, 100});
  CHECK(bench.judged("ttft_p99_ms.critical", Bound::better_by, 0).finding == Finding::failed);
  CHECK(bench.judged("ttft_p99_ms", Bound::better_by, 0).finding == Finding::held);
}

TEST_CASE("whoever serves less by chance, perhaps, is undecided") {
  Bench bench;
  bench.set("completed_fraction", {1, 0.97, 1}, {1, 1, 1});
  const JudgedCriterion open = bench.judged("ttft_p99_ms", Bound::better_by, 0);
  CHECK(open.finding == Finding::undecided);
  CHECK(open.reason ==
        "the strategy serves a smaller share of the requests than the baseline (completed_fraction "
        "0.99 instead of 1, which may be chance), and ttft_p99_ms does not count the others as "
        "missed");
  CHECK(open.held_seeds() == 2);
  // Equal differences count by their side only: (1/2)^3.
  bench.set("completed_fraction", {0.97, 0.97, 0.97}, {1, 1, 1});
  CHECK(bench.judged("ttft_p99_ms", Bound::better_by, 0).finding == Finding::undecided);
  // A figure that fails by itself does so, and needs no such reason.
  const JudgedCriterion failed = bench.judged("ttft_p99_ms", Bound::better_by, 0.1);
  CHECK(failed.finding == Finding::failed);
  CHECK(failed.reason.empty());
}

TEST_CASE("who serves as much fails for serving less once in forty at most") {
  // Shares of both sides have the same law, and the figure is much better: 2.5 % of 2,000 fail,
  // standard deviation 7. Half of them have a lower mean.
  constexpr int kRepetitions = 2000;
  int failed = 0, open = 0;
  for (std::uint64_t repetition = 0; repetition < kRepetitions; ++repetition) {
    engine::Stream stream(6, engine::StreamPurpose("test.shares"), repetition);
    boost::random::normal_distribution<double> share(0.95, 0.01), noise;
    std::vector<double> strategy, baseline, figures;
    for (int i = 0; i < 5; ++i) {
      strategy.push_back(share(stream));
      baseline.push_back(share(stream));
      figures.push_back(50 + noise(stream));
    }
    Bench bench;
    bench.set("ttft_p99_ms", figures, {100, 100, 100, 100, 100});
    bench.set("completed_fraction", strategy, baseline);
    const Finding finding = bench.judged("ttft_p99_ms", Bound::better_by, 0.15).finding;
    failed += finding == Finding::failed ? 1 : 0;
    open += finding == Finding::undecided ? 1 : 0;
  }
  CHECK(failed == doctest::Approx(50).epsilon(28.0 / 50));
  CHECK(failed + open == doctest::Approx(1000).epsilon(90.0 / 1000));
}

TEST_CASE("what cannot be decided says why") {
  Bench bench;
  const auto reason = [&] { return bench.judged("ttft_p99_ms", Bound::better_by, 0).reason; };
  bench.set("ttft_p99_ms", {90, 90, 90}, {100, 100, 100});
  CHECK(reason() == "it is the same on all 3 seeds, too few for its side to count");
  bench.set("ttft_p99_ms", {90, kNan, 90}, {100, 100, 100});
  CHECK(reason() == "ttft_p99_ms is undefined on some seed");
  bench.set("ttft_p99_ms", {90}, {100});
  CHECK(reason() == "one seed has no interval");
  bench.set("ttft_p99_ms", {}, {100});
  CHECK(reason() == "ttft_p99_ms is known of no seed on both sides");
  bench.set("ttft_p99_ms", {98, 102, 99}, {100, 100, 100});
  CHECK(reason().empty());  // the interval says it
}

TEST_CASE("only seeds that both sides have count") {
  Bench bench;
  bench.strategy["ttft_p99_ms"] = {{1, 98}, {2, 99}, {4, 98.2}};
  bench.baseline["ttft_p99_ms"] = {{1, 100}, {3, 100}, {4, 100}};
  const JudgedCriterion judged = bench.judged("ttft_p99_ms", Bound::better_by, 0);
  REQUIRE(judged.seeds.size() == 2);
  CHECK(judged.seeds[1].seed == 4);
  CHECK(judged.measured.change.n == 2);
}

TEST_CASE("of every class: one that fails is enough, one that is open leaves it open") {
  Bench bench;
  bench.classes = {"a", "b"};
  for (const char* const share : {"completed_fraction.a", "completed_fraction.b"}) {
    bench.set(share, {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1});
  }
  bench.set("ttft_p99_ms.a", {90, 91, 92, 90, 91, 92}, {100, 100, 100, 100, 100, 100});
  bench.set("ttft_p99_ms.b", {150, 151, 149, 150, 151, 149}, {100, 100, 100, 100, 100, 100});
  const Criterion starved{.name = "no class starved",
                          .kind = Criterion::Kind::every_class,
                          .thresholds = {{.metric = "completed_fraction",
                                          .goal = Goal::maximize,
                                          .kind = Bound::worse_by_at_most,
                                          .bound = 0.01},
                                         ttft(Bound::worse_by_at_most, 1)}};
  const JudgedCriterion held = judge_criterion(starved, bench.contest());
  CHECK(held.finding == Finding::held);
  CHECK(held.held_seeds() == 6);
  CHECK(held.doubt.not_so == doctest::Approx(1.0 / 64));  // of the shares, which never vary

  bench.set("ttft_p99_ms.b", {210, 212, 211, 209, 210, 198}, {100, 100, 100, 100, 100, 100});
  const JudgedCriterion failed = judge_criterion(starved, bench.contest());
  CHECK(failed.finding == Finding::failed);
  CHECK(failed.measured.metric == "ttft_p99_ms.b");
  CHECK(failed.measured.change.relative_difference == doctest::Approx(1.083333));
  CHECK(failed.held_seeds() == 1);

  CHECK(measured_part(starved, "ttft_p99_ms.a", bench.contest()).change.relative_difference ==
        doctest::Approx(-0.09));
  CHECK(measured_part(starved, "e2e_p99_ms.a", bench.contest()).kind == Measured::Kind::nothing);

  bench.set("ttft_p99_ms.b", {150, 290, 180, 150, 290, 180}, {100, 100, 100, 100, 100, 100});
  CHECK(judge_criterion(starved, bench.contest()).finding == Finding::undecided);
  bench.set("completed_fraction.a", {0.95, 0.9, 0.95, 0.9, 0.91, 0.92}, {1, 1, 1, 1, 1, 1});
  const JudgedCriterion refused = judge_criterion(starved, bench.contest());
  CHECK(refused.finding == Finding::failed);
  CHECK(refused.measured.metric == "completed_fraction.a");
  bench.classes.clear();
  CHECK(judge_criterion(starved, bench.contest()).reason == "the workload has no class");
}

TEST_CASE("on each seed: the share of seeds on which all thresholds hold") {
  Bench bench;
  const Criterion robust{.name = "robust",
                         .kind = Criterion::Kind::each_seed,
                         .thresholds = {ttft(Bound::better_by, 0), ttft(Bound::at_most, 98.5)},
                         .share = 0.5};
  const JudgedCriterion open = judge_criterion(robust, bench.contest());
  CHECK(open.finding == Finding::undecided);  // 2 of 3
  CHECK(open.measured.kind == Measured::Kind::share);
  CHECK(open.measured.value == doctest::Approx(2.0 / 3));
  CHECK(open.held_seeds() == 2);
  CHECK_FALSE(open.seeds[1].held);

  Criterion every = robust;
  every.share = 1;
  CHECK(judge_criterion(every, bench.contest()).finding == Finding::failed);
  every.thresholds.pop_back();
  CHECK(judge_criterion(every, bench.contest()).finding == Finding::held);

  // 6 of 6 at one half: 1/64 < 0.025; none of 6 as well.
  bench.set("ttft_p99_ms", {90, 91, 92, 90, 91, 92}, {100, 100, 100, 100, 100, 100});
  bench.set("completed_fraction", {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1});
  CHECK(judge_criterion(robust, bench.contest()).finding == Finding::held);
  bench.set("ttft_p99_ms", {110, 110, 110, 110, 110, 110}, {100, 100, 100, 100, 100, 100});
  CHECK(judge_criterion(robust, bench.contest()).finding == Finding::failed);
  bench.set("ttft_p99_ms", {90, 91, 92, 90, 91, kNan}, {100, 100, 100, 100, 100, 100});
  CHECK(judge_criterion(robust, bench.contest()).reason == "ttft_p99_ms is undefined on some seed");
}

TEST_CASE(
    "the best of twenty equal points passes on its own seeds by luck, on fresh ones it does not") {
  // No point differs from the baseline. Judged where it was chosen, the best of them passes much
  // more often than once in forty; judged on fresh seeds, 2.5 % of 2,000 pass, standard
  // deviation 7.
  constexpr int kRepetitions = 2000, kPoints = 20, kSeeds = 5;
  const Threshold better = ttft(Bound::better_by, 0);
  int chosen_passes = 0, fresh_passes = 0;
  for (std::uint64_t repetition = 0; repetition < kRepetitions; ++repetition) {
    engine::Stream stream(5, engine::StreamPurpose("test.choice"), repetition);
    boost::random::normal_distribution<double> figure(100, 5);
    const auto drawn = [&] {
      std::vector<double> values;
      for (int i = 0; i < kSeeds; ++i) values.push_back(figure(stream));
      return values;
    };
    const std::vector<double> base = drawn();
    std::vector<double> best;
    double best_mean = 1e9;
    for (int point = 0; point < kPoints; ++point) {
      std::vector<double> values = drawn();
      const double mean = mean_of(values);
      if (mean >= best_mean) continue;
      best_mean = mean;
      best = std::move(values);
    }
    const auto passes = [&](const std::vector<double>& of_point,
                            const std::vector<double>& of_base) {
      Bench bench;
      bench.set("ttft_p99_ms", of_point, of_base);
      return judge_threshold(better, bench.contest()).finding == Finding::held;
    };
    if (passes(best, base)) ++chosen_passes;
    if (passes(drawn(), drawn())) ++fresh_passes;
  }
  CHECK(chosen_passes > 200);
  CHECK(fresh_passes == doctest::Approx(50).epsilon(28.0 / 50));
}

}  // namespace servesweep::sweep::judged_criterion_test
