#include "io/table/csv_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "io/table/utf8.h"

namespace servesweep::io {

using engine::Problem;

CsvReader::CsvReader(const std::filesystem::path& path, std::vector<std::string> columns)
    : lines_(path), columns_(std::move(columns)) {
  check_header();
}

void CsvReader::check_header() {
  const std::string remedy = fmt::format("the first line must be {}", fmt::join(columns_, ","));
  if (!lines_.next(line_)) throw Problem(lines_.where(), "no header", "the file is empty", remedy);
  split();
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
    throw Problem(lines_.where(), "empty line", fmt::format("a row has {} fields", columns_.size()),
                  "remove it");
  }
  split();
  if (fields_.size() != columns_.size()) {
    throw Problem(lines_.where(), fmt::format("{} fields", fields_.size()),
                  fmt::format("the header has {}", columns_.size()),
                  "write one field per column, in double quotes if it contains a comma");
  }
  return true;
}

void CsvReader::split() {
  if (find_invalid_utf8(line_) != std::string::npos || line_.find('\0') != std::string::npos) {
    throw Problem(lines_.where(), "not text", "it contains bytes that are not UTF-8",
                  "save the file as UTF-8 or check that it is the right file");
  }
  fields_.clear();
  for (std::size_t at = 0;; ++at) {
    std::string field;
    if (at < line_.size() && line_[at] == '"') {
      bool closed = false;
      for (++at; at < line_.size() && !closed; ++at) {
        if (line_[at] != '"') {
          field += line_[at];
        } else if (at + 1 < line_.size() && line_[at + 1] == '"') {
          field += line_[at++];
        } else {
          closed = true;
        }
      }
      if (!closed || (at < line_.size() && line_[at] != ',')) {
        throw Problem(lines_.where(), fmt::format("broken quotes in field {}", fields_.size() + 1),
                      "a quoted field ends with a double quote, then comma or line end",
                      "close the quotes and double those inside");
      }
    } else {
      const std::size_t comma = std::min(line_.find(',', at), line_.size());
      field = line_.substr(at, comma - at);
      at = comma;
    }
    fields_.push_back(std::move(field));
    if (at >= line_.size()) return;
  }
}

std::int64_t CsvReader::integer(std::size_t column, std::int64_t lowest,
                                std::int64_t highest) const {
  const std::string& field = fields_[column];
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

std::optional<double> CsvReader::real(std::size_t column) const {
  const std::string& field = fields_[column];
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
