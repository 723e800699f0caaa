#include "sweep/cli/measured_text.h"

#include <fmt/format.h>

#include <cmath>

#include "io/table/significant_text.h"
#include "sweep/cli/change_text.h"
#include "sweep/values/shown_digits.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

std::string with_interval(const std::string& figure, const std::string& interval) {
  return interval.empty() ? figure : figure + ' ' + interval;
}

std::string value_interval(const Interval& interval) {
  if (!std::isfinite(interval.lower) || !std::isfinite(interval.upper)) return "";
  return fmt::format("[{}, {}]", io::significant_text(interval.lower, kShownDigits),
                     io::significant_text(interval.upper, kShownDigits));
}

struct Texts {
  std::string figure, interval;
};

Texts texts_of(const Measured& measured, const std::string& unit) {
  switch (measured.kind) {
    case Measured::Kind::change: {
      const ChangeText change = change_text(measured.change, unit);
      return {change.change, change.interval};
    }
    case Measured::Kind::value:
      return {std::isfinite(measured.value) ? io::significant_text(measured.value, kShownDigits)
                                            : "n/a",
              value_interval(measured.interval)};
    case Measured::Kind::share:
      if (!std::isfinite(measured.value)) return {"n/a", ""};
      return {fmt::format("{:.0f} %", kPercent * measured.value),
              fmt::format("[{:.0f}, {:.0f}]", kPercent * measured.interval.lower,
                          kPercent * measured.interval.upper)};
    case Measured::Kind::words:
      return {measured.words, ""};
    case Measured::Kind::nothing:
      break;
  }
  return {"-", ""};
}

}  // namespace

std::string measured_text(const Measured& measured, const std::string& unit) {
  const Texts texts = texts_of(measured, unit);
  return with_interval(texts.figure, texts.interval);
}

std::string brief_measured_text(const Measured& measured, const std::string& unit) {
  return texts_of(measured, unit).figure;
}

}  // namespace servesweep::sweep
