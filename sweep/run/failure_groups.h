#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace servesweep::sweep {

/// Failed runs of one kind.
struct FailureGroup {
  std::string kind;
  std::size_t count = 0;
  std::string first;  ///< the reason of the first of them that was heard of
};

/// Failures by kind, which is their reason up to the first ':'. In the order of first hearing; of
/// many kinds the later ones are counted together, so that it stays small.
class FailureGroups {
 public:
  static constexpr std::size_t kMost = 32;
  static constexpr std::size_t kMostReasonBytes = 300;

  void note(std::string_view reason, std::size_t count = 1);
  void add(const FailureGroup& group);
  void add(const FailureGroups& others);

  [[nodiscard]] const std::vector<FailureGroup>& all() const { return groups_; }
  [[nodiscard]] std::size_t total() const;

 private:
  std::vector<FailureGroup> groups_;
};

}  // namespace servesweep::sweep
