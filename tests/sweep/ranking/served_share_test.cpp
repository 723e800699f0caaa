#include "sweep/ranking/served_share.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::served_share_test {

TEST_CASE("metrics that count the unserved as missed, of all requests and of a class") {
  for (const char* const metric :
       {"goodput_per_s", "slo_met_fraction", "slo_met_fraction.critical", "completed_fraction",
        "completed_fraction.standard", "ttft_p99_of_all_ms", "e2e_p99_of_all_ms.critical"}) {
    CAPTURE(metric);
    CHECK(counts_the_unserved(metric));
    CHECK(served_shares(metric).empty());
  }
  for (const char* const metric :
       {"ttft_p99_ms", "ttft_p99_ms.slo_met_fraction", "requests_per_s", "output_tokens_per_s",
        "token_hit_rate", "preemptions", "end_s", "jain_class_ttft", "rejected_fraction.critical",
        "slo_met_fractions", ""}) {
    CAPTURE(metric);
    CHECK_FALSE(counts_the_unserved(metric));
  }
}

TEST_CASE("shares that must not fall: of all requests, and of the metric's class") {
  CHECK(served_shares("ttft_p99_ms") == std::vector<std::string>{"completed_fraction"});
  CHECK(served_shares("e2e_mean_ms.gold") ==
        std::vector<std::string>{"completed_fraction", "completed_fraction.gold"});
}

TEST_CASE("whether shares fall is judged by pairs, of two shares by Bonferroni") {
  // Falls by 0.1, 0.06 and 0.05: mean 0.07, t = −4.58 with two degrees of freedom, one-sided
  // 0.0222.
  const std::vector<SeedPair> falls = {{0.9, 1}, {0.94, 1}, {0.95, 1}}, same = {{1, 1}, {1, 1}};
  const auto doubt = [&](const std::string& metric, double tolerated) {
    return service_doubt(metric, tolerated, [&](const std::string& share) {
      return share == "completed_fraction" ? falls : same;
    });
  };
  const ServiceDoubt one = doubt("ttft_p99_ms", 0);
  CHECK(one.doubt.so == doctest::Approx(0.0222).epsilon(0.01));
  CHECK(one.doubt.not_so == doctest::Approx(1 - 0.0222).epsilon(0.001));
  CHECK(one.text("a serves", "b", "m", 0.95) ==
        "a serves a smaller share of the requests than b (completed_fraction 0.93 instead of 1), "
        "and m does not count the others as missed");
  const ServiceDoubt of_class = doubt("ttft_p99_ms.gold", 0);
  CHECK(of_class.doubt.so == doctest::Approx(0.0444).epsilon(0.01));
  CHECK(of_class.share == "completed_fraction");
  CHECK_FALSE(doubt("ttft_p99_ms", 0.08).falls());
  CHECK(doubt("goodput_per_s", 0).doubt == TwoSidedDoubt{.not_so = 0, .so = 1});
}

}  // namespace servesweep::sweep::served_share_test
