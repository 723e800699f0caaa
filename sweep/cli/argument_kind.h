#pragma once

#include <string>
#include <vector>

namespace servesweep::sweep {

/// What a shell can offer for one argument.
enum class ArgumentKind {
  free,    ///< nothing: a number, a name
  words,   ///< one of several words
  file,    ///< an existing file, or a place for one
  folder,  ///< the same of folders
  study,   ///< a YAML file, or a folder on the way to one
};

/// An argument as shells complete it.
struct CompletedArgument {
  ArgumentKind kind = ArgumentKind::free;
  std::vector<std::string> words{};  ///< of kind words
};

/// What the declaration of an operand or of an option's value says: `placeholder` as in "FOLDER",
/// `meaning` as in the help, which may list words.
[[nodiscard]] CompletedArgument completed_argument(const std::string& placeholder,
                                                   const std::string& meaning);

}  // namespace servesweep::sweep
