#include "sweep/cli/policies_verb.h"

#include <fmt/format.h>

#include "engine/kv/tier_orders.h"
#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/chunking/chunking_policy.h"
#include "engine/policy/eviction/eviction_policy.h"
#include "engine/policy/offload/offload_policy.h"
#include "engine/policy/preemption/preemption_policy.h"
#include "engine/policy/priority/priority_policy.h"
#include "engine/policy/registry.h"
#include "engine/policy/reservation/reservation_policy.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/policy/routing/scorer.h"
#include "engine/policy/scheduling/scheduling_policy.h"
#include "io/table/number_text.h"
#include "io/table/table.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

using engine::ParameterInfo;
using engine::PolicyInfo;

/// An extension point: where a strategy file names it, and what it can be.
struct ExtensionPoint {
  std::string name, decides;
  std::vector<PolicyInfo> policies;
};

std::vector<ExtensionPoint> extension_points() {
  return {
      {"admission", "whether a request enters", engine::admission_policies().infos()},
      {"routing", "which instance serves it", engine::routing_policies().infos()},
      {"routing.scorers", "the parts of a composed routing policy", engine::scorers().infos()},
      {"scheduling", "the order of the waiting queue", engine::scheduling_policies().infos()},
      {"priority", "how urgent a waiting request is", engine::priority_policies().infos()},
      {"chunking", "how much of a prompt one step takes", engine::chunking_policies().infos()},
      {"reservation", "how much memory an admission leaves for growth",
       engine::reservation_policies().infos()},
      {"preemption", "who leaves the batch when memory is short",
       engine::preemption_policies().infos()},
      {"eviction", "which cached block is overwritten first", engine::eviction_policies().infos()},
      {"offload", "when blocks move to CPU memory", engine::offload_policies().infos()},
      {"kv.tiers.eviction", "which copy a lower tier drops first", engine::tier_orders().infos()},
  };
}

std::string legal_values(const ParameterInfo& parameter) {
  if (parameter.kind == ParameterInfo::Kind::boolean) return "true, false";
  const bool bounded_below = parameter.lowest > std::numeric_limits<double>::lowest();
  const bool bounded_above = parameter.highest < std::numeric_limits<double>::max();
  std::string text = parameter.kind == ParameterInfo::Kind::integer ? "whole number" : "number";
  if (bounded_below && bounded_above) {
    text += fmt::format(" {} to {}", io::number_text(parameter.lowest),
                        io::number_text(parameter.highest));
  } else if (bounded_below) {
    text += fmt::format(" >= {}", io::number_text(parameter.lowest));
  } else if (bounded_above) {
    text += fmt::format(" <= {}", io::number_text(parameter.highest));
  }
  return text;
}

io::Table parameter_table(const PolicyInfo& policy) {
  io::Table table({{.header = "parameter"},
                   {.header = "default"},
                   {.header = "values"},
                   {.header = "unit"},
                   {.header = "meaning"}});
  for (const ParameterInfo& parameter : policy.parameters) {
    table.add_row({parameter.name, text_of(parameter.fallback), legal_values(parameter),
                   parameter.unit, parameter.meaning});
  }
  return table;
}

std::string indented(const std::string& text) {
  std::string result = "    ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] == '\n' && i + 1 < text.size()) result += "    ";
  }
  return result;
}

std::string policy_as_text(const PolicyInfo& policy) {
  std::string text = fmt::format("  {}: {}\n", policy.name, policy.what);
  if (!policy.formula.empty()) text += fmt::format("    {}\n", policy.formula);
  if (!policy.source.empty()) text += fmt::format("    source: {}\n", policy.source);
  if (policy.composed) text += "    takes scorers: [{scorer: NAME, weight: W}, ...]\n";
  if (policy.parameters.empty()) return text + '\n';
  return text + indented(parameter_table(policy).render(io::TableFormat::text)) + '\n';
}

std::string policy_as_markdown(const PolicyInfo& policy) {
  std::string text = fmt::format("### `{}`\n\n{}\n\n", policy.name, policy.what);
  if (!policy.formula.empty()) text += fmt::format("Decision: `{}`\n\n", policy.formula);
  if (!policy.source.empty()) text += fmt::format("Source: {}\n\n", policy.source);
  if (policy.composed) text += "Takes `scorers: [{scorer: NAME, weight: W}, ...]`.\n\n";
  if (policy.parameters.empty()) return text;
  return text + parameter_table(policy).render(io::TableFormat::markdown) + '\n';
}

ExitCode show_policies(const CommandLine& line, Output& out) {
  const bool markdown = line.word("format", {"text", "markdown"}) == "markdown";
  for (const ExtensionPoint& point : extension_points()) {
    out.write(markdown ? fmt::format("## {}: {}\n\n", point.name, point.decides)
                       : fmt::format("{}: {}\n\n", point.name, point.decides));
    for (const PolicyInfo& policy : point.policies) {
      out.write(markdown ? policy_as_markdown(policy) : policy_as_text(policy));
    }
  }
  return ExitCode::success;
}

}  // namespace

Verb policies_verb() {
  CommandLine line({.name = "policies",
                    .purpose = "list every policy that a strategy can name, with its parameters",
                    .details =
                        "A strategy names one policy per extension point under 'policies:'; see "
                        "docs/study.md.",
                    .examples = {"servesweep policies --format markdown"},
                    .exit_codes = usual_exit_codes()});
  line.value("--format", "FORMAT", "text or markdown", "text");
  return {.line = std::move(line), .run = show_policies};
}

}  // namespace servesweep::sweep
