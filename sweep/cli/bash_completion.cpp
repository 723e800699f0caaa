#include "sweep/cli/bash_completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sweep/cli/argument_kind.h"

namespace servesweep::sweep {
namespace {

/// How the script calls what completes an argument: "words text csv", "folder".
std::string bash_action(const std::string& placeholder, const std::string& meaning) {
  const CompletedArgument argument = completed_argument(placeholder, meaning);
  switch (argument.kind) {
    case ArgumentKind::words:
      return fmt::format("words {}", fmt::join(argument.words, " "));
    case ArgumentKind::file:
      return "file";
    case ArgumentKind::folder:
      return "folder";
    case ArgumentKind::study:
      return "study";
    case ArgumentKind::free:
      break;
  }
  return "free";
}

/// The branch of a verb: its options, what each value is, what its operands are.
std::string bash_branch(const CommandLine& line) {
  std::string options, values;
  for (const CommandLine::Option& option : line.declared_options()) {
    options += fmt::format("--{} ", option.name);
    if (option.kind == CommandLine::Kind::flag) continue;
    const std::string brief = option.brief.empty() ? "" : fmt::format(" | -{}", option.brief);
    values += fmt::format("      --{}{}) echo '{}' ;;\n", option.name, brief,
                          bash_action(option.placeholder, option.meaning));
  }
  std::string operands;
  int position = 0;
  for (const CommandLine::Operand& operand : line.declared_operands()) {
    operands +=
        fmt::format("      {}) echo '{}' ;;\n", operand.many ? "[0-9]*" : std::to_string(position),
                    bash_action(operand.name, operand.meaning));
    ++position;
  }
  return fmt::format("  {}) case $2 in\n      options) echo '{}--help' ;;\n{}{}    esac ;;\n",
                     line.page().name, options, values, operands);
}

constexpr const char* kBashStart =
    R"(# Completion of servesweep for bash, made by 'servesweep completion bash': read it with
#   source <(servesweep completion bash)

# _servesweep_knows VERB WHAT: the options of a verb, what the value of an option is, what an operand is.
_servesweep_knows() {
  case $1 in
)";

constexpr const char* kBashEnd = R"BASH(  esac
}

_servesweep_offer() {
  local what=$1 word=$2
  shift 2
  case $what in
    words) mapfile -t COMPREPLY < <(compgen -W "$*" -- "$word") ;;
    file) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    folder) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    study) mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.yaml' -- "$word") ;;
  esac
  case $what in file | folder | study) compopt -o filenames 2>/dev/null ;; esac
}

# The operands that stand before the word to complete. Bash takes --name=value for three words.
_servesweep_operands() {
  local verb=$1 i operands=0
  for ((i = 2; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      =) ((++i)) ;;
      -*)
        if [[ ${COMP_WORDS[i + 1]} != '=' && -n $(_servesweep_knows "$verb" "${COMP_WORDS[i]}") ]]; then ((++i)); fi
        ;;
      *) ((++operands)) ;;
    esac
  done
  echo "$operands"
}

# What can stand at the word to complete.
_servesweep_known() {
  local verb=$1 word=$2 before=${COMP_WORDS[COMP_CWORD - 1]} option='' known=''
  if [[ $word == '=' || $before == -* ]]; then
    option=$before
  elif [[ $before == '=' ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [[ $option == -* ]]; then known=$(_servesweep_knows "$verb" "$option"); fi
  if [[ -n $known ]]; then
    echo "$known"
  elif [[ $word == -* ]]; then
    echo "words $(_servesweep_knows "$verb" options)"
  else
    _servesweep_knows "$verb" "$(_servesweep_operands "$verb")"
  fi
}

_servesweep() {
  local verb=${COMP_WORDS[1]} word=${COMP_WORDS[COMP_CWORD]} known
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    known="words $_servesweep_verbs help --help --version"
  elif [[ $verb == help ]]; then
    known="words $_servesweep_verbs"
  else
    known=$(_servesweep_known "$verb" "$word")
  fi
  if [[ $word == '=' ]]; then word=''; fi
  if [[ -n $known ]]; then _servesweep_offer "${known%% *}" "$word" "${known#* }"; fi
}

complete -F _servesweep servesweep
)BASH";

}  // namespace

std::string bash_completion(const std::vector<Verb>& verbs) {
  std::string script = kBashStart;
  std::vector<std::string> names;
  for (const Verb& verb : verbs) {
    names.push_back(verb.line.page().name);
    script += bash_branch(verb.line);
  }
  return fmt::format("{}{}\n_servesweep_verbs='{}'\n", script, kBashEnd, fmt::join(names, " "));
}

}  // namespace servesweep::sweep
