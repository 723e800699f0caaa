#pragma once

#include <optional>
#include <set>
#include <string>

#include "engine/scenario.h"
#include "sweep/study/template_value.h"

namespace servesweep::sweep {

/// One lower KV tier of a strategy file; its numbers and its eviction may be `$name`:
///
///   {name: cpu, blocks: 44000, tokens_per_us: 0.4, base_us: 0, sharing: fair, eviction: lru}
///
/// `sharing` (optional): fair = transfers share the link, serial = one after the other (vLLM).
/// `eviction` (optional): one of engine::tier_orders().
class TierTemplate {
 public:
  /// Problem (file:line: field) for unknown keys and undeclared references; names referred to are
  /// added to `used`.
  [[nodiscard]] static TierTemplate read(const io::Document& node, const ParameterSpace& space,
                                         std::set<std::string>& used);

  /// The tier at a point. Problem (where = "kv.tiers") for values that are no numbers; ranges are
  /// the engine's matter.
  [[nodiscard]] engine::TierSpec at(const Point& point) const;
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

 private:
  std::string name_;
  TemplateValue blocks_, tokens_per_us_, base_us_;
  bool serial_ = false;
  std::optional<TemplateValue> eviction_;
};

}  // namespace servesweep::sweep
