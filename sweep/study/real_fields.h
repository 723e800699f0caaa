#pragma once

#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// A number of a struct, under its name in files, with its bounds (inclusive).
template <class Struct>
struct RealField {
  const char* name;
  double Struct::*member;
  double lowest, highest;
};

/// Reads those of the numbers that the map has; the others keep their values. Problem for other
/// keys than these and `more`.
template <class Struct>
void read_reals(const io::Document& node, const std::vector<RealField<Struct>>& fields,
                Struct& into, std::vector<std::string> more = {}) {
  for (const auto& field : fields) more.emplace_back(field.name);
  node.allow_only(more);
  for (const auto& field : fields) {
    if (const auto value = node.find(field.name)) {
      into.*field.member = value->real(field.lowest, field.highest);
    }
  }
}

/// Adds all of them to a map.
template <class Struct>
void write_reals(const Struct& from, const std::vector<RealField<Struct>>& fields, io::Value& map) {
  for (const auto& field : fields) map.set(field.name, io::Value::number(from.*field.member));
}

}  // namespace servesweep::sweep
