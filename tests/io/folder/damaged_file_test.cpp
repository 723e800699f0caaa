#include "io/folder/damaged_file.h"

#include <doctest/doctest.h>

namespace damaged_file_test {

using servesweep::io::DamagedFile;

TEST_CASE("what to do about a damaged file depends on where it lies") {
  const auto remedy = [](const char* where) { return DamagedFile(where, "p", "w").remedy(); };
  const std::string in_out =
      "'servesweep verify --quarantine a/out' moves what is damaged aside, and running the study "
      "again makes it anew";
  for (const char* where : {"a/out/shards/shard-0000-0001.h5:/runs/key@unit",
                            "a/out/shards/notes.txt", "a/out/study.h5:/plan", "a/out/journal.log",
                            "a/out/resolved.yaml", "a/out/servesweep.json"}) {
    CHECK(remedy(where) == in_out);
  }
  CHECK(remedy("a/other.h5:/x") == "restore or remove the file");
  CHECK(std::string(DamagedFile("a.h5", "is cut", "too short").what()) ==
        "a.h5: is cut (too short); restore or remove the file");
}

}  // namespace damaged_file_test
