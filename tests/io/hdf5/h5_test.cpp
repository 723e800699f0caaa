#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/hdf5/h5_file.h"
#include "tests/io/hdf5/sample_results.h"

namespace h5_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

h5::File store(h5::FileImage& image, const test::TemporaryFolder& folder) {
  write_file_atomically(folder.path() / "x.h5", image.finish());
  return h5::File::open_read_only(folder.path() / "x.h5");
}

template <class T>
void round_trip() {
  const test::TemporaryFolder folder;
  std::vector<T> rows(h5::kChunkRows + 17);  // one whole chunk and a part of one
  std::iota(rows.begin(), rows.end(), T{});
  rows[3] = std::numeric_limits<T>::lowest();
  rows[5] = std::numeric_limits<T>::max();
  h5::FileImage image("x.h5");
  image.root().write<T>("few", std::span<const T>(rows).first(3), {"us", "three rows"});
  image.root().write<T>("many", rows, {"us", "many rows"});
  image.root().write<T>("none", {}, {"", "no rows"});
  const h5::File file = store(image, folder);
  CHECK(file.root().dataset("many").template read<T>() == rows);
  CHECK(file.root().dataset("few").template read<T>().size() == 3);
  CHECK(file.root().dataset("none").template read<T>().empty());
  CHECK(file.root().dataset("many").template read<T>(h5::kChunkRows - 1, 3) ==
        std::vector<T>(rows.end() - 18, rows.end() - 15));
}

}  // namespace

TEST_CASE_TEMPLATE("columns of numbers come back as they went", T, std::int8_t, std::int16_t,
                   std::int32_t, std::int64_t, std::uint8_t, std::uint16_t, std::uint32_t,
                   std::uint64_t, double) {
  round_trip<T>();
}

TEST_CASE("text, attributes and groups come back as they went") {
  const test::TemporaryFolder folder;
  const std::vector<std::string> rows = {"", "größer", "a\nb", std::string(5000, 'x')};
  h5::FileImage image("x.h5");
  {
    h5::Group group = image.root().create_group("group");
    group.write_text("text", rows, {"", "some text"});
    group.write_text("empty", {}, {"", ""});
    group.set_attribute("word", std::string("wörd"));
    group.set_attribute("nothing", std::string());
    group.set_attribute("number", std::int64_t{-5});
    group.set_attribute("real", 0.1);
  }
  const h5::File file = store(image, folder);
  const h5::Group group = file.root().group("group");
  CHECK(group.dataset("text").read_text() == rows);
  CHECK(group.dataset("text").text_attribute("description") == "some text");
  CHECK(group.dataset("empty").read_text().empty());
  CHECK(group.text_attribute("word") == "wörd");
  CHECK(group.text_attribute("nothing").empty());
  CHECK(group.integer_attribute("number") == -5);
  CHECK(group.real_attribute("real") == 0.1);
  CHECK(group.names() == std::vector<std::string>{"empty", "text"});
  CHECK(group.has("text"));
  CHECK_FALSE(group.has("other"));
}

TEST_CASE("reading what is not there names file, place and problem") {
  const test::TemporaryFolder folder;
  h5::FileImage image("x.h5");
  const std::vector<std::int64_t> wide = {1'000'000};
  image.root().write<std::int64_t>("wide", wide, {});
  const std::vector<std::string> words = {"word"};
  image.root().write_text("text", words, {});
  const h5::File file = store(image, folder);
  const std::string where = (folder.path() / "x.h5").string() + ":/";
  try {
    (void)file.root().dataset("absent");
    FAIL("no problem");
  } catch (const engine::Problem& problem) {
    CHECK(problem.where() == where + "absent");
    CHECK(problem.problem() == "cannot open the column");
    CHECK(std::string(problem.what()).find('\n') == std::string::npos);
  }
  CHECK_THROWS_AS((void)file.root().dataset("wide").read<std::int32_t>(), engine::Problem);
  CHECK_THROWS_AS((void)file.root().dataset("wide").read<std::int64_t>(0, 2), engine::Problem);
  CHECK_THROWS_AS((void)file.root().dataset("wide").read_text(), engine::Problem);
  CHECK_THROWS_AS((void)file.root().dataset("text").read<std::int64_t>(), engine::Problem);
  CHECK_THROWS_AS((void)file.root().text_attribute("absent"), engine::Problem);
  CHECK_THROWS_AS((void)h5::File::open_read_only(folder.path() / "none.h5"), engine::Problem);
}

}  // namespace h5_test
