#pragma once

#include <string>

#include "io/folder/storage_problem.h"

namespace servesweep::io {

/// The bytes of a file are not those that were written, or it is not the file that belongs there.
/// What it says to do fits the place of the file: in a result folder `verify --quarantine` moves it
/// away.
class DamagedFile : public StorageProblem {
 public:
  /// `where`: the file, perhaps with a place in it ("out/shards/shard-0000-0000.h5:/runs/key").
  DamagedFile(const std::string& where, const std::string& problem, const std::string& why)
      : StorageProblem(where, problem, why, remedy_for(where)) {}

 private:
  [[nodiscard]] static std::string remedy_for(const std::string& where);
};

}  // namespace servesweep::io
