#include "sweep/cli/listed_words.h"

#include <regex>

namespace servesweep::sweep {
namespace {

/// "mpirun, srun (--mpi=pmix) or none" without remarks and quotation marks.
std::string bare_list(std::string_view meaning) {
  std::string list(meaning.substr(0, meaning.find(';')));
  const std::size_t colon = list.find(": ");
  if (colon != std::string::npos) list.erase(0, colon + 2);
  return std::regex_replace(list, std::regex(R"( \([^)]*\)|')"), "");
}

}  // namespace

std::vector<std::string> listed_words(std::string_view meaning) {
  const std::string list = bare_list(meaning);
  static const std::regex is_list("[a-z-]+(, [a-z-]+)*(,? or [a-z-]+|, [a-z-]+)");
  if (!std::regex_match(list, is_list)) return {};
  std::vector<std::string> words;
  static const std::regex separator(",? or |, ");
  for (std::sregex_token_iterator word(list.begin(), list.end(), separator, -1), end; word != end;
       ++word) {
    words.push_back(*word);
  }
  return words;
}

}  // namespace servesweep::sweep
