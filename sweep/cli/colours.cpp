#include "sweep/cli/colours.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace servesweep::sweep {
namespace {

bool is_set(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

bool obeys_escapes(int descriptor) {
  const char* const term = std::getenv("TERM");
  return ::isatty(descriptor) != 0 && (term == nullptr || std::string_view(term) != "dumb");
}

Colours colours_of(const std::string& word) {
  if (word == "always") return Colours::always;
  return word == "never" ? Colours::never : Colours::automatic;
}

Colours colours_in(const std::vector<std::string>& arguments) {
  const std::string option = "--color";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == option && i + 1 < arguments.size()) return colours_of(arguments[i + 1]);
    if (argument.starts_with(option + '=')) return colours_of(argument.substr(option.size() + 1));
  }
  return Colours::automatic;
}

bool shows_colours(Colours colours, int descriptor) {
  if (colours != Colours::automatic) return colours == Colours::always;
  return obeys_escapes(descriptor) && !is_set("NO_COLOR");
}

std::string alarming(const std::string& word, bool coloured) {
  return coloured ? "\x1b[31m" + word + "\x1b[0m" : word;
}

}  // namespace servesweep::sweep
