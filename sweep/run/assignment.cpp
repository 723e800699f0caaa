#include "sweep/run/assignment.h"

#include "sweep/distribute/id_ranges.h"
#include "sweep/distribute/wire.h"

namespace servesweep::sweep {

std::string Assignment::encode() const {
  WireWriter writer;
  writer.text(resolved_study);
  writer.text(output);
  writer.text(marker.study);
  writer.text(marker.study_hash);
  writer.text(holder);
  writer.number(static_cast<std::uint64_t>(decisions.size()));
  for (const std::string& decision : decisions) writer.text(decision);
  write_ids(writer, runs);
  writer.number(first_shard_rank);
  return writer.take();
}

Assignment Assignment::decode(std::string_view bytes) {
  WireReader reader(bytes);
  Assignment assignment;
  assignment.resolved_study = reader.text();
  assignment.output = reader.text();
  assignment.marker.study = reader.text();
  assignment.marker.study_hash = reader.text();
  assignment.holder = reader.text();
  for (std::size_t left = reader.count(sizeof(std::uint64_t)); left > 0; --left) {
    assignment.decisions.push_back(reader.text());
  }
  assignment.runs = read_ids<RunId>(reader);
  assignment.first_shard_rank = reader.number<int>();
  return assignment;
}

}  // namespace servesweep::sweep
