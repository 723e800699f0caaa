#include "sweep/cli/summary_text.h"

#include <fmt/format.h>

#include "io/table/significant_text.h"
#include "io/table/table.h"
#include "sweep/cli/breakdown_text.h"
#include "sweep/cli/paragraph.h"
#include "sweep/cli/phrases.h"
#include "sweep/values/shown_digits.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using engine::InstanceSummary;
using engine::LatencySummary;
using engine::Summary;
using io::Alignment;

io::TableColumn right(const std::string& header) {
  return {.header = header,
          .unit = "",
          .alignment = Alignment::right,
          .significant_digits = kShownDigits,
          .key = ""};
}

std::string shown_figure(double value) {
  return io::significant_text(value, kShownDigits);
}

std::string counts_text(const Summary& s) {
  return fmt::format(
      "requests      {}: {} completed, {} rejected, {} dropped, {} unfinished\n"
      "duration      {} s of simulated time\n"
      "load          {}: {} requests in the system on average, each for {} ms\n"
      "throughput    {} requests/s, {} output tokens/s\n"
      "goodput       {} requests/s; {} requests met all targets of their class\n",
      s.requests, s.completed, s.rejected, s.dropped, s.waiting + s.running + s.unrouted,
      shown_figure(static_cast<double>(s.end_us) / kUsPerS), name_of(s.saturation),
      shown_figure(s.in_system_mean), shown_figure(s.in_system_mean_us / kUsPerMs),
      shown_figure(s.requests_per_s), shown_figure(s.output_tokens_per_s),
      shown_figure(s.goodput_per_s), s.within_targets);
}

std::string health_text(const Summary& s) {
  std::string text = fmt::format(
      "KV cache      {} of block look-ups and {} of prompt tokens hit\n"
      "KV pressure   {} preemptions ({} per completed request), thrashing rate {}\n"
      "Jain index    {} over mean TTFT of classes, {} over tokens of tenants (1 = equal)\n"
      "anomalies     {} instances with a queue twice the mean",
      shown_figure(s.cache_hit_rate), shown_figure(s.token_hit_rate), s.preemptions,
      shown_figure(s.preemption_rate), shown_figure(s.thrashing_rate),
      shown_figure(s.jain_class_ttft), shown_figure(s.jain_tenant_tokens), s.hol_blocking);
  if (s.priority_inversions)
    text += fmt::format(", {} priority inversions", *s.priority_inversions);
  return text + '\n';
}

std::string classes_text(const Summary& s, io::TableFormat format) {
  io::Table table({{.header = "class"},
                   right("arrived"),
                   right("completed"),
                   right("rejected"),
                   right("dropped"),
                   right("met all targets"),
                   right("share")});
  for (const engine::ClassSummary& c : s.classes) {
    io::TableCell share;
    if (c.requests > 0) {
      share = static_cast<double>(c.within_targets) / static_cast<double>(c.requests);
    }
    table.add_row(
        {c.slo_class, c.requests, c.completed, c.rejected, c.dropped, c.within_targets, share});
  }
  return table.render(format);
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

std::string latency_text(const Summary& s, io::TableFormat format) {
  io::Table table({{.header = "latency (ms)"},
                   {.header = "class"},
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
  add_latency(table, "TPOT", "all", s.tpot);
  for (const engine::ClassSummary& c : s.classes) add_latency(table, "TPOT", c.slo_class, c.tpot);
  add_latency(table, "gap between tokens", "all", s.itl);
  add_latency(table, "scheduling delay", "all", s.scheduling_delay);
  return table.render(format);
}

std::string instances_text(const Summary& s, io::TableFormat format) {
  io::Table table({right("instance"), right("steps"), right("completed"), right("preemptions"),
                   right("output tokens"), right("block hits"), right("block misses"),
                   right("peak blocks")});
  for (std::int64_t i = 0; const InstanceSummary& instance : s.instances) {
    table.add_row({i++, instance.steps, instance.completed, instance.preemptions,
                   instance.output_tokens, instance.block_hits, instance.block_misses,
                   instance.peak_blocks});
  }
  return table.render(format);
}

std::string summary_window(const Summary& s) {
  if (s.measure_from_us == 0) return "";
  return fmt::format(
      "measured from {} s on: {} requests before warmed up and count in no figure but those of "
      "instances\n",
      static_cast<double>(s.measure_from_us) / 1e6, s.warm_up);
}

}  // namespace

std::string summary_text(const Summary& summary, io::TableFormat format) {
  constexpr std::size_t kLabel = 14;
  const std::string facts = summary_window(summary) + counts_text(summary) + health_text(summary);
  std::string text = block_text(paragraphs(facts, kLabel), format);
  for (const std::string& table :
       {latency_text(summary, format), breakdown_text(summary, format),
        classes_text(summary, format), instances_text(summary, format)}) {
    if (!table.empty()) text += '\n' + table;
  }
  return text;
}

}  // namespace servesweep::sweep
