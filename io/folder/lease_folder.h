#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace servesweep::io {

/// The right to run a chunk of a plan, as long as it is renewed. Each holder has a generation of
/// its own, so that nobody takes a lease away from one who has just taken it over himself.
struct Lease {
  std::size_t chunk = 0;
  std::int64_t generation = 1;

  friend bool operator==(const Lease&, const Lease&) = default;
};

/// A lease as somebody sees it.
struct SeenLease {
  Lease lease;
  std::int64_t renewed_ns = 0;  ///< by the clock of whoever keeps the file, since 1970
};

/// All leases of a folder at a moment.
struct LeaseBoard {
  std::vector<SeenLease> leases;  ///< of chunks that are not done, by chunk
  std::vector<std::size_t> done;  ///< chunks, ascending
};

/// leases/ of a result folder, through which processes that share it agree on who runs which chunk
/// of the plan: chunk-000005.lease-2 is a lease in its second generation, chunk-000005.done says
/// that every run of the chunk is in a shard. It saves work and decides nothing: a chunk that is
/// run twice gives equal results, and the shards say what is there.
///
/// Files are created exclusively, renamed and touched, which is atomic on local and on network file
/// systems. None of them is forced to disk.
class LeaseFolder {
 public:
  /// `holder`: number of the member, for people who look into a lease.
  LeaseFolder(std::filesystem::path folder, int holder);

  [[nodiscard]] LeaseBoard look() const;

  /// Where it is written down which runs each chunk has.
  [[nodiscard]] std::filesystem::path chunks_file() const { return folder_ / "chunks.json"; }

  /// Takes a chunk that nobody has; false if somebody was faster or it is done.
  [[nodiscard]] bool claim(std::size_t chunk) const;
  /// Takes a lease over, into the next generation; false if its holder gave it back or somebody was
  /// faster or it is done.
  [[nodiscard]] bool take_over(const Lease& lease) const;
  /// Shows that the holder lives; false if the lease was taken over meanwhile.
  [[nodiscard]] bool renew(const Lease& lease) const;
  /// Gives a chunk back that is not done.
  void release(const Lease& lease) const;
  /// Says that all runs of a chunk are in shards, whether or not the lease is still held.
  void finish(const Lease& lease) const;
  /// The chunk is not done after all: a shard of it was lost.
  void reopen(std::size_t chunk) const;

  /// Removes all leases and marks. Only for who knows that no holder lives.
  void clear() const;

 private:
  [[nodiscard]] std::filesystem::path file_of(const Lease& lease) const;
  [[nodiscard]] std::filesystem::path done_file(std::size_t chunk) const;
  void sign(const Lease& lease) const;
  [[nodiscard]] bool keep_unless_done(const Lease& lease) const;

  std::filesystem::path folder_;
  std::string holder_;
};

/// Who holds a lease, as its file says; 0 if it does not say.
[[nodiscard]] int holder_of(const std::filesystem::path& leases_folder, const Lease& lease);

}  // namespace servesweep::io
