#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

#include "sweep/cli/progress_line.h"

namespace servesweep::sweep {

/// "section 5 of 12, Where the latency goes; 1240 simulations": `done` sections are made, and the
/// next one is under way. Simulations are those made for the page, none at first.
[[nodiscard]] std::string section_progress_text(const std::string& title, std::size_t done,
                                                std::size_t sections, std::size_t simulations);

/// Tells people how far a report is, by a ProgressLine that a thread of its own renews: a section
/// that simulates for long says nothing itself.
class SectionProgress {
 public:
  SectionProgress(std::string study, std::size_t sections, std::FILE* out = stderr);
  /// Clears the line of a terminal.
  ~SectionProgress();
  SectionProgress(const SectionProgress&) = delete;
  SectionProgress& operator=(const SectionProgress&) = delete;

  /// A section begins, of which `done` are made.
  void begin(const std::string& title, std::size_t done);

 private:
  void renew();

  std::string study_;
  std::size_t sections_, simulations_before_;
  std::mutex mutex_;  ///< of all below but the thread
  std::condition_variable ends_;
  std::string title_;
  std::size_t done_ = 0;
  bool is_over_ = false;
  ProgressLine line_;
  std::thread thread_;
};

}  // namespace servesweep::sweep
