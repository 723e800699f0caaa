#include "sweep/distribute/id_ranges.h"

namespace servesweep::sweep {

std::vector<IdProgression> progressions_in(const std::int32_t* ids, std::size_t count) {
  std::vector<IdProgression> found;
  for (std::size_t i = 0; i < count; ++i) {
    if (!found.empty()) {
      IdProgression& last = found.back();
      // Steps in 64 bits: that between the two ends does not fit into 32.
      const std::int64_t step = std::int64_t{ids[i]} - ids[i - 1];
      const bool may_begin = last.count == 1 && step == static_cast<std::int32_t>(step);
      if (may_begin) last.step = static_cast<std::int32_t>(step);
      if (may_begin || (last.count > 1 && step == last.step)) {
        ++last.count;
        continue;
      }
    }
    found.push_back({ids[i], 1, 1});
  }
  return found;
}

void write_ids(WireWriter& writer, const std::int32_t* ids, std::size_t count) {
  const std::vector<IdProgression> parts = progressions_in(ids, count);
  const bool shorter = parts.size() * sizeof(IdProgression) < count * sizeof(std::int32_t);
  writer.number(static_cast<std::uint64_t>(count));
  writer.number(static_cast<std::uint64_t>(shorter ? parts.size() : 0));
  if (!shorter) {
    for (std::size_t i = 0; i < count; ++i) writer.number(ids[i]);
    return;
  }
  for (const IdProgression& part : parts) {
    writer.number(part.first);
    writer.number(part.step);
    writer.number(part.count);
  }
}

std::vector<std::int32_t> read_id_values(WireReader& reader, std::size_t most) {
  const auto count = static_cast<std::size_t>(reader.number<std::uint64_t>());
  if (count > most) throw std::runtime_error("a message names more ids than there can be");
  const std::size_t parts = reader.count(sizeof(IdProgression));
  std::vector<std::int32_t> ids;
  if (parts == 0) {
    reader.expect(count, sizeof(std::int32_t));
    ids.resize(count);
    for (std::int32_t& id : ids) id = reader.number<std::int32_t>();
    return ids;
  }
  for (std::size_t i = 0; i < parts; ++i) {
    const auto first = reader.number<std::int32_t>();
    const auto step = reader.number<std::int32_t>();
    const auto length = reader.number<std::int32_t>();
    if (length < 0 || static_cast<std::size_t>(length) > count - ids.size()) {
      throw std::runtime_error("a message has more ids than it says");
    }
    for (std::int64_t k = 0; k < length; ++k) {
      ids.push_back(static_cast<std::int32_t>(first + k * step));
    }
  }
  if (ids.size() != count) throw std::runtime_error("a message has fewer ids than it says");
  return ids;
}

}  // namespace servesweep::sweep
