#pragma once

#include <string>
#include <string_view>

namespace servesweep::io {

/// `text` below a comment line that holds its checksum, so that damage to a YAML file that still
/// reads well is seen. `text` is not to begin with such a line.
[[nodiscard]] std::string seal(std::string_view text);

/// The text of a sealed file. Text without a seal, as older versions wrote it, is returned as it
/// is. @throws DamagedFile naming `where` if it does not fit its seal
[[nodiscard]] std::string unseal(const std::string& sealed, const std::string& where);

}  // namespace servesweep::io
