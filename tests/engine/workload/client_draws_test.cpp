#include "engine/workload/client_draws.h"

#include <doctest/doctest.h>

#include "tests/engine/workload/sample_statistics.h"
#include "tests/engine/workload/target_workload.h"

namespace client_draws_test {

using namespace servesweep::engine;

namespace {

constexpr double kSigmas = 4.5;
constexpr std::uint32_t kDraws = 40'000;

ClientSpec plain_client() {
  return plain_workload(1).clients[0];
}

std::vector<double> inputs_of(const ClientSpec& client) {
  const ClientDraws draws(client);
  std::vector<double> inputs;
  for (std::uint32_t i = 0; i < kDraws; ++i) inputs.push_back(draws.input_tokens({3, i, 0}));
  return inputs;
}

}  // namespace

TEST_CASE("ClientDraws: the tokens of all media are added to the text") {
  ClientSpec client = plain_client();
  client.media[Media::image] = {.count = ConstantLength{2}, .tokens = ConstantLength{576}};
  client.media[Media::audio] = {.count = ConstantLength{0}, .tokens = ConstantLength{9999}};
  client.media[Media::video] = {.count = ConstantLength{1}, .tokens = ConstantLength{3000}};
  CHECK(ClientDraws(client).input_tokens({1, 0, 0}) == 100 + 2 * 576 + 3000);
}

TEST_CASE("ClientDraws: the sum over a random number of items has the moments of such sums") {
  ClientSpec client = plain_client();
  client.media[Media::image] = {.count = EmpiricalLength{{{0, 0.5}, {1, 0.3}, {4, 0.2}}},
                                .tokens = UniformLength{100, 300}};
  const SampleStatistics sample(inputs_of(client));
  // E N = 1.1, Var N = 0.3 + 3.2 − 1.21 = 2.29; E X = 200, Var X = (201² − 1)/12 = 3366.67.
  CHECK(sample.sigmas_of_mean(100 + 1.1 * 200) < kSigmas);
  CHECK(sample.sigmas_of_variance(1.1 * 3366.67 + 2.29 * 200 * 200) < kSigmas);
}

TEST_CASE("ClientDraws: another count keeps the first items and the text") {
  ClientSpec client = plain_client();
  client.input_tokens = UniformLength{1, 1000};
  client.media[Media::image] = {.count = ConstantLength{1}, .tokens = ConstantLength{1}};
  const auto text = inputs_of(client);
  client.media[Media::image].tokens = UniformLength{1, 1000};
  const auto one = inputs_of(client);
  client.media[Media::image].count = ConstantLength{2};
  const auto two = inputs_of(client);
  for (std::size_t i = 0; i < kDraws; ++i) {
    CHECK(one[i] - text[i] >= 0);
    CHECK(one[i] - text[i] <= 999);
    CHECK(two[i] - one[i] >= 1);
    CHECK(two[i] - one[i] <= 1000);
  }
}

TEST_CASE("ClientDraws: a prompt of more tokens than a prompt may have counts as longest") {
  ClientSpec client = plain_client();
  client.media[Media::video] = {.count = ConstantLength{kMostMediaItems},
                                .tokens = ConstantLength{kLongestLength_tokens}};
  CHECK(ClientDraws(client).input_tokens({1, 0, 0}) == kLongestLength_tokens);
}

TEST_CASE("ClientDraws: rounds follow their law, think times are drawn per turn") {
  ClientSpec client = plain_client();
  client.session =
      SessionSpec{.rounds = GeometricLength{4}, .think_time_us = ExponentialDuration{1e6}};
  const ClientDraws draws(client);
  std::vector<double> rounds, thinking;
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    rounds.push_back(draws.rounds({3, i, 0}));
    thinking.push_back(static_cast<double>(draws.think_time_us({3, 7, static_cast<int>(i)})));
  }
  CHECK(sigmas_of_share(rounds, 1, 0.25) < kSigmas);
  CHECK(SampleStatistics(rounds).sigmas_of_mean(4) < kSigmas);
  CHECK(SampleStatistics(thinking).sigmas_of_mean(1e6 - 0.5) < kSigmas);
}

TEST_CASE("ClientDraws: a draw depends on seed, client, arrival and turn, on nothing else") {
  ClientSpec client = plain_client();
  client.output_tokens = UniformLength{1, kLongestLength_tokens};
  const ClientDraws draws(client);
  const std::int32_t first = draws.output_tokens({3, 5, 2});
  CHECK(draws.output_tokens({4, 5, 2}) != first);
  CHECK(draws.output_tokens({3, 6, 2}) != first);
  CHECK(draws.output_tokens({3, 5, 3}) != first);
  client.id = "other";
  CHECK(ClientDraws(client).output_tokens({3, 5, 2}) != first);
  client.id = "plain";
  client.media[Media::image] = {.count = ConstantLength{3}, .tokens = ExponentialLength{9}};
  client.session = SessionSpec{.rounds = GeometricLength{4}};
  CHECK(ClientDraws(client).output_tokens({3, 5, 2}) == first);
}

}  // namespace client_draws_test
