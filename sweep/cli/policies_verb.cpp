#include "sweep/cli/policies_verb.h"

#include <fmt/format.h>

#include "engine/policy/parameters.h"
#include "io/table/aligned_text.h"
#include "io/table/number_text.h"
#include "io/table/table_text.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/paragraph.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/policy_rows.h"
#include "sweep/study/extension_points.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

using engine::ParameterInfo;
using engine::PolicyInfo;

constexpr const char* kClairvoyant =
    "Reads what no real system knows: only for strategies of kind bound";

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
                   prose_column("meaning")});
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
  std::string text = paragraph(policy.name + ": " + policy.what, 2);
  if (!policy.formula.empty()) text += paragraph(policy.formula, 4);
  if (!policy.source.empty()) text += paragraph("source: " + policy.source, 4);
  if (policy.clairvoyant) text += fmt::format("    {}\n", kClairvoyant);
  if (policy.composed) text += "    takes scorers: [{scorer: NAME, weight: W}, ...]\n";
  if (policy.parameters.empty()) return text + '\n';
  constexpr std::size_t kIndent = 4;
  return text +
         indented(io::table_text(parameter_table(policy), false, io::kTableColumns - kIndent)) +
         '\n';
}

std::string policy_as_markdown(const PolicyInfo& policy) {
  std::string text = fmt::format("### `{}`\n\n{}\n\n", policy.name, policy.what);
  if (!policy.formula.empty()) text += fmt::format("Decision: `{}`\n\n", policy.formula);
  if (!policy.source.empty()) text += fmt::format("Source: {}\n\n", policy.source);
  if (policy.clairvoyant) text += fmt::format("{}.\n\n", kClairvoyant);
  if (policy.composed) text += "Takes `scorers: [{scorer: NAME, weight: W}, ...]`.\n\n";
  if (policy.parameters.empty()) return text;
  return text + parameter_table(policy).render(io::TableFormat::markdown) + '\n';
}

ExitCode show_policies(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  if (format.is_csv() || format.is_json()) {
    const io::Table rows = policy_rows();
    out.write(format.is_csv() ? rows.render(io::TableFormat::csv)
                              : io::Value::map().set("rows", rows_value(rows)).json() + '\n');
    return ExitCode::success;
  }
  const bool markdown = format.table() == io::TableFormat::markdown;
  for (const ExtensionPoint& point : extension_points()) {
    out.write(markdown ? fmt::format("## {}: {}\n\n", point.name, point.decides)
                       : heading_text(point.name + ": " + point.decides, format.table()));
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
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_policies};
}

}  // namespace servesweep::sweep
