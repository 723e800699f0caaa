#include "io/table/csv_reader.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace csv_reader_test {

namespace {

namespace fs = std::filesystem;
using servesweep::engine::Problem;
using servesweep::io::CsvReader;

struct CsvFile {
  explicit CsvFile(const std::string& content)
      : path(fs::temp_directory_path() /
             ("servesweep_csv_reader_test_" + std::to_string(getpid()))) {
    std::ofstream(path, std::ios::binary) << content;
  }
  ~CsvFile() { fs::remove(path); }
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;
  fs::path path;
};

TEST_CASE("columns in any order, some of which may be missing") {
  const CsvFile file("c,a\n7,x\n,y\n");
  CsvReader rows(file.path, {"a"}, {"b", "c"});
  REQUIRE(rows.next());
  CHECK(rows.text(0) == "x");
  CHECK(rows.text(1).empty());
  CHECK_FALSE(rows.find_integer(1, 0, 9).has_value());
  CHECK(rows.find_integer(2, 0, 9) == 7);
  REQUIRE(rows.next());
  CHECK(rows.text(0) == "y");
  CHECK_FALSE(rows.find_integer(2, 0, 9).has_value());
  CHECK_FALSE(rows.next());
}

TEST_CASE("a header is refused if a column is needed, unknown or there twice") {
  const auto wrong = [](const std::string& header) -> std::string {
    const CsvFile file(header);
    try {
      const CsvReader rows(file.path, {"alpha"}, {"beta"});
    } catch (const Problem& problem) {
      return problem.problem();
    }
    return "nothing thrown";
  };
  CHECK(wrong("beta\n") == "column 'alpha' is missing");
  CHECK(wrong("alpha,gamma\n") == "unexpected column 'gamma'");
  CHECK(wrong("alpha,beta,alpha\n") == "column 'alpha' comes twice");
  CHECK(wrong("") == "no header");
  CHECK(wrong("beta,alpha\n") == "nothing thrown");
}

TEST_CASE("rows are read field by field") {
  const CsvFile file("a,b\n1,\n-2,0.5\n\"x \"\"y\"\"\",\"\"\n");
  CsvReader rows(file.path, {"a", "b"});
  REQUIRE(rows.next());
  CHECK(rows.integer(0, 0, 9) == 1);
  CHECK_FALSE(rows.real(1).has_value());
  REQUIRE(rows.next());
  CHECK(rows.integer(0, -2, 9) == -2);
  CHECK(rows.real(1) == 0.5);
  REQUIRE(rows.next());
  CHECK(rows.text(0) == "x \"y\"");
  CHECK(rows.text(1).empty());
  CHECK_FALSE(rows.next());
  CHECK_FALSE(rows.next());
}

TEST_CASE("lines longer than the read buffer are whole") {
  const std::string longest(1'000'000, 'x');
  const CsvFile file("a,b\n" + longest + ",1\nshort,2\n");
  CsvReader rows(file.path, {"a", "b"});
  REQUIRE(rows.next());
  CHECK(rows.text(0) == longest);
  CHECK(rows.integer(1, 0, 9) == 1);
  REQUIRE(rows.next());
  CHECK(rows.text(0) == "short");
}

TEST_CASE("a real must be a finite number") {
  const CsvFile file("a\n1e3\ninf\n1e999\n1x\n");
  CsvReader rows(file.path, {"a"});
  REQUIRE(rows.next());
  CHECK(rows.real(0) == 1000.0);
  for (const char* word : {"inf", "1e999", "1x"}) {
    REQUIRE(rows.next());
    CHECK(rows.text(0) == word);
    CHECK_THROWS_AS((void)rows.real(0), Problem);
  }
}

}  // namespace

}  // namespace csv_reader_test
