#include "sweep/run/chunk_layout.h"

#include <algorithm>
#include <numeric>

#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kLargestRun = 2'147'483'647;  // what a RunId holds

double chunk_cost(double seconds) {
  constexpr double kLeast = 1e-6;
  return std::max(seconds, kLeast);
}

double chunk_seconds(double all_seconds, int threads) {
  const double usual = std::min(ChunkLayout::kChunkSeconds * threads,
                                all_seconds / static_cast<double>(ChunkLayout::kWantedChunks));
  return std::max(usual, all_seconds / static_cast<double>(ChunkLayout::kMostChunks));
}

}  // namespace

ChunkLayout ChunkLayout::cut(std::string plan, std::span<const double> run_seconds, int threads) {
  ChunkLayout layout;
  layout.plan_ = std::move(plan);
  if (run_seconds.empty()) return layout;
  double all = 0;
  for (const double seconds : run_seconds) all += chunk_cost(seconds);
  layout.mean_run_seconds_ = all / static_cast<double>(run_seconds.size());
  const double wanted = chunk_seconds(all, threads);
  // Ends stand where the sum of all costs passes multiples of what a chunk should cost, so that
  // roundings do not add up.
  double sum = 0;
  double next = wanted;
  for (std::size_t i = 0; i < run_seconds.size(); ++i) {
    sum += chunk_cost(run_seconds[i]);
    const bool last = i + 1 == run_seconds.size();
    if (!last && sum < next * (1 - 1e-9)) continue;
    layout.ends_.push_back(i + 1);
    while (next <= sum * (1 + 1e-9)) next += wanted;
  }
  return layout;
}

std::pair<std::size_t, std::size_t> ChunkLayout::range(std::size_t chunk) const {
  return {chunk == 0 ? 0 : ends_[chunk - 1], ends_[chunk]};
}

std::string ChunkLayout::json() const {
  io::Value ends = io::Value::list();
  for (const std::size_t end : ends_) ends.add(io::Value::integer(static_cast<std::int64_t>(end)));
  io::Value object = io::Value::map();
  object.set("format", io::Value::text("servesweep-chunks"));
  object.set("format_version", io::Value::integer(1));
  object.set("plan", io::Value::text(plan_));
  object.set("mean_run_seconds", io::Value::number(mean_run_seconds_));
  object.set("ends", std::move(ends));
  return object.json() + '\n';
}

ChunkLayout ChunkLayout::read(const std::string& text, const std::string& where) {
  const io::Document document = io::Document::parse(text, where);
  if (document.at("format").text() != "servesweep-chunks" ||
      document.at("format_version").integer() != 1) {
    throw document.problem("is no list of chunks that this program knows",
                           "its format is foreign or newer",
                           "use the same servesweep for all members");
  }
  ChunkLayout layout;
  layout.plan_ = document.at("plan").text();
  layout.mean_run_seconds_ = document.at("mean_run_seconds").real(0);
  std::int64_t before = 0;
  for (const io::Document& end : document.at("ends").items()) {
    before = end.integer(before + 1, kLargestRun);
    layout.ends_.push_back(static_cast<std::size_t>(before));
  }
  return layout;
}

}  // namespace servesweep::sweep
