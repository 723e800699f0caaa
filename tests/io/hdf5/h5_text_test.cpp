#include "io/hdf5/h5_text.h"

#include <doctest/doctest.h>

namespace h5_text_test {

using namespace servesweep::io;

TEST_CASE("text ends with a NUL, and is ASCII where it can be") {
  h5::TextExtent extent;
  CHECK(extent.width() == 1);
  extent.add("abc");
  extent.add("");
  CHECK(extent.width() == 4);
  CHECK(H5Tget_cset(extent.type().get()) == H5T_CSET_ASCII);
  CHECK(H5Tget_strpad(extent.type().get()) == H5T_STR_NULLTERM);
  extent.add("ä");
  CHECK(H5Tget_cset(extent.type().get()) == H5T_CSET_UTF8);
  CHECK(H5Tget_size(extent.type().get()) == 4);
}

}  // namespace h5_text_test
