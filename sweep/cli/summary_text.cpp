#include "sweep/cli/summary_text.h"

#include <fmt/format.h>

#include "io/table/significant_text.h"
#include "io/table/table.h"

namespace servesweep::sweep {
namespace {

using engine::InstanceSummary;
using engine::LatencySummary;
using engine::Summary;
using io::Alignment;

constexpr int kDigits = 4;
constexpr double kUsPerMs = 1000;
constexpr double kUsPerS = 1e6;

io::TableColumn right(const std::string& header) {
  return {.header = header,
          .unit = "",
          .alignment = Alignment::right,
          .significant_digits = kDigits,
          .key = ""};
}

std::string counts_text(const Summary& s) {
  return fmt::format(
      "requests      {}: {} completed, {} rejected, {} dropped, {} unfinished\n"
      "duration      {} s of simulated time\n"
      "throughput    {} requests/s, {} output tokens/s\n"
      "KV cache      {} of block look-ups hit, {} preemptions\n"
      "Jain index    {} over mean TTFT of classes, {} over tokens of tenants (1 = equal)\n",
      s.requests, s.completed, s.rejected, s.dropped, s.waiting + s.running + s.unrouted,
      io::significant_text(static_cast<double>(s.end_us) / kUsPerS, kDigits),
      io::significant_text(s.requests_per_s, kDigits),
      io::significant_text(s.output_tokens_per_s, kDigits),
      io::significant_text(s.cache_hit_rate, kDigits), s.preemptions,
      io::significant_text(s.jain_class_ttft, kDigits),
      io::significant_text(s.jain_tenant_tokens, kDigits));
}

void add_latency(io::Table& table, const std::string& what, const std::string& who,
                 const LatencySummary& latency) {
  std::vector<io::TableCell> cells = {what, who, latency.count};
  for (const double us : {latency.mean_us, latency.p50_us, latency.p90_us, latency.p95_us,
                          latency.p99_us, latency.max_us}) {
    if (latency.count == 0) {
      cells.emplace_back();  // a latency of no request does not exist; it is not 0
    } else {
      cells.emplace_back(us / kUsPerMs);
    }
  }
  table.add_row(std::move(cells));
}

std::string latency_text(const Summary& s) {
  io::Table table({{.header = "latency (ms)"},
                   {.header = "requests"},
                   right("n"),
                   right("mean"),
                   right("p50"),
                   right("p90"),
                   right("p95"),
                   right("p99"),
                   right("max")});
  add_latency(table, "TTFT", "all", s.ttft);
  for (const engine::ClassSummary& c : s.classes) add_latency(table, "TTFT", c.slo_class, c.ttft);
  add_latency(table, "E2E", "all", s.e2e);
  for (const engine::ClassSummary& c : s.classes) add_latency(table, "E2E", c.slo_class, c.e2e);
  add_latency(table, "scheduling delay", "all", s.scheduling_delay);
  return table.render(io::TableFormat::text);
}

std::string instances_text(const Summary& s) {
  io::Table table({right("instance"), right("steps"), right("completed"), right("preemptions"),
                   right("output tokens"), right("block hits"), right("block misses"),
                   right("peak blocks")});
  for (std::int64_t i = 0; const InstanceSummary& instance : s.instances) {
    table.add_row({i++, instance.steps, instance.completed, instance.preemptions,
                   instance.output_tokens, instance.block_hits, instance.block_misses,
                   instance.peak_blocks});
  }
  return table.render(io::TableFormat::text);
}

}  // namespace

std::string summary_text(const Summary& summary) {
  return counts_text(summary) + '\n' + latency_text(summary) + '\n' + instances_text(summary);
}

}  // namespace servesweep::sweep
