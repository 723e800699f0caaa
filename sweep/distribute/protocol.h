#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sweep/distribute/report.h"
#include "sweep/distribute/task.h"

namespace servesweep::sweep {

/// The payloads of the messages between coordinator and workers, where they are more than a bare
/// text. All decoders throw std::runtime_error on bytes that no encoder wrote.

/// A piece of work handed out, numbered from 0 in the order of handing out.
using ChunkId = engine::Id<struct ChunkTag>;

/// MessageKind::chunk. Travels as ranges of ids that follow one another where these are shorter, as
/// they nearly always are: 20 bytes instead of 4 for each task.
struct ChunkOrder {
  ChunkId id;
  std::vector<TaskId> tasks;
};

/// MessageKind::chunk_done: what became of some of a chunk's tasks. A chunk is reported on in one
/// message or in several, until each of its tasks is accounted for.
struct ChunkReport {
  ChunkId id;
  std::size_t done = 0;  ///< tasks whose results were committed
  double busy_s = 0;     ///< seconds that threads spent on the tasks of this report
  std::vector<TaskId> not_run;
  std::vector<TaskFailure> failures;
  std::string error;   ///< not a task but the commit went wrong; empty if all is well
  std::string result;  ///< what on_chunk_done returned; of no meaning if nothing was done
};

[[nodiscard]] std::string encode_threads(int threads);
[[nodiscard]] int decode_threads(std::string_view bytes);

[[nodiscard]] std::string encode(const ChunkOrder& order);
[[nodiscard]] ChunkOrder decode_chunk_order(std::string_view bytes);

[[nodiscard]] std::string encode(const ChunkReport& report);
[[nodiscard]] ChunkReport decode_chunk_report(std::string_view bytes);

[[nodiscard]] std::string encode(const DistributeReport& report);
[[nodiscard]] DistributeReport decode_distribute_report(std::string_view bytes);

}  // namespace servesweep::sweep
