#include "sweep/cli/argument_kind.h"

#include "sweep/cli/listed_words.h"

namespace servesweep::sweep {

CompletedArgument completed_argument(const std::string& placeholder, const std::string& meaning) {
  if (placeholder == "FOLDER") return {.kind = ArgumentKind::folder};
  if (placeholder == "FILE") return {.kind = ArgumentKind::file};
  if (placeholder == "STUDY") return {.kind = ArgumentKind::study};
  std::vector<std::string> words = listed_words(meaning);
  if (words.empty()) return {};
  return {.kind = ArgumentKind::words, .words = std::move(words)};
}

}  // namespace servesweep::sweep
