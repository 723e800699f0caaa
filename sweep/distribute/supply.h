#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "sweep/distribute/task.h"

namespace servesweep::sweep {

/// Every rank is sent its own copy of an extension's text; a longer one would fill rank 0's memory
/// and ends the distribution as Ending::failed. Who has more to say extends several times.
inline constexpr std::size_t kMaxExtensionTextBytes = std::size_t{64} << 20;

/// Tasks that come to a distribution while it runs.
struct Extension {
  Tasks tasks;       ///< appended: their ids follow those of all tasks before; may be none
  std::string text;  ///< every rank hears it before it is given any of these tasks
};

/// What a source of tasks answers when it is asked. As made: nothing yet, ask again.
struct Supply {
  std::optional<Extension> extension{};
  bool closed = false;  ///< nothing comes after this: the source is not asked any more
};

/// Where tasks come from while others run: from a search, for instance, that learns from results.
using TaskSource = std::function<Supply()>;

}  // namespace servesweep::sweep
