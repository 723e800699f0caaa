#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace servesweep::engine {

/// Invalid user input. The message follows one grammar everywhere:
///   `where: problem (why it is one); what to do`
/// `where` starts as a field path ("priority.age_weight") and gains file and line from the reader.
class Problem : public std::runtime_error {
 public:
  Problem(std::string where, std::string problem, std::string why, std::string remedy);

  /// The same problem at another place; readers use it to add file and line.
  [[nodiscard]] Problem at(std::string where) const;

  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] const std::string& why() const { return why_; }
  [[nodiscard]] const std::string& remedy() const { return remedy_; }

 private:
  std::string where_, problem_, why_, remedy_;
};

/// The known name nearest to a mistyped one by edit distance, or "" if none is near.
[[nodiscard]] std::string nearest_name(std::string_view name,
                                       const std::vector<std::string>& known);

/// "did you mean 'x'?" if a known name is near, else "use one of a, b, c".
[[nodiscard]] std::string suggest_name(std::string_view name,
                                       const std::vector<std::string>& known);

}  // namespace servesweep::engine
