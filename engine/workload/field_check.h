#pragma once

#include <string>
#include <string_view>

namespace servesweep::engine {

/// Checks of one number that a user wrote; each throws Problem at "`where`.`field`" (or at `field`
/// if `where` is empty) and says which value it found.
class FieldCheck {
 public:
  explicit FieldCheck(std::string where) : where_(std::move(where)) {}

  [[nodiscard]] std::string path(std::string_view field) const;

  void positive(std::string_view field, double value) const;
  void not_negative(std::string_view field, double value) const;
  void finite(std::string_view field, double value) const;
  void within(std::string_view field, double value, double lowest, double highest) const;

  [[noreturn]] void fail(std::string_view field, std::string problem, std::string why,
                         std::string remedy) const;

 private:
  std::string where_;
};

}  // namespace servesweep::engine
