#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>

namespace servesweep::io {

/// Spreads compression over threads: one runs a batch of pieces, others that have work of their own
/// lend a hand in between, or have none and wait for batches. Nobody waits for a helper that does
/// not come, so one thread alone works as well.
class PackingCrew {
 public:
  using Piece = std::function<void(std::size_t)>;

  /// Does piece(0) … piece(count − 1), each once, in any order and on any thread; returns when all
  /// are done. One batch at a time. @throws what the first failed piece threw
  void run(std::size_t count, const Piece& piece);

  /// Does one piece if one is left to begin: true. Any thread; cheap if there is nothing to do.
  bool help();
  /// Does pieces of whatever batches come, and sleeps in between, until asked to stop.
  void help_until(const std::stop_token& stop);

 private:
  void finish_one(std::exception_ptr error);

  std::atomic<bool> pending_ = false;  ///< a piece may be left: saves help() the lock
  std::mutex mutex_;
  std::condition_variable done_;
  std::condition_variable_any begun_;
  const Piece* piece_ = nullptr;
  std::size_t next_ = 0, count_ = 0, open_ = 0;
  std::exception_ptr error_;
};

}  // namespace servesweep::io
