#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// What a strategy is for.
enum class StrategyKind : std::uint8_t {
  baseline,   ///< what a product does; others are compared with it
  portfolio,  ///< one mechanism that a product could have
  joint,      ///< mechanisms of several layers that act together
  bound,      ///< reads what no real system knows: how far one could get, never a winner
};

/// "baseline", "portfolio", "joint" or "bound".
[[nodiscard]] const char* name_of(StrategyKind kind);

/// What a strategy file says for people. Nothing here changes a scenario or a run key.
struct StrategyFacts {
  /// Reads the keys strategy, claim, source, kind, opportunities and hook; all but the first are
  /// optional. Problem (file:line: field) for words that are not on the lists below.
  [[nodiscard]] static StrategyFacts read(const io::Document& document);

  /// Adds the keys to a map.
  void add_to(io::Value& map) const;

  std::string name, claim, source;
  std::optional<StrategyKind> kind;
  std::vector<std::string> opportunities;  ///< of known_opportunities()
  std::string hook;                        ///< where the mechanism would be built in
};

/// Where serving systems leave something to gain.
[[nodiscard]] const std::vector<std::string>& known_opportunities();

}  // namespace servesweep::sweep
