#include "io/trace/mooncake_line.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace servesweep::io {
namespace {

/// Walks through a text; what does not match leaves it where it is.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  [[nodiscard]] bool at_end() {
    skip_blanks();
    return at_ == end_;
  }

  [[nodiscard]] bool take(char wanted) {
    skip_blanks();
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return true;
  }

  /// A text without escapes.
  [[nodiscard]] bool take_text(std::string_view& text) {
    if (!take('"')) return false;
    const char* last = std::find(at_, end_, '"');
    if (last == end_) return false;
    text = {at_, static_cast<std::size_t>(last - at_)};
    at_ = last + 1;
    return true;
  }

  /// JSON has no leading zeros; a sign, a point or an exponent ends the number before it.
  [[nodiscard]] bool take_number(std::int64_t& number) {
    skip_blanks();
    if (at_ == end_ || *at_ < '0' || *at_ > '9') return false;
    const bool zero = *at_ == '0';
    const auto [next, error] = std::from_chars(at_, end_, number);
    if (error != std::errc() || (zero && next != at_ + 1)) return false;
    at_ = next;
    return true;
  }

  [[nodiscard]] bool take_numbers(std::vector<std::int64_t>& numbers) {
    numbers.clear();
    if (!take('[')) return false;
    if (take(']')) return true;
    do {
      if (!take_number(numbers.emplace_back())) return false;
    } while (take(','));
    return take(']');
  }

 private:
  void skip_blanks() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t')) ++at_;
  }

  const char* at_;
  const char* end_;
};

}  // namespace

bool MooncakeLine::read(std::string_view line) {
  constexpr std::array<std::string_view, 3> kNumbers{"timestamp", "input_length", "output_length"};
  const std::array<std::int64_t*, 3> numbers{&timestamp_ms, &input_length, &output_length};
  Cursor cursor(line);
  if (!cursor.take('{')) return false;
  unsigned fields = 0;
  do {
    std::string_view name;
    if (!cursor.take_text(name) || !cursor.take(':')) return false;
    const auto field =
        static_cast<std::size_t>(std::ranges::find(kNumbers, name) - kNumbers.begin());
    if (field == kNumbers.size() && name != "hash_ids") return false;
    const bool fits = field == kNumbers.size() ? cursor.take_numbers(hash_ids)
                                               : cursor.take_number(*numbers[field]);
    if (!fits || (fields >> field & 1U) != 0) return false;
    fields |= 1U << field;
  } while (cursor.take(','));
  return cursor.take('}') && cursor.at_end() && fields == 0b1111;
}

}  // namespace servesweep::io
