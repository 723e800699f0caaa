#include "io/hdf5/h5_text.h"

#include <algorithm>

namespace servesweep::io::h5 {

void TextExtent::add(std::string_view text) {
  most_bytes_ = std::max(most_bytes_, text.size());
  ascii_ = ascii_ &&
           std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Handle TextExtent::type() const {
  Handle type = detail::fixed_text_type(width());
  if (ascii_) return type;
  detail::check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "text type", "create it");
  return type;
}

}  // namespace servesweep::io::h5
