#include "tests/house/header_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace servesweep::house {
namespace {

/// A foreign library that enters through one file of one folder.
struct Gate {
  std::string_view library;
  std::string_view folder;
  bool (*is_header)(std::string_view path);
};

bool is_mpi_header(std::string_view path) {
  return path == "mpi.h";
}

bool is_hdf5_header(std::string_view path) {
  if (path.starts_with("io/")) return false;  // ours
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.ends_with(".h") && (name.starts_with("hdf5") || name.starts_with("H5"));
}

bool is_pagmo_header(std::string_view path) {
  return path.starts_with("pagmo/");
}

constexpr std::array kGates{
    Gate{"MPI", "sweep/distribute/", is_mpi_header},
    Gate{"HDF5", "io/hdf5/", is_hdf5_header},
    Gate{"pagmo2", "sweep/search/", is_pagmo_header},
};

constexpr std::array<std::string_view, 23> kImpureHeaders{
    "fstream", "filesystem",         "iostream",   "cstdio",    "stdio.h",  "thread",
    "mutex",   "shared_mutex",       "future",     "chrono",    "ctime",    "time.h",
    "random",  "condition_variable", "atomic",     "semaphore", "latch",    "barrier",
    "mpi.h",   "unistd.h",           "sys/time.h", "pthread.h", "execution"};

constexpr std::array<std::string_view, 5> kImpureLibraries{"tbb/", "oneapi/", "yaml-cpp/",
                                                           "nlohmann/", "spdlog/"};

bool is_impure(std::string_view path) {
  return std::ranges::find(kImpureHeaders, path) != kImpureHeaders.end() ||
         std::ranges::any_of(kImpureLibraries,
                             [path](std::string_view prefix) { return path.starts_with(prefix); });
}

void check_gate(const Gate& gate, const SourceTree& tree, std::vector<Violation>& violations) {
  std::string keeper;
  for (const auto& [file, text] : tree) {
    if (!is_layer_source(file)) continue;
    for (const Include& include : includes_of(text)) {
      if (!gate.is_header(include.path)) continue;
      if (!file.starts_with(gate.folder)) {
        violations.push_back(
            {file, include.line,
             fmt::format("{} outside {} (it has one gate)", include.path, gate.folder)});
      } else if (keeper.empty() || keeper == file) {
        keeper = file;
      } else {
        violations.push_back({file, include.line,
                              fmt::format("{} again (the gate to {} is {}); include that",
                                          include.path, gate.library, keeper)});
      }
    }
  }
}

}  // namespace

std::vector<Violation> gate_violations(const SourceTree& tree) {
  std::vector<Violation> violations;
  for (const Gate& gate : kGates) check_gate(gate, tree, violations);
  return violations;
}

std::vector<Violation> purity_violations(const SourceTree& tree) {
  std::vector<Violation> violations;
  for (const auto& [file, text] : tree) {
    if (!is_layer_source(file) || first_folder(file) != "engine") continue;
    for (const Include& include : includes_of(text)) {
      if (!is_impure(include.path)) continue;
      violations.push_back(
          {file, include.line,
           fmt::format("the engine includes <{}> (it knows no files, threads or clock); let the "
                       "caller do it",
                       include.path)});
    }
  }
  return violations;
}

}  // namespace servesweep::house
