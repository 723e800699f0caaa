#include "io/trace/servegen_lengths.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <limits>

#include "io/table/json_lines.h"
#include "io/trace/trace_builder.h"

namespace servesweep::io {

QuantileLength QuantileLength::read(const JsonNode& node) {
  if (node.size() != kPercents.size()) {
    throw node.problem(fmt::format("has {} entries", node.size()), "",
                       fmt::format("give {} quantiles", kPercents.size()));
  }
  QuantileLength law;
  for (std::size_t i = 0; i < kPercents.size(); ++i) {
    law.tokens_[i] = node.item(i).real(0, kMostTraceTokens);
    if (i > 0 && law.tokens_[i] < law.tokens_[i - 1]) {
      throw node.item(i).problem("is less than the one before", "quantiles do not decrease",
                                 "sort them");
    }
  }
  return law;
}

std::int32_t QuantileLength::draw(engine::Stream& stream) const {
  const double percent = 100 * boost::random::uniform_01<double>()(stream);
  const auto above = std::upper_bound(kPercents.begin(), kPercents.end(), percent);
  double tokens = tokens_.front();
  if (above != kPercents.begin() && above != kPercents.end()) {
    const auto i = static_cast<std::size_t>(above - kPercents.begin());
    const double share = (percent - kPercents[i - 1]) / (kPercents[i] - kPercents[i - 1]);
    tokens = tokens_[i - 1] + share * (tokens_[i] - tokens_[i - 1]);
  }
  return static_cast<std::int32_t>(std::lround(std::max(tokens, 1.0)));
}

ServegenLengths ServegenLengths::read_file(const std::filesystem::path& path) {
  ServegenLengths lengths;
  JsonLines lines(path);
  while (lines.next()) {
    const JsonNode line = lines.object();
    const JsonNode client = line.at("client");
    const std::int64_t number = client.integer(0, std::numeric_limits<std::int32_t>::max());
    const double start_s = line.at("t_s").real(0, 1e9);
    const Window window{QuantileLength::read(line.at("input_tokens")),
                        QuantileLength::read(line.at("output_tokens"))};
    if (lengths.clients_[number].try_emplace(start_s, window).second) continue;
    throw client.problem(fmt::format("{} has two windows at {} s", number, start_s), "",
                         "keep one of them");
  }
  return lengths;
}

const ServegenLengths::Window& ServegenLengths::at(std::int64_t client, double t_s) const {
  const std::map<double, Window>& windows = clients_.at(client);
  const auto later = windows.upper_bound(t_s);
  return later == windows.begin() ? later->second : std::prev(later)->second;
}

}  // namespace servesweep::io
