#include "sweep/values/count_value.h"

#include <cstdint>

namespace servesweep::sweep {

io::Value count_value(std::size_t count) {
  return io::Value::integer(static_cast<std::int64_t>(count));
}

}  // namespace servesweep::sweep
