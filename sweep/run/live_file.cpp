#include "sweep/run/live_file.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "io/folder/renewed_file.h"
#include "sweep/run/live_format.h"

namespace servesweep::sweep {

LiveFile::LiveFile(std::filesystem::path file, std::chrono::milliseconds period)
    : file_(std::move(file)), period_(period), thread_([this] { keep_writing(); }) {}

LiveFile::~LiveFile() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  thread_.join();
  complain();
}

void LiveFile::tell(LiveStanding standing, bool at_once) {
  {
    const std::lock_guard lock(mutex_);
    standing_ = std::move(standing);
    told_ = true;
    hurry_ = hurry_ || at_once;
  }
  if (at_once) changed_.notify_one();
  complain();
}

void LiveFile::keep_writing() {
  std::unique_lock lock(mutex_);
  for (bool last = false; !last;) {
    changed_.wait_for(lock, period_, [&] { return hurry_ || ending_; });
    last = ending_;
    hurry_ = false;
    if (!told_) continue;
    LiveStanding now = standing_;
    lock.unlock();
    write(std::move(now));
    lock.lock();
  }
}

void LiveFile::write(LiveStanding standing) {
  standing.updated = std::chrono::system_clock::now();
  try {
    io::renew_file(file_, live_text(standing));
  } catch (const std::exception& error) {
    const std::lock_guard lock(mutex_);
    if (failure_.empty()) failure_ = error.what();
  }
}

void LiveFile::complain() {
  std::string failure;
  {
    const std::lock_guard lock(mutex_);
    failure = failure_;
  }
  if (failure.empty() || std::exchange(warned_, true)) return;
  spdlog::warn("{}; the study goes on, but 'servesweep status' will not see it", failure);
}

}  // namespace servesweep::sweep
