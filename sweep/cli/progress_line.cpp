#include "sweep/cli/progress_line.h"

#include <fmt/format.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "io/table/significant_text.h"
#include "sweep/cli/colours.h"
#include "sweep/cli/history_table.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using namespace std::chrono_literals;

constexpr auto kOnTerminal = 200ms;
constexpr auto kElsewhere = 30s;
constexpr std::size_t kBarWidth = 10;

std::string clock_text(double seconds) {
  if (seconds < 100) return io::significant_text(seconds, 2) + " s";
  const auto whole = static_cast<long long>(seconds);
  if (whole < 3600) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{}:{:02} h", whole / 3600, whole / 60 % 60);
}

/// Of a terminal; people resize it.
std::size_t terminal_columns(std::FILE* terminal) {
  constexpr std::size_t kUsual = 80;
  winsize size{};
  if (ioctl(fileno(terminal), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col;
}

/// "[######....] 61 %". Whole per cents that are done: 100 only at the end.
std::string bar_text(const RunProgress& progress) {
  const double share = progress.planned == 0 ? 1
                                             : static_cast<double>(progress.done) /
                                                   static_cast<double>(progress.planned);
  const double done = std::min(share, 1.0);
  const auto filled = static_cast<std::size_t>(done * static_cast<double>(kBarWidth));
  return fmt::format("[{}{}] {:.0f} %", std::string(filled, '#'),
                     std::string(kBarWidth - filled, '.'), std::floor(kPercent * done));
}

}  // namespace

std::string progress_text(const RunProgress& progress) {
  if (progress.to_repeat > 0) {
    return fmt::format("{} runs are there; repeating decision {} of {} of the search",
                       progress.done, progress.repeated + 1, progress.to_repeat);
  }
  std::string text = bar_text(progress);
  const auto now_done = static_cast<double>(progress.done - progress.found);
  const bool has_rate = progress.seconds > 0 && now_done > 0;
  const double rate = has_rate ? now_done / progress.seconds : 0;
  const bool is_open = progress.search != nullptr && progress.seeds.empty();
  if (has_rate) {
    const auto left =
        static_cast<double>(progress.planned - std::min(progress.done, progress.planned));
    text += fmt::format(", {}{} left", is_open ? "at most " : "", clock_text(left / rate));
  }
  text += fmt::format("; {} of {}{} runs{}", progress.done, is_open ? "at most " : "",
                      progress.planned, progress.study.seeds_by_need() ? " so far" : "");
  if (progress.failed > 0) text += fmt::format(", {} failed", progress.failed);
  if (has_rate) text += fmt::format("; {} runs/s", io::significant_text(rate, 3));
  if (!progress.seeds.empty()) return text + "; " + progress.seeds;
  if (progress.search != nullptr) text += "; " + standing_text(progress.study, *progress.search);
  return text;
}

std::string fitted_line(const std::string& text, std::size_t columns) {
  constexpr std::string_view kMore = "; ..";
  if (text.size() < columns) return text;
  if (columns <= kMore.size()) return "";
  const std::size_t room = columns - 1 - kMore.size();
  const std::size_t clause = text.rfind(';', room);
  if (clause == std::string::npos) return text.substr(0, columns - 1);
  return text.substr(0, clause) + std::string(kMore);
}

ProgressLine::ProgressLine(std::FILE* out)
    : out_(out),
      is_terminal_(obeys_escapes(fileno(out))),
      next_(Clock::now() + (is_terminal_ ? Clock::duration(kOnTerminal) : kElsewhere)) {}

ProgressLine::~ProgressLine() {
  if (!is_terminal_ || !shown_) return;
  fmt::print(out_, "\r\x1b[K");
  (void)std::fflush(out_);
}

bool ProgressLine::is_due() {
  const Clock::time_point now = Clock::now();
  if (now < next_) return false;
  next_ = now + (is_terminal_ ? Clock::duration(kOnTerminal) : kElsewhere);
  return true;
}

void ProgressLine::show(const RunProgress& progress) {
  if (is_due()) write(progress.study.name(), progress_text(progress));
}

void ProgressLine::show(const std::string& name, const std::string& text) {
  if (is_due()) write(name, text);
}

void ProgressLine::write(const std::string& name, const std::string& text) {
  shown_ = true;
  if (is_terminal_) {
    fmt::print(out_, "\r{}\x1b[K", fitted_line(text, terminal_columns(out_)));
  } else {
    fmt::print(out_, "{}: {}\n", name, text);
  }
  (void)std::fflush(out_);
}

}  // namespace servesweep::sweep
