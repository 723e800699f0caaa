#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "io/table/table.h"
#include "sweep/cli/command_line.h"

namespace servesweep::benchmark {

/// What a topic found: tables with their headings for people, one JSON object for programs.
struct Report {
  std::vector<std::pair<std::string, io::Table>> tables;
  nlohmann::ordered_json figures = nlohmann::ordered_json::object();
};

/// One thing to be measured. A topic is a function that makes one of these, in a file pair of its
/// own, and one line in topics.cpp.
struct Topic {
  sweep::CommandLine line;  ///< name, help and options
  /// Measures; complaints are thrown as engine::Problem.
  Report (*measure)(const sweep::CommandLine& line) = nullptr;
};

}  // namespace servesweep::benchmark
