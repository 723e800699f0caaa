#include "sweep/cli/paragraph.h"

#include <algorithm>
#include <sstream>

#include "io/table/aligned_text.h"
#include "io/table/utf8.h"
#include "io/table/wrapped_text.h"

namespace servesweep::sweep {

std::string paragraph(const std::string& text, std::size_t indent, std::size_t hanging) {
  if (indent + io::display_width(text) <= io::kTableColumns) {
    return std::string(indent, ' ') + text + '\n';
  }
  const bool has_label = hanging > 0 && text.size() > hanging && text[hanging - 1] == ' ';
  const std::size_t label = has_label ? hanging : 0;  // its blanks stay
  std::string lines = std::string(indent, ' ') + text.substr(0, label);
  bool is_first = true;
  for (const std::string& line :
       io::wrapped_lines(text.substr(label), io::kTableColumns - indent - hanging)) {
    lines += (is_first ? "" : std::string(indent + hanging, ' ')) + line + '\n';
    is_first = false;
  }
  return lines;
}

std::string paragraphs(const std::string& lines, std::size_t hanging) {
  std::string text;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    text += paragraph(line.substr(indent), indent, hanging);
  }
  return text;
}

}  // namespace servesweep::sweep
