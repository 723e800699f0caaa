#include "io/trace/servegen_profile.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::servegen_profile_test {
namespace {

const std::string kRates =
    "client,t_s,rate_rps,iat_cv,family,shape_arg1,scale_arg2\n"
    "3,0,2,1,Gamma,1,0.5\n"
    "3,3600,2,1,Gamma,1,0.5\n"
    "8,0,1,1,Weibull,0.8,1\n";

std::string lengths(int client, int input, int output) {
  const auto list = [](int tokens) {
    std::string text = std::to_string(tokens);
    for (int i = 0; i < 10; ++i) text += "," + std::to_string(tokens);
    return "[" + text + "]";
  };
  return "{\"client\":" + std::to_string(client) + ",\"t_s\":0,\"input_tokens\":" + list(input) +
         ",\"output_tokens\":" + list(output) + "}\n";
}

engine::Workload draw(ServegenOptions servegen, const TraceOptions& options = {},
                      const std::string& lengths_text = lengths(3, 30, 5) + lengths(8, 80, 6)) {
  const TraceFile rates(kRates), known(lengths_text);
  servegen.lengths = known.path();
  return draw_servegen_profile(rates.path(), servegen, options);
}

}  // namespace

TEST_CASE("clients are merged, each with its lengths and as a tenant") {
  const engine::Workload workload = draw({});
  CHECK(workload.tenants == std::vector<std::string>{"client-3", "client-8"});
  CHECK(std::ssize(workload.requests) > 1800);  // 3,000 are expected
  engine::TimeUs before_us = 0;
  for (const engine::Request& request : workload.requests) {
    CHECK(request.arrival_us >= before_us);
    before_us = request.arrival_us;
    CHECK(request.input_tokens == (request.tenant.value() == 0 ? 30 : 80));
    CHECK(request.output_tokens == (request.tenant.value() == 0 ? 5 : 6));
  }
  CHECK(before_us > 3'600'000'000);
}

TEST_CASE("a part of the day begins at zero, limit and horizon cut it") {
  ServegenOptions later;
  later.start_s = 3600;
  later.end_s = 3700;
  const engine::Workload workload = draw(later);
  CHECK(workload.tenants == std::vector<std::string>{"client-3"});
  CHECK(workload.requests.back().arrival_us < 100'000'000);
  TraceOptions options;
  options.requests = 17;
  CHECK(draw({}, options).requests.size() == 17);
  options.horizon_us = 1'000'000;
  options.requests = 0;
  const engine::Workload first_second = draw({}, options);
  const engine::Workload all = draw({});
  CHECK(first_second.requests.size() ==
        static_cast<std::size_t>(
            std::count_if(all.requests.begin(), all.requests.end(),
                          [](const auto& request) { return request.arrival_us < 1'000'000; })));
}

TEST_CASE("clients without lengths are refused or left out") {
  const TraceFile rates(kRates), known(lengths(3, 30, 5));
  ServegenOptions servegen;
  servegen.lengths = known.path();
  // 2 · 600 · 2 requests of client 3, 600 of client 8: 20 %.
  const std::string message =
      rates.path().string() +
      ": 1 clients have no lengths, client 8 is the first (they are 20.0 % of all requests); set "
      "skip_clients_without_lengths: true to do without them";
  CHECK_THROWS_WITH_AS((void)draw_servegen_profile(rates.path(), servegen, {}), message.c_str(),
                       engine::Problem);
  servegen.skip_clients_without_lengths = true;
  CHECK(draw_servegen_profile(rates.path(), servegen, {}).tenants ==
        std::vector<std::string>{"client-3"});
}

TEST_CASE("more requests than fit are refused before they are drawn") {
  TraceOptions options;
  options.rate_scale = 1e5;  // 3,000 requests a day without it
  CHECK_THROWS_AS((void)draw({}, options), engine::Problem);
  options.requests = 10;
  CHECK(draw({}, options).requests.size() == 10);
}

TEST_CASE("a part without requests is refused") {
  ServegenOptions night;
  night.start_s = 50'000;
  CHECK_THROWS_AS((void)draw(night), engine::Problem);
}

}  // namespace servesweep::io::servegen_profile_test
