#include "io/hdf5/disk_file.h"

#include <doctest/doctest.h>

#include "io/hdf5/h5_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace disk_file_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

void write_columns(h5::Group& root) {
  root.set_attribute("name", std::string("näme"));
  h5::Group group = root.create_group("group");
  const std::vector<std::int32_t> values = {1, -2, 3};
  group.write<std::int32_t>("values", values, {"us", "some values"});
  const std::vector<std::string> texts = {"ä", "", "longer"};
  group.write_text("texts", texts, {"", "some texts"});
}

}  // namespace

TEST_CASE("a file on disk holds what was written and gives equal bytes again") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "a.h5";
  test::write_text_file(path, "there before");
  {
    h5::DiskFile file(path);
    write_columns(file.root());
    CHECK(read_file(path) == "there before");
    file.commit();
  }
  const h5::File back = h5::File::open_read_only(path);
  CHECK(back.root().text_attribute("name") == "näme");
  CHECK(back.root().group("group").dataset("values").read<std::int64_t>() ==
        std::vector<std::int64_t>{1, -2, 3});
  CHECK(back.root().group("group").dataset("texts").read_text() ==
        std::vector<std::string>{"ä", "", "longer"});
  h5::DiskFile again(folder.path() / "b.h5");
  write_columns(again.root());
  again.commit();
  CHECK(read_file(folder.path() / "b.h5") == read_file(path));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "b.h5.partial"));
}

TEST_CASE("without commit nothing is left") {
  const test::TemporaryFolder folder;
  {
    h5::DiskFile file(folder.path() / "a.h5");
    write_columns(file.root());
    file.check();
    CHECK(std::filesystem::exists(folder.path() / "a.h5.partial"));
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace disk_file_test
