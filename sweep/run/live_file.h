#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// Keeps a file with the latest standing (live_text()), renewed on a thread of its own, so that a
/// slow disk delays nobody and the file shows that the process lives even while its main thread is
/// at something long. A file that cannot be written is a warning, once, from the calling thread:
/// it alone may change where the program logs to.
class LiveFile {
 public:
  LiveFile(std::filesystem::path file, std::chrono::milliseconds period);
  /// Writes the last standing and ends.
  ~LiveFile();
  LiveFile(const LiveFile&) = delete;
  LiveFile& operator=(const LiveFile&) = delete;

  /// The standing from now on. Written when the period is over, or as soon as may be.
  void tell(LiveStanding standing, bool at_once);

 private:
  void keep_writing();
  void write(LiveStanding standing);
  void complain();

  std::filesystem::path file_;
  std::chrono::milliseconds period_;
  std::mutex mutex_;
  std::condition_variable changed_;
  LiveStanding standing_;
  bool told_ = false, hurry_ = false, ending_ = false;
  std::string failure_;  ///< of the first write that failed
  bool warned_ = false;  ///< of the main thread
  std::thread thread_;
};

}  // namespace servesweep::sweep
