#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "io/table/json_node.h"
#include "io/table/text_lines.h"

namespace servesweep::io {

/// A file with one JSON object per line (plain or gzip-compressed), of which one line at a time is
/// in memory.
class JsonLines {
 public:
  explicit JsonLines(const std::filesystem::path& path);
  ~JsonLines();
  JsonLines(const JsonLines&) = delete;
  JsonLines& operator=(const JsonLines&) = delete;

  /// Reads the next line; false at the end. Problem unless it is one JSON object in UTF-8.
  [[nodiscard]] bool next();
  /// The same in two steps, for readers that understand most lines by themselves.
  [[nodiscard]] bool next_text();
  [[nodiscard]] const std::string& text() const { return line_; }
  void parse();
  /// The object of the line read last.
  [[nodiscard]] JsonNode object() const;

 private:
  TextLines lines_;
  std::string line_, where_;
  std::unique_ptr<nlohmann::json> object_;
};

}  // namespace servesweep::io
