#pragma once

#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/kv/fair_share.h"

namespace servesweep::engine {

using LoadId = Id<struct LoadTag>;

/// What is being loaded for requests: each load is one transfer per tier that supplies a part of
/// it, and complete when all of them are.
class LoadTable {
 public:
  /// A transfer by the tier whose link it is on.
  using Part = std::pair<std::size_t, TransferId>;

  void reset();

  /// A load without parts; its id is used again after take_complete().
  [[nodiscard]] LoadId add();
  void add_part(LoadId id, const Part& part);
  /// One part is over.
  void note_part_over(LoadId id);

  [[nodiscard]] const std::vector<Part>& parts(LoadId id) const { return at(id).parts; }
  [[nodiscard]] bool has_complete() const { return !complete_.empty(); }
  /// Appends the loads that are complete, in the order in which they became so.
  void take_complete(std::vector<LoadId>& complete);

 private:
  struct Load {
    std::size_t open = 0;  ///< parts that are not over
    std::vector<Part> parts;
  };
  [[nodiscard]] Load& at(LoadId id) { return loads_[id.index()]; }
  [[nodiscard]] const Load& at(LoadId id) const { return loads_[id.index()]; }

  std::vector<Load> loads_;
  std::vector<LoadId> unused_, complete_;
};

}  // namespace servesweep::engine
