#include "sweep/cli/completion_verb.h"

#include "engine/base/problem.h"
#include "sweep/cli/bash_completion.h"
#include "sweep/cli/verbs.h"
#include "sweep/cli/zsh_completion.h"

namespace servesweep::sweep {
namespace {

ExitCode print_completion(const CommandLine& line, Output& out) {
  const std::string shell = line.text("SHELL");
  if (shell == "bash") {
    out.write(bash_completion(all_verbs()));
  } else if (shell == "zsh") {
    out.write(zsh_completion(all_verbs()));
  } else {
    throw engine::Problem("servesweep completion", "unknown shell '" + shell + "'", "",
                          engine::suggest_name(shell, {"bash", "zsh"}));
  }
  return ExitCode::success;
}

}  // namespace

Verb completion_verb() {
  CommandLine line(
      {.name = "completion",
       .purpose = "print what a shell reads to complete verbs, options, words and files",
       .details = "An installed program is completed without it, where the shell looks for such\n"
                  "files: share/bash-completion/completions, share/zsh/site-functions.",
       .examples = {"source <(servesweep completion bash)",
                    "servesweep completion zsh > ~/.zsh/_servesweep"},
       .exit_codes = usual_exit_codes()});
  line.operand("SHELL", "bash or zsh");
  return {.line = std::move(line), .run = print_completion};
}

}  // namespace servesweep::sweep
