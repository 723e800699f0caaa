#include "sweep/cli/findings_text.h"

#include <fmt/format.h>

#include "sweep/cli/claim_words.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/paragraph.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

std::string finding_number(const JudgedFinding& judged) {
  return judged.finding.number ? fmt::format("{}", *judged.finding.number) : "";
}

std::string headline_text(const JudgedFinding& judged) {
  return judged.headline().claim.metric + ' ' + measured_text(judged.headline());
}

std::string measured_header(const FindingsView& view) {
  return fmt::format("measured, {:.4g} % interval", kPercent * view.confidence);
}

std::string text_table(const FindingsView& view, TableFormat format) {
  io::Table table({{.header = "no", .alignment = io::Alignment::right},
                   {.header = "study"},
                   {.header = measured_header(view)},
                   verdict_column()});
  for (const JudgedFinding& judged : view.findings) {
    table.add_row({finding_number(judged), judged.study, headline_text(judged),
                   std::string(name_of(judged.verdict.agreement))});
  }
  return table.render(format);
}

std::string text_reasons(const FindingsView& view) {
  std::string text;
  for (const JudgedFinding& judged : view.findings) {
    const std::string number = finding_number(judged);
    const std::string& reason = judged.verdict.reason;
    constexpr std::size_t kIndent = 3;
    text += paragraph(fmt::format("{}{}: {}", number.empty() ? "" : number + ". ", judged.study,
                                  judged.finding.statement),
                      0, kIndent);
    text += paragraph("expected: " + expected_text(judged), kIndent);
    text += paragraph(name_of(judged.verdict.agreement) + (reason.empty() ? "" : ": " + reason),
                      kIndent);
  }
  return text;
}

std::string findings_as_text(const FindingsView& view, TableFormat format) {
  return fmt::format(
      "{}\n\n{}\n{}\n"
      "{} simulations.\n"
      "Agree: every claim on the finding and its controls is held. Disagree: one failed.\n"
      "Conditional: all are held, but not where a condition is missing. 'servesweep claims "
      "FOLDER'\n"
      "shows the claims of one study.\n",
      count_text(view.findings), text_table(view, format), text_reasons(view), view.simulations);
}

std::string markdown_table(const FindingsView& view) {
  io::Table table({{.header = "no", .alignment = io::Alignment::right},
                   {.header = "finding"},
                   {.header = "expected"},
                   {.header = measured_header(view)},
                   verdict_column(),
                   {.header = "why"}});
  for (const JudgedFinding& judged : view.findings) {
    table.add_row({finding_number(judged), judged.finding.statement, expected_text(judged),
                   headline_text(judged), std::string(name_of(judged.verdict.agreement)),
                   judged.verdict.reason});
  }
  return table.render(TableFormat::markdown);
}

std::string markdown_claims(const FindingsView& view, const JudgedFinding& judged) {
  io::Table table({{.header = "role"},
                   {.header = "claim"},
                   {.header = "workload"},
                   {.header = "strategy"},
                   {.header = "than"},
                   {.header = "metric"},
                   {.header = "expected"},
                   {.header = measured_header(view)},
                   verdict_column()});
  for (const JudgedClaim& one : judged.claims) {
    table.add_row({std::string(name_of(one.claim.role)), one.claim.text, one.claim.workload,
                   one.claim.strategy, than_text(one.claim), one.claim.metric,
                   expected_text(one.claim), measured_text(one),
                   std::string(name_of(one.finding))});
  }
  return table.render(TableFormat::markdown);
}

std::string as_markdown(const FindingsView& view) {
  std::string text = markdown_table(view);
  for (const JudgedFinding& judged : view.findings) {
    const std::string number = finding_number(judged);
    text += fmt::format("\n### {}{}\n\n", number.empty() ? "" : number + ". ", judged.study);
    text += fmt::format("{}\n\n", judged.finding.statement);
    if (!judged.finding.source.empty())
      text += fmt::format("Source: {}.\n\n", judged.finding.source);
    text += markdown_claims(view, judged);
  }
  return text;
}

}  // namespace

std::string findings_text(const FindingsView& view, TableFormat format) {
  return format == TableFormat::markdown ? as_markdown(view) : findings_as_text(view, format);
}

}  // namespace servesweep::sweep
