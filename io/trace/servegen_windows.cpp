#include "io/trace/servegen_windows.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

#include "engine/base/problem.h"
#include "io/table/csv_reader.h"

namespace servesweep::io {
namespace {

using Family = ServegenWindow::Family;

constexpr double kWindowS = 600;

namespace servegen_column {
enum Column : std::size_t { client, t_s, rate_rps, iat_cv, family, shape, scale };
}  // namespace servegen_column

double number(const CsvReader& row, std::size_t at, double lowest, double highest) {
  const double value = row.real(at).value_or(-1);
  if (value >= lowest && value <= highest) return value;
  throw row.problem(at, fmt::format("'{}' is out of range", row.text(at)), "",
                    fmt::format("write a number from {} to {}", lowest, highest));
}

Family family(const CsvReader& row) {
  const std::string& text = row.text(servegen_column::family);
  if (text == "Gamma") return Family::gamma;
  if (text == "Weibull") return Family::weibull;
  throw row.problem(servegen_column::family, fmt::format("unknown law '{}'", text), "",
                    engine::suggest_name(text, {"Gamma", "Weibull"}));
}

}  // namespace

ServegenWindows read_servegen_windows(const std::filesystem::path& path, double start_s,
                                      double end_s) {
  CsvReader row(path,
                {"client", "t_s", "rate_rps", "iat_cv", "family", "shape_arg1", "scale_arg2"});
  ServegenWindows windows;
  std::map<std::int64_t, double> busy_until_s;
  while (row.next()) {
    const std::int64_t client =
        row.integer(servegen_column::client, 0, std::numeric_limits<std::int32_t>::max());
    ServegenWindow window;
    window.start_s = number(row, servegen_column::t_s, 0, 1e9);
    window.end_s = window.start_s + kWindowS;
    window.rate_rps = number(row, servegen_column::rate_rps, 1e-9, 1e6);
    window.family = family(row);
    window.shape = number(row, servegen_column::shape, 0.01, 1e6);
    if (window.start_s < busy_until_s[client]) {
      throw row.problem(servegen_column::t_s,
                        fmt::format("{} overlaps the row before", window.start_s),
                        "a window of a client takes 600 s", "sort the rows by client and time");
    }
    busy_until_s[client] = window.end_s;
    window.start_s = std::max(window.start_s, start_s);
    window.end_s = std::min(window.end_s, end_s);
    if (window.start_s < window.end_s) windows[client].push_back(window);
  }
  return windows;
}

}  // namespace servesweep::io
