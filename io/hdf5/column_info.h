#pragma once

namespace servesweep::io {

/// Name, unit, meaning and decoding formula ("" if the column is direct) of a stored column.
struct RequestColumnInfo {
  const char* name;
  const char* unit;
  const char* description;
  const char* decode;
};

}  // namespace servesweep::io
