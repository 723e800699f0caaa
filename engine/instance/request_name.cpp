#include "engine/instance/request_name.h"

#include <array>
#include <charconv>
#include <string_view>

namespace servesweep::engine {

bool name_precedes(RequestId a, RequestId b) {
  std::array<char, 12> text_a{}, text_b{};
  const auto end_a = std::to_chars(text_a.data(), text_a.data() + text_a.size(), a.value()).ptr;
  const auto end_b = std::to_chars(text_b.data(), text_b.data() + text_b.size(), b.value()).ptr;
  return std::string_view(text_a.data(), end_a) < std::string_view(text_b.data(), end_b);
}

}  // namespace servesweep::engine
