#include "io/hdf5/packing_crew.h"

#include <utility>

#include "engine/base/contract.h"

namespace servesweep::io {

void PackingCrew::run(std::size_t count, const Piece& piece) {
  {
    const std::lock_guard lock(mutex_);
    SERVESWEEP_EXPECT(open_ == 0);
    piece_ = &piece;
    next_ = 0;
    count_ = open_ = count;
    pending_ = count > 0;
  }
  begun_.notify_all();
  while (help()) {
  }
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return open_ == 0; });
  piece_ = nullptr;
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

bool PackingCrew::help() {
  if (!pending_.load(std::memory_order_relaxed)) return false;
  std::size_t mine = 0;
  const Piece* piece = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (next_ == count_) return false;
    piece = piece_;
    mine = next_++;
    pending_ = next_ < count_;
  }
  std::exception_ptr error;
  try {
    (*piece)(mine);
  } catch (...) {
    error = std::current_exception();
  }
  finish_one(std::move(error));
  return true;
}

void PackingCrew::help_until(const std::stop_token& stop) {
  const auto pending = [this] { return next_ < count_; };
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (!begun_.wait(lock, stop, pending)) return;
    }
    while (help()) {
    }
  }
}

void PackingCrew::finish_one(std::exception_ptr error) {
  const std::lock_guard lock(mutex_);
  if (error && !error_) error_ = std::move(error);
  // Under the lock: once the batch is over, its owner may be gone.
  if (--open_ == 0) done_.notify_all();
}

}  // namespace servesweep::io
