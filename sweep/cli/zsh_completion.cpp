#include "sweep/cli/zsh_completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sweep/cli/argument_kind.h"

namespace servesweep::sweep {
namespace {

/// In single quotes, with a backslash before each of `special`.
std::string quoted(const std::string& text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

/// ":FOLDER:_files -/", the end of a specification of _arguments.
std::string zsh_action(const std::string& placeholder, const std::string& meaning) {
  const CompletedArgument argument = completed_argument(placeholder, meaning);
  const std::string start = fmt::format(":{}:", placeholder);
  switch (argument.kind) {
    case ArgumentKind::words:
      return fmt::format("{}({})", start, fmt::join(argument.words, " "));
    case ArgumentKind::file:
      return start + "_files";
    case ArgumentKind::folder:
      return start + "_files -/";
    case ArgumentKind::study:
      return start + "_files -g \"*.(yaml|yml)\"";
    case ArgumentKind::free:
      break;
  }
  return start + ' ';
}

std::string option_specification(const CommandLine::Option& option) {
  const bool takes_value = option.kind != CommandLine::Kind::flag;
  const std::string meaning = quoted(option.meaning, "[]\\");
  const std::string value = takes_value ? zsh_action(option.placeholder, option.meaning) : "";
  const std::string name = fmt::format("--{}{}", option.name, takes_value ? "=" : "");
  if (!option.brief.empty()) {
    return fmt::format("'(-{0} --{1})'{{-{0}+,{2}}}'[{3}]{4}'", option.brief, option.name, name,
                       meaning, value);
  }
  const std::string repeat = option.kind == CommandLine::Kind::values ? "*" : "";
  return fmt::format("'{}{}[{}]{}'", repeat, name, meaning, value);
}

std::string zsh_branch(const CommandLine& line) {
  std::string text = fmt::format("    {})\n      _arguments -s -S", line.page().name);
  for (const CommandLine::Option& option : line.declared_options()) {
    text += " \\\n        " + option_specification(option);
  }
  text += " \\\n        '(- *)'{-h,--help}'[this text]'";
  int position = 0;
  for (const CommandLine::Operand& operand : line.declared_operands()) {
    ++position;
    const std::string place = operand.many ? "*" : std::to_string(position);
    const std::string optional = operand.optional && !operand.many ? ":" : "";
    text += fmt::format(" \\\n        '{}{}{}'", place, optional,
                        zsh_action(operand.name, operand.meaning));
  }
  return text + "\n      ;;\n";
}

constexpr const char* kZshMiddle = R"(  )
  if (( CURRENT == 2 )); then
    _describe -t verbs verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
    help)
      if (( CURRENT == 2 )); then _describe -t verbs verb verbs; fi
      ;;
)";

constexpr const char* kZshEnd = R"(  esac
}

if [[ $funcstack[1] == _servesweep ]]; then
  _servesweep "$@"
else
  compdef _servesweep servesweep
fi
)";

}  // namespace

std::string zsh_completion(const std::vector<Verb>& verbs) {
  std::string script =
      "#compdef servesweep\n"
      "# Completion of servesweep for zsh, made by 'servesweep completion zsh'.\n\n"
      "_servesweep() {\n  local -a verbs\n  verbs=(\n";
  std::string branches;
  for (const Verb& verb : verbs) {
    const VerbPage& page = verb.line.page();
    script += fmt::format("    '{}:{}'\n", page.name, quoted(page.purpose, ":\\"));
    branches += zsh_branch(verb.line);
  }
  return script + "    'help:tell what a verb does'\n" + kZshMiddle + branches + kZshEnd;
}

}  // namespace servesweep::sweep
