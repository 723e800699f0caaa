#include "io/hdf5/packed_columns.h"

#include "io/hdf5/chunk_encoder.h"

namespace servesweep::io {
namespace {

struct ChunkJob {
  std::size_t column = 0, chunk = 0;
};

}  // namespace

PackedColumns pack_columns(PackingCrew& crew, std::span<const std::size_t> chunks,
                           const PackChunk& pack) {
  PackedColumns packed(chunks.size());
  std::vector<ChunkJob> jobs;
  for (std::size_t c = 0; c < chunks.size(); ++c) {
    packed[c].resize(chunks[c]);
    for (std::size_t chunk = 0; chunk < chunks[c]; ++chunk) jobs.push_back({c, chunk});
  }
  crew.run(jobs.size(), [&](std::size_t job) {
    const auto [c, chunk] = jobs[job];
    packed[c][chunk] = pack(c, chunk);
  });
  return packed;
}

std::vector<std::byte> packed_chunk(std::span<const std::byte> rows, std::size_t chunk_bytes,
                                    std::size_t element_bytes) {
  const std::span<const std::byte> packed =
      ChunkEncoder::of_this_thread().encode(rows, chunk_bytes, element_bytes);
  return {packed.begin(), packed.end()};
}

}  // namespace servesweep::io
