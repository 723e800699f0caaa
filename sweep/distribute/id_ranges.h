#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "sweep/distribute/wire.h"

namespace servesweep::sweep {

/// Lists of ids in messages: as progressions (first, step, count) where these take fewer bytes than
/// the ids one by one. Work is planned and handed out in order, so a list of a million is mostly a
/// few of them: a job of 10⁴ ranks would else send terabytes.
///
/// Layout: the number of ids, the number of progressions, then 12 bytes each; no progressions mean
/// that the ids follow, 4 bytes each.

struct IdProgression {
  std::int32_t first = 0;
  std::int32_t step = 1;
  std::int32_t count = 0;
};

/// From the left, each progression taking what it can.
[[nodiscard]] std::vector<IdProgression> progressions_in(const std::int32_t* ids,
                                                         std::size_t count);

void write_ids(WireWriter& writer, const std::int32_t* ids, std::size_t count);
/// At most `most` ids. @throws std::runtime_error on what write_ids() does not write, or more
[[nodiscard]] std::vector<std::int32_t> read_id_values(WireReader& reader, std::size_t most);

/// A message that says more of itself is damaged: ids are 31 bits.
inline constexpr std::size_t kMostIds = std::size_t{1} << 31;

/// The same for strong ids.
template <class AnyId>
void write_ids(WireWriter& writer, const std::vector<AnyId>& ids) {
  std::vector<std::int32_t> values;
  values.reserve(ids.size());
  for (const AnyId id : ids) values.push_back(id.value());
  write_ids(writer, values.data(), values.size());
}

template <class AnyId>
[[nodiscard]] std::vector<AnyId> read_ids(WireReader& reader) {
  const std::vector<std::int32_t> values = read_id_values(reader, kMostIds);
  std::vector<AnyId> ids;
  ids.reserve(values.size());
  for (const std::int32_t value : values) ids.emplace_back(value);
  return ids;
}

}  // namespace servesweep::sweep
