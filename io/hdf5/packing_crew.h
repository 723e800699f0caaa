#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>

namespace servesweep::io {

/// Spreads the compression of a shard over threads that have other work: one thread runs a batch of
/// pieces, any others lend a hand between two pieces of their own. Nobody waits for a helper that
/// does not come, so one thread alone works as well.
class PackingCrew {
 public:
  using Piece = std::function<void(std::size_t)>;

  /// Does piece(0) … piece(count − 1), each once, in any order and on any thread; returns when all
  /// are done. One batch at a time. @throws what the first failed piece threw
  void run(std::size_t count, const Piece& piece);

  /// Does one piece if one is left to begin: true. Any thread; cheap if there is nothing to do.
  bool help();

 private:
  void finish_one(std::exception_ptr error);

  std::atomic<bool> pending_ = false;  ///< a piece may be left: saves help() the lock
  std::mutex mutex_;
  std::condition_variable done_;
  const Piece* piece_ = nullptr;
  std::size_t next_ = 0, count_ = 0, open_ = 0;
  std::exception_ptr error_;
};

}  // namespace servesweep::io
