#pragma once

#include <stdexcept>

namespace servesweep::sweep {

/// A section of a report does not apply, or lacks what it needs. Its text is a sentence for people:
/// why, and what to do. The page shows it in place of the section.
class LeftOut : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace servesweep::sweep
