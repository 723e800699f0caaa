#include "sweep/study/search_method.h"

#include <algorithm>

namespace servesweep::sweep {

const std::vector<std::pair<std::string, SearchMethod>>& search_methods() {
  static const std::vector<std::pair<std::string, SearchMethod>> known{
      {"grid", SearchMethod::grid},
      {"defaults", SearchMethod::defaults},
      {"random", SearchMethod::random},
      {"sobol", SearchMethod::sobol},
      {"latin-hypercube", SearchMethod::latin_hypercube},
      {"bayes", SearchMethod::bayes},
      {"nsga2", SearchMethod::nsga2},
      {"cmaes", SearchMethod::cmaes},
      {"race", SearchMethod::race},
      {"auto", SearchMethod::automatic}};
  return known;
}

std::string name_of(SearchMethod method) {
  const auto& known = search_methods();
  return std::ranges::find(known, method, [](const auto& entry) { return entry.second; })->first;
}

bool is_drawn(SearchMethod method) {
  return method == SearchMethod::random || method == SearchMethod::sobol ||
         method == SearchMethod::latin_hypercube;
}

bool learns(SearchMethod method) {
  return method != SearchMethod::grid && method != SearchMethod::defaults && !is_drawn(method);
}

}  // namespace servesweep::sweep
