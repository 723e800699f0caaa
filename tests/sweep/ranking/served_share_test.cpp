#include "sweep/ranking/served_share.h"

#include <doctest/doctest.h>

namespace servesweep::sweep {

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

}  // namespace servesweep::sweep
