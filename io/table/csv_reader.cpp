#include "io/table/csv_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

#include "io/table/utf8.h"

namespace servesweep::io {

using engine::Problem;

CsvReader::CsvReader(const std::filesystem::path& path, std::vector<std::string> columns)
    : lines_(path),
      columns_(std::move(columns)),
      places_(columns_.size()),
      width_(columns_.size()) {
  std::iota(places_.begin(), places_.end(), std::size_t{0});
  check_header();
}

CsvReader::CsvReader(const std::filesystem::path& path, const std::vector<std::string>& required,
                     const std::vector<std::string>& optional)
    : lines_(path), columns_(required) {
  columns_.insert(columns_.end(), optional.begin(), optional.end());
  places_.assign(columns_.size(), kAbsent);
  place_columns(required.size());
}

void CsvReader::read_header(const std::string& remedy) {
  if (!lines_.next(line_)) throw Problem(lines_.where(), "no header", "the file is empty", remedy);
  split();
}

void CsvReader::place_columns(std::size_t required) {
  read_header("the first line must name the columns");
  const std::string where = lines_.where() + ": header";
  width_ = fields_.size();
  for (std::size_t i = 0; i < width_; ++i) {
    const auto known = std::find(columns_.begin(), columns_.end(), fields_[i]);
    if (known == columns_.end()) {
      throw Problem(where, fmt::format("unexpected column '{}'", fields_[i]),
                    "this version of the format is not known",
                    engine::suggest_name(fields_[i], columns_));
    }
    std::size_t& place = places_[static_cast<std::size_t>(known - columns_.begin())];
    if (place != kAbsent) {
      throw Problem(where, fmt::format("column '{}' comes twice", fields_[i]), "", "remove one");
    }
    place = i;
  }
  for (std::size_t i = 0; i < required; ++i) {
    if (places_[i] != kAbsent) continue;
    throw Problem(where, fmt::format("column '{}' is missing", columns_[i]), "", "add it");
  }
}

void CsvReader::check_header() {
  const std::string remedy = fmt::format("the first line must be {}", fmt::join(columns_, ","));
  read_header(remedy);
  for (std::size_t i = 0; i < std::max(fields_.size(), columns_.size()); ++i) {
    if (i >= fields_.size()) {
      throw Problem(lines_.where() + ": header", fmt::format("column '{}' is missing", columns_[i]),
                    fmt::format("found {} columns of {}", fields_.size(), columns_.size()), remedy);
    }
    if (i >= columns_.size() || fields_[i] != columns_[i]) {
      throw Problem(lines_.where() + ": header", fmt::format("unexpected column '{}'", fields_[i]),
                    i < columns_.size() ? fmt::format("column {} is '{}'", i + 1, columns_[i])
                                        : fmt::format("there are {} columns", columns_.size()),
                    remedy);
    }
  }
}

bool CsvReader::next() {
  if (!lines_.next(line_)) return false;
  if (line_.empty()) {
    throw Problem(lines_.where(), "empty line", fmt::format("a row has {} fields", width_),
                  "remove it");
  }
  split();
  if (fields_.size() != width_) {
    throw Problem(lines_.where(), fmt::format("{} fields", fields_.size()),
                  fmt::format("the header has {}", width_),
                  "write one field per column, in double quotes if it contains a comma");
  }
  return true;
}

void CsvReader::split() {
  if (find_invalid_utf8(line_) != std::string::npos || line_.find('\0') != std::string::npos) {
    throw Problem(lines_.where(), "not text", "it contains bytes that are not UTF-8",
                  "save the file as UTF-8 or check that it is the right file");
  }
  std::size_t count = 0;
  for (std::size_t at = 0;; ++at) {
    // Fields of the row before keep their memory.
    if (count == fields_.size()) fields_.emplace_back();
    std::string& field = fields_[count++];
    if (at < line_.size() && line_[at] == '"') {
      if (!unquote(at, field)) {
        throw Problem(lines_.where(), fmt::format("broken quotes in field {}", count),
                      "a quoted field ends with a double quote, then comma or line end",
                      "close the quotes and double those inside");
      }
    } else {
      const std::size_t comma = std::min(line_.find(',', at), line_.size());
      field.assign(line_, at, comma - at);
      at = comma;
    }
    if (at >= line_.size()) break;
  }
  fields_.resize(count);
}

bool CsvReader::unquote(std::size_t& at, std::string& field) const {
  field.clear();
  for (++at; at < line_.size(); ++at) {
    if (line_[at] == '"') {
      if (at + 1 >= line_.size() || line_[at + 1] != '"') {
        ++at;
        return at == line_.size() || line_[at] == ',';
      }
      ++at;
    }
    field += line_[at];
  }
  return false;
}

std::int64_t CsvReader::integer(std::size_t column, std::int64_t lowest,
                                std::int64_t highest) const {
  const std::string& field = text(column);
  const std::string remedy = fmt::format("write an integer from {} to {}", lowest, highest);
  if (field.empty()) throw problem(column, "empty", "a number is needed here", remedy);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  const bool all = end == field.data() + field.size();
  if (all && error == std::errc::result_out_of_range) {
    throw problem(column, field + " is out of range", "", remedy);
  }
  if (!all || error != std::errc())
    throw problem(column, fmt::format("'{}' is not an integer", field), "", remedy);
  if (value < lowest || value > highest)
    throw problem(column, field + " is out of range", "", remedy);
  return value;
}

std::optional<std::int64_t> CsvReader::find_integer(std::size_t column, std::int64_t lowest,
                                                    std::int64_t highest) const {
  if (text(column).empty()) return std::nullopt;
  return integer(column, lowest, highest);
}

std::optional<double> CsvReader::real(std::size_t column) const {
  const std::string& field = text(column);
  if (field.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (end != field.data() + field.size() || error != std::errc() || !std::isfinite(value)) {
    throw problem(column, fmt::format("'{}' is not a finite number", field), "",
                  "write a decimal number");
  }
  return value;
}

Problem CsvReader::problem(std::size_t column, std::string what, std::string why,
                           std::string remedy) const {
  return {fmt::format("{}: {}", lines_.where(), columns_[column]), std::move(what), std::move(why),
          std::move(remedy)};
}

}  // namespace servesweep::io
