#include "sweep/run/chunk_table.h"

#include <algorithm>
#include <utility>

namespace servesweep::sweep {

ChunkTable::ChunkTable(ChunkLayout layout, std::vector<RunId> order, std::vector<RunId> missing)
    : layout_(std::move(layout)),
      order_(std::move(order)),
      missing_(order_.size()),
      chunks_(layout_.chunks()),
      found_runs_(order_.size() - missing.size()) {
  std::ranges::sort(missing);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    missing_[i] = std::ranges::binary_search(missing, order_[i]);
  }
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    chunks_[i].missing = runs_of(i).size();
    if (chunks_[i].missing > 0) chunks_[i].state = State::free;
  }
}

std::vector<RunId> ChunkTable::runs_of(std::size_t chunk) const {
  std::vector<RunId> runs;
  const auto [first, end] = layout_.range(chunk);
  for (std::size_t i = first; i < end; ++i) {
    if (missing_[i]) runs.push_back(order_[i]);
  }
  return runs;
}

void ChunkTable::see(io::LeaseBoard& board) {
  for (Chunk& chunk : chunks_) {
    if (chunk.state == State::leased) chunk.state = State::free;
  }
  const auto is_free = [this](std::size_t chunk) {
    return chunk < chunks_.size() && chunks_[chunk].state == State::free;
  };
  for (const std::size_t done : board.done) {
    if (is_free(done)) chunks_[done].state = State::done;
  }
  std::erase_if(board.leases, [&](const auto& seen) { return !is_free(seen.lease.chunk); });
  for (const io::SeenLease& seen : board.leases) chunks_[seen.lease.chunk].state = State::leased;
}

std::optional<std::size_t> ChunkTable::next_free(std::size_t start) const {
  for (std::size_t i = 0; i < chunks_.size(); ++i) {
    const std::size_t chunk = (start + i) % chunks_.size();
    if (chunks_[chunk].state == State::free) return chunk;
  }
  return std::nullopt;
}

std::size_t ChunkTable::count(State state) const {
  return static_cast<std::size_t>(std::ranges::count(chunks_, state, &Chunk::state));
}

std::size_t ChunkTable::runs(State state) const {
  std::size_t runs = 0;
  for (const Chunk& chunk : chunks_) runs += chunk.state == state ? chunk.missing : 0;
  return runs;
}

}  // namespace servesweep::sweep
