#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "io/folder/lease_folder.h"
#include "io/folder/member_file.h"

namespace servesweep::sweep {

/// Renews the leases of a member, and its membership, on a thread of its own while it lives: the
/// main thread may be writing a shard for longer than a lease lasts. What stops the whole process
/// (a pause, a dead node) stops this too, and others take over.
class LeaseKeeper {
 public:
  /// Refers to both.
  LeaseKeeper(const io::LeaseFolder& folder, const io::MemberFile& member,
              std::chrono::seconds lease);
  ~LeaseKeeper();
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

  void hold(const io::Lease& lease);
  /// The chunk is done: it is marked so, and not held any more. @throws engine::Problem if it
  /// cannot be
  void finish(std::size_t chunk);
  /// Chunks that others have taken over since the last call, because this process was paused.
  [[nodiscard]] std::vector<std::size_t> take_lost();
  /// Gives back what is still held.
  void give_back();

 private:
  void keep_on();
  void renew();

  const io::LeaseFolder& folder_;
  const io::MemberFile& member_;
  std::chrono::milliseconds period_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::vector<io::Lease> held_;
  std::vector<std::size_t> lost_;  ///< of those held
  std::vector<std::size_t> news_;  ///< of those lost, not told yet
  std::thread thread_;             ///< last: it uses all of them
};

}  // namespace servesweep::sweep
