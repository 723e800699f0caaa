#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>
#include <utility>

#include "engine/base/shown_text.h"

namespace servesweep::sweep {

/// Takes a field of an object out of a file that anybody may have written: counts are whole and not
/// negative, other numbers finite and not negative, texts fit to be shown. Unlike nlohmann's own
/// conversions, which turn -1 into a count. @throws nlohmann::json::exception
template <class Json, class Field>
void take_field(const Json& object, const char* name, Field& field) {
  const Json& json = object.at(name);
  const auto refuse = [&] { throw Json::other_error::create(501, name, &json); };
  if constexpr (std::is_same_v<Field, bool>) {
    if (!json.is_boolean()) refuse();
    field = json.template get<bool>();
  } else if constexpr (std::is_integral_v<Field>) {
    if (!json.is_number_unsigned()) refuse();
    const auto number = json.template get<std::uint64_t>();
    if (!std::in_range<Field>(number)) refuse();
    field = static_cast<Field>(number);
  } else if constexpr (std::is_floating_point_v<Field>) {
    if (!json.is_number()) refuse();
    field = json.template get<Field>();
    if (!std::isfinite(field) || field < 0) refuse();
  } else {
    if (!json.is_string()) refuse();
    field = engine::shown_text(json.template get<std::string>());
  }
}

}  // namespace servesweep::sweep
