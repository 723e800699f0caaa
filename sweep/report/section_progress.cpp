#include "sweep/report/section_progress.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "sweep/cli/phrases.h"
#include "sweep/run/direct_runs.h"

namespace servesweep::sweep {

std::string section_progress_text(const std::string& title, std::size_t done, std::size_t sections,
                                  std::size_t simulations) {
  std::string text = fmt::format("section {} of {}, {}", done + 1, sections, title);
  if (simulations > 0) text += "; " + counted_text(simulations, "simulation");
  return text;
}

SectionProgress::SectionProgress(std::string study, std::size_t sections, std::FILE* out)
    : study_(std::move(study)),
      sections_(sections),
      simulations_before_(DirectRuns::made()),
      line_(out),
      thread_([this] { renew(); }) {}

SectionProgress::~SectionProgress() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  ends_.notify_all();
  thread_.join();
}

void SectionProgress::begin(const std::string& title, std::size_t done) {
  const std::lock_guard lock(mutex_);
  title_ = title;
  done_ = done;
}

void SectionProgress::renew() {
  constexpr auto kPause = std::chrono::milliseconds(200);
  std::unique_lock lock(mutex_);
  while (!ends_.wait_for(lock, kPause, [this] { return is_over_; })) {
    if (title_.empty()) continue;
    line_.show(study_, section_progress_text(title_, done_, sections_,
                                             DirectRuns::made() - simulations_before_));
  }
}

}  // namespace servesweep::sweep
