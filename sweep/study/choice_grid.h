#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace servesweep::sweep {

/// Every way to choose one of each of some lists, some of which exist only where earlier ones have
/// certain choices; elsewhere there is nothing to choose, and such combinations count once. In
/// lexicographic order: the last list varies fastest.
class ChoiceGrid {
 public:
  /// By list: its choice; none where it does not exist.
  using Choices = std::vector<std::optional<std::size_t>>;

  /// An earlier list must exist and have one of these choices.
  struct Requirement {
    std::size_t list;
    std::vector<bool> choices;  ///< by choice of that list
  };

  /// At most `most` combinations.
  explicit ChoiceGrid(std::size_t most) : most_(most) {}

  /// Adds a list that exists where all requirements are met. False, and no change, if there would
  /// be too many combinations. Precondition: 0 < size < 65,535, and keep_if() was not called.
  [[nodiscard]] bool add(std::size_t size, const std::vector<Requirement>& requirements);
  /// Leaves out what is not allowed.
  void keep_if(const std::function<bool(const Choices&)>& allowed);

  [[nodiscard]] std::size_t size() const;
  /// Precondition: index < size().
  [[nodiscard]] Choices at(std::size_t index) const;

 private:
  using Row = const std::uint16_t*;
  void list_rows();
  [[nodiscard]] Row row(std::size_t index) const { return rows_.data() + index * sizes_.size(); }

  std::size_t most_;
  std::vector<std::size_t> sizes_;
  bool listed_ = false;              ///< else it is the product of the sizes
  std::vector<std::uint16_t> rows_;  ///< one number per list and combination, if listed
};

}  // namespace servesweep::sweep
