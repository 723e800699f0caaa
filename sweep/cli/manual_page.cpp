#include "sweep/cli/manual_page.h"

#include <fmt/format.h>

#include <sstream>

namespace servesweep::sweep {
namespace {

/// Text of one line in which nothing is a request or an escape, and hyphens can be copied.
std::string escaped_roff(const std::string& text) {
  std::string result;
  if (text.starts_with('.') || text.starts_with('\'')) result = "\\&";
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '\'') {
      result += "\\(aq";
    } else {
      result += c;
    }
  }
  return result;
}

/// Paragraphs, which an empty line parts.
std::string paragraphs(const std::string& text) {
  std::string page;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    page += line.empty() ? ".PP\n" : escaped_roff(line) + '\n';
  }
  return page;
}

/// A name in bold, what stands for its value in italics, and its meaning.
std::string item(const std::string& name, const std::string& value, const std::string& meaning) {
  std::string page = ".TP\n";
  if (!name.empty()) page += "\\fB" + escaped_roff(name) + "\\fR";
  if (!value.empty())
    page += fmt::format("{}\\fI{}\\fR", name.empty() ? "" : " ", escaped_roff(value));
  return page + '\n' + escaped_roff(meaning) + '\n';
}

std::string option_item(const CommandLine::Option& option) {
  std::string meaning = option.meaning;
  if (!option.fallback.empty()) meaning += fmt::format(" [{}]", option.fallback);
  if (option.kind == CommandLine::Kind::values) meaning += "; may be repeated";
  const std::string brief = option.brief.empty() ? "" : fmt::format("-{}, ", option.brief);
  return item(brief + "--" + option.name, option.placeholder, meaning);
}

/// Options of another verb are named there.
std::string options_text(const CommandLine& line) {
  std::string page, passed, verb;
  for (const CommandLine::Option& option : line.declared_options()) {
    if (option.passed_to.empty()) {
      page += option_item(option);
    } else {
      passed += (passed.empty() ? "--" : ", --") + option.name;
      verb = option.passed_to;
    }
  }
  if (passed.empty()) return page;
  return page + ".PP\n" + escaped_roff(fmt::format("Passed on to '{}': {}.", verb, passed)) + '\n';
}

std::string examples_text(const std::vector<std::string>& examples) {
  if (examples.empty()) return "";
  std::string page = ".PP\n.RS 4\n.nf\n";
  for (const std::string& example : examples) {
    std::istringstream lines(example);
    for (std::string line; std::getline(lines, line);) page += escaped_roff(line) + '\n';
  }
  return page + ".fi\n.RE\n";
}

std::string verb_text(const CommandLine& line) {
  const VerbPage& verb = line.page();
  std::string page = fmt::format(".SS \"{}\"\n", escaped_roff(line.usage()));
  std::string purpose = verb.purpose;
  purpose.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(purpose.front())));
  page += escaped_roff(purpose) + ".\n";
  if (!verb.details.empty()) page += ".PP\n" + paragraphs(verb.details);
  for (const CommandLine::Operand& operand : line.declared_operands()) {
    const std::string fallback =
        operand.fallback.empty() ? "" : fmt::format(" [{}]", operand.fallback);
    page += item("", operand.name, operand.meaning + fallback);
  }
  page += options_text(line) + examples_text(verb.examples);
  page += ".PP\nExit status:\n";
  for (std::size_t i = 0; i < verb.exit_codes.size(); ++i) {
    page += escaped_roff(verb.exit_codes[i]) + (i + 1 < verb.exit_codes.size() ? ";\n" : ".\n");
  }
  return page;
}

std::string exit_codes_text() {
  std::string page = ".SH EXIT STATUS\n";
  for (const ExitCodeMeaning& meaning : kExitCodes) {
    page += item(fmt::format("{}", static_cast<int>(meaning.code)), "", meaning.meaning);
  }
  return page;
}

constexpr const char* kFiles =
    ".SH FILES\n"
    "Shipped studies, strategies, workloads, models and traces are in\n"
    ".I share/servesweep/configs\n"
    "beside the folder of the program (\\fBservesweep version\\fR tells where), the templates of "
    "batch jobs in\n"
    ".IR share/servesweep/slurm ,\n"
    "the documentation in\n"
    ".IR share/doc/servesweep .\n"
    "Paths inside a study are relative to the file that names them.\n";

constexpr const char* kEnvironment =
    ".SH ENVIRONMENT\n"
    ".TP\n\\fBSLURM_*\\fR\nInside a Slurm job: its time, its processors, its memory.\n"
    ".TP\n\\fBOMPI_*\\fR, \\fBPMIX_*\\fR, \\fBPMI_*\\fR\nWhether the process is a rank of a "
    "parallel job, and which.\n";

}  // namespace

std::string manual_page(const std::vector<Verb>& verbs, const std::string& version) {
  std::string page = fmt::format(".TH SERVESWEEP 1 \"\" \"servesweep {}\" \"User Commands\"\n",
                                 escaped_roff(version));
  page +=
      ".SH NAME\nservesweep \\- finds the best way to run a fleet of LLM inference servers\n"
      ".SH SYNOPSIS\n.B servesweep\n.I VERB\n.RI [ ARGUMENT ]...\n"
      ".SH DESCRIPTION\n"
      "Simulates clusters of LLM inference servers, request by request, and compares strategies:\n"
      "which request is admitted, where it goes, who runs next, what stays in the KV cache.\n"
      "A study names strategies, parameter ranges, a workload and seeds; servesweep runs all of\n"
      "it in parallel and says which strategy wins, by how much, and how sure that is.\n"
      ".SH EXAMPLE\nA first study, start to end:\n";
  page += examples_text({"servesweep plan configs/studies/quickstart.yaml",
                         "servesweep run configs/studies/quickstart.yaml -o results/quickstart",
                         "servesweep rank results/quickstart"});
  page += ".SH VERBS\nDefaults stand in brackets. Every verb has\n.BR \\-\\-help .\n";
  for (const Verb& verb : verbs) page += verb_text(verb.line);
  page += exit_codes_text() + kEnvironment + kFiles;
  return page;
}

}  // namespace servesweep::sweep
