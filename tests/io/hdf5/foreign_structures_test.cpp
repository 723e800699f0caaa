#include <doctest/doctest.h>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/hdf5/h5.h"
#include "io/hdf5/shard_reader.h"
#include "tests/io/hdf5/sample_results.h"

namespace foreign_structures_test {

// Shards that HDF5 itself finds in order, and that are not what the format says.

using namespace servesweep;
using namespace servesweep::io;

namespace {

using h5::Handle;

/// A sound shard, and an open handle to change it by.
struct Shard {
  test::TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "shard-0000-0000.h5";

  Shard() { test::sample_writer(folder.path(), 2, 30).commit(); }

  template <class Change>
  std::string problem_after(Change change) const {
    {
      const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
      H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110);
      const Handle handle(H5Fopen(file.c_str(), H5F_ACC_RDWR, access.get()), H5Fclose);
      REQUIRE(handle.valid());
      change(handle.get());
    }
    return problem();
  }

  [[nodiscard]] std::string problem() const {
    try {
      const ShardReader shard = ShardReader::open(file);
      for (std::size_t i = 0; i < shard.runs(); ++i) {
        (void)shard.run(i);
        (void)shard.read_requests(i);
      }
    } catch (const engine::Problem& problem) {
      return problem.what();
    }
    return "none";
  }
};

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  const bool found = text.find(part) != std::string::npos;
  CHECK(found);
  return found;
}

const std::vector<std::string> kColumns = {
    "/runs/key",        "/runs/seed",          "/runs/status",         "/runs/failure",
    "/points/id",       "/points/parameters",  "/metrics/ttft_p99_us", "/requests/arrival_us",
    "/requests/status", "/runs/request_begin", "/runs/request_count"};

/// Puts a new dataset in the place of a column.
void replace(hid_t file, const std::string& column, hid_t type, const std::vector<hsize_t>& shape,
             const std::vector<hsize_t>& chunk, unsigned filter = 0) {
  H5Ldelete(file, column.c_str(), H5P_DEFAULT);
  const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                     H5Sclose);
  const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  if (!chunk.empty()) H5Pset_chunk(properties.get(), static_cast<int>(chunk.size()), chunk.data());
  if (filter != 0)
    H5Pset_filter(properties.get(), static_cast<H5Z_filter_t>(filter), H5Z_FLAG_OPTIONAL, 0,
                  nullptr);
  const Handle dataset(H5Dcreate2(file, column.c_str(), type, space.get(), H5P_DEFAULT,
                                  properties.get(), H5P_DEFAULT),
                       H5Dclose);
  REQUIRE(dataset.valid());
}

}  // namespace

TEST_CASE("every column and group is needed") {
  for (const std::string& column : kColumns) {
    const Shard shard;
    CHECK(shard.problem() == "none");
    const std::string text =
        shard.problem_after([&](hid_t file) { H5Ldelete(file, column.c_str(), H5P_DEFAULT); });
    if (column != "/metrics/ttft_p99_us") CHECK(text != "none");
  }
  for (const char* group : {"/runs", "/points", "/metrics", "/requests"}) {
    const Shard shard;
    CHECK(shard.problem_after([&](hid_t file) { H5Ldelete(file, group, H5P_DEFAULT); }) != "none");
  }
}

TEST_CASE("links that may lead elsewhere are not followed") {
  for (const std::string& column : kColumns) {
    const Shard soft, external, other;
    contains(soft.problem_after([&](hid_t file) {
      H5Lmove(file, column.c_str(), file, "/hidden", H5P_DEFAULT, H5P_DEFAULT);
      H5Lcreate_soft("/hidden", file, column.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    }),
             "is a link (it may lead to another file");
    contains(external.problem_after([&](hid_t file) {
      H5Ldelete(file, column.c_str(), H5P_DEFAULT);
      H5Lcreate_external(other.file.c_str(), column.c_str(), file, column.c_str(), H5P_DEFAULT,
                         H5P_DEFAULT);
    }),
             "is a link (it may lead to another file");
  }
  const Shard group, other;
  contains(group.problem_after([&](hid_t file) {
    H5Ldelete(file, "/requests", H5P_DEFAULT);
    H5Lcreate_external(other.file.c_str(), "/requests", file, "/requests", H5P_DEFAULT,
                       H5P_DEFAULT);
  }),
           "is a link");
}

TEST_CASE("columns whose bytes lie in other files are refused") {
  const Shard shard;
  test::write_text_file(shard.folder.path() / "secret", std::string(1'000, 's'));
  contains(shard.problem_after([&](hid_t file) {
    H5Ldelete(file, "/runs/failure", H5P_DEFAULT);
    const hsize_t rows = 2;
    const Handle space(H5Screate_simple(1, &rows, nullptr), H5Sclose);
    const Handle type(h5::detail::fixed_text_type(8));
    const Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_external(properties.get(), (shard.folder.path() / "secret").c_str(), 0, 16);
    const Handle dataset(H5Dcreate2(file, "/runs/failure", type.get(), space.get(), H5P_DEFAULT,
                                    properties.get(), H5P_DEFAULT),
                         H5Dclose);
    REQUIRE(dataset.valid());
  }),
           "is not stored in chunks of one dimension");
}

TEST_CASE("other shapes, types and sizes than the format's are refused") {
  const auto with = [](const std::string& column, hid_t type, const std::vector<hsize_t>& shape,
                       const std::vector<hsize_t>& chunk, unsigned filter = 0) {
    const Shard shard;
    return shard.problem_after(
        [&](hid_t file) { replace(file, column, type, shape, chunk, filter); });
  };
  contains(with("/runs/seed", H5T_STD_U64LE, {2, 2}, {1, 1}), "one dimension");
  contains(with("/runs/seed", H5T_STD_U64LE, {}, {}), "one dimension");
  contains(with("/runs/seed", H5T_IEEE_F64LE, {2}, {2}), "is of another type");
  contains(with("/runs/failure", H5T_STD_I32LE, {2}, {2}), "is not fixed-length text");
  CHECK(with("/metrics/ttft_p99_us", H5T_IEEE_F64LE, {2}, {2}) != "none");  // it has no position
  // Claims of rows that no bytes stand behind; chunks that would be taken into memory whole.
  contains(with("/runs/seed", H5T_STD_U64LE, {hsize_t{1} << 50}, {1'000}),
           "rows where its neighbours have 2");
  contains(with("/runs/key", H5T_C_S1, {hsize_t{1} << 50}, {1'000}), "far more rows");
  contains(with("/requests/status", H5T_STD_I64LE, {hsize_t{1} << 60}, {1'000}),
           "rows where the runs count");
  contains(with("/runs/seed", H5T_STD_U64LE, {hsize_t{400} << 20}, {hsize_t{400} << 20}),
           "more than 64 MiB");
  const Handle wide(h5::detail::fixed_text_type(std::size_t{1} << 30));
  contains(with("/runs/failure", wide.get(), {2}, {1}), "more than 64 MiB");
  // A filter that would have to be loaded from a plugin.
  contains(with("/runs/seed", H5T_STD_U64LE, {2}, {2}, 32'001), "needs a filter");
}

TEST_CASE("an attribute of absurd size is not taken into memory") {
  const Shard shard;
  contains(shard.problem_after([](hid_t file) {
    H5Adelete(file, "study");
    const Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose);
    h5::detail::write_text_attribute(root.get(), "study", std::string(3 << 20, 's'), "x");
  }),
           "cannot read an attribute of more than 1 MiB");
}

TEST_CASE("a group inside itself, and text that fills its width, are no problem") {
  const Shard shard;
  CHECK(shard.problem_after([](hid_t file) {
    H5Lcreate_hard(file, "/", file, "/runs/again", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_hard(file, "/runs", file, "/again", H5P_DEFAULT, H5P_DEFAULT);
  }) == "none");
}

TEST_CASE("files of a version without checksums are refused before the library reads them") {
  const Shard shard;
  const Handle old(H5Fcreate(shard.file.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                   H5Fclose);
  REQUIRE(old.valid());
  H5Fflush(old.get(), H5F_SCOPE_LOCAL);
  contains(shard.problem(), "it is of a version without checksums");
}

}  // namespace foreign_structures_test
