#include "io/yaml/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <unordered_map>

#include "engine/base/problem.h"
#include "io/table/utf8.h"

namespace servesweep::io {
namespace {

using engine::Problem;
using Kind = YamlNode::Kind;

/// Builds the tree from the events of yaml-cpp's parser. We keep our own tree because yaml-cpp's
/// drops what good messages need: repeated keys, quotes, and the line of a value that was left out.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& name)
      : file_(std::make_shared<const std::string>(name)) {}

  [[nodiscard]] std::shared_ptr<const YamlNode> root() const { return root_; }
  /// Where the last scalar begins.
  [[nodiscard]] const YAML::Mark& last_scalar() const { return last_scalar_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (root_)
      throw problem(mark.line + 1, "", "a second document",
                    "what comes before is already a whole one",
                    "check the indentation here, or remove the '---'");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    if (wants_key())
      throw problem(mark.line + 1, parent_field(), "an empty key", "",
                    "write a name before the colon");
    add(mark, Kind::empty);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw problem(mark.line + 1, parent_field(), "an alias ('*')",
                  "every file says in full what it means", "write the value out");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Kind::list);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Kind::map);
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  /// A list or map whose end has not come yet.
  struct Open {
    std::shared_ptr<YamlNode> node;
    bool has_key = false;  ///< a key was read and waits for its value
    std::string key;
    int key_line = 0;
    std::unordered_map<std::string, int> key_lines;
  };

  [[nodiscard]] bool wants_key() const {
    return !open_.empty() && open_.back().node->kind == Kind::map && !open_.back().has_key;
  }
  [[nodiscard]] std::string parent_field() const {
    return open_.empty() ? "" : open_.back().node->field;
  }
  [[nodiscard]] Problem problem(int line, const std::string& field, std::string what,
                                std::string why, std::string remedy) const;

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const;
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const;
  void set_key(int line, const std::string& key);
  void check_size(const YamlNode& node);
  std::shared_ptr<YamlNode> add(const YAML::Mark& mark, Kind kind);
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Kind kind);

  std::shared_ptr<const std::string> file_;
  std::shared_ptr<YamlNode> root_;
  std::vector<Open> open_;
  std::size_t values_ = 0, path_bytes_ = 0;
  YAML::Mark last_scalar_ = YAML::Mark::null_mark();
};

Problem TreeBuilder::problem(int line, const std::string& field, std::string what, std::string why,
                             std::string remedy) const {
  std::string where = fmt::format("{}:{}", *file_, line);
  if (!field.empty()) where += ": " + field;
  return {std::move(where), std::move(what), std::move(why), std::move(remedy)};
}

void TreeBuilder::refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
  if (anchor == YAML::NullAnchor) return;
  throw problem(mark.line + 1, parent_field(), "an anchor ('&')",
                "every file says in full what it means", "write the value out");
}

void TreeBuilder::refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
  // yaml-cpp gives "?" to plain values and "!" to quoted ones.
  if (tag.empty() || tag == "?" || tag == "!") return;
  throw problem(mark.line + 1, parent_field(), fmt::format("a tag ('{}')", tag),
                "types follow from the field", "remove it");
}

/// Whether a terminal might act on a text: C0 but for tabs and line ends, DEL, C1.
bool has_control(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F) return true;
    const bool c1 =
        byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
    if (c1) return true;
  }
  return false;
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  last_scalar_ = mark;
  refuse_anchor(mark, anchor);
  refuse_tag(mark, tag);
  if (has_control(value)) {
    throw problem(mark.line + 1, parent_field(), "a control character",
                  "names and values are plain text", "remove it");
  }
  if (wants_key()) {
    set_key(mark.line + 1, value);
    return;
  }
  const std::shared_ptr<YamlNode> node = add(mark, Kind::scalar);
  node->text = value;
  node->quoted = tag == "!";
}

void TreeBuilder::set_key(int line, const std::string& key) {
  Open& map = open_.back();
  if (key.size() > kLongestYamlKeyBytes) {
    throw problem(line, map.node->field, "a key that is too long",
                  fmt::format("more than {} bytes", kLongestYamlKeyBytes), "check the quotes");
  }
  const auto [first, fresh] = map.key_lines.try_emplace(key, line);
  const std::string field = map.node->field.empty() ? key : map.node->field + "." + key;
  if (!fresh) {
    throw problem(line, field, "repeated key", fmt::format("first given in line {}", first->second),
                  "remove one of the two");
  }
  map.has_key = true;
  map.key = key;
  map.key_line = line;
}

std::shared_ptr<YamlNode> TreeBuilder::add(const YAML::Mark& mark, Kind kind) {
  auto node = std::make_shared<YamlNode>();
  node->kind = kind;
  node->file = file_;
  node->line = mark.line + 1;
  if (open_.empty()) {
    root_ = node;
    return node;
  }
  Open& parent = open_.back();
  if (parent.node->kind == Kind::list) {
    node->field = fmt::format("{}[{}]", parent.node->field, parent.node->items.size());
    parent.node->items.push_back(node);
  } else {
    node->line = parent.key_line;
    node->field = parent.node->field.empty() ? parent.key : parent.node->field + "." + parent.key;
    parent.node->entries.emplace_back(std::move(parent.key), node);
    parent.has_key = false;
  }
  check_size(*node);
  return node;
}

void TreeBuilder::check_size(const YamlNode& node) {
  path_bytes_ += node.field.size();
  if (++values_ <= kMostYamlValues && path_bytes_ <= kMostYamlPathBytes) return;
  throw problem(node.line, "", "too large",
                fmt::format("more than {} values, or names of fields that take more than {} MiB",
                            kMostYamlValues, kMostYamlPathBytes >> 20),
                "check that this is the right file");
}

void TreeBuilder::open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       Kind kind) {
  refuse_anchor(mark, anchor);
  refuse_tag(mark, tag);
  if (wants_key()) {
    throw problem(mark.line + 1, parent_field(), "a key that is a list or map", "keys are names",
                  "write a name before the colon");
  }
  if (open_.size() >= static_cast<std::size_t>(kDeepestYamlLevel)) {
    throw problem(mark.line + 1, "", "nested too deeply",
                  fmt::format("more than {} levels", kDeepestYamlLevel), "check the brackets");
  }
  Open level;
  level.node = add(mark, kind);
  open_.push_back(std::move(level));
}

/// yaml-cpp queues everything behind a bracket until that is closed, at 250 bytes per byte of text:
/// what cannot be a document within limits is not worth it. Brackets in quotes count as well, hence
/// the wide limit; those in comments do not.
void check_brackets(const std::string& text, const std::string& name) {
  constexpr int kMostOpen = 1'000;
  int open = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '#' &&
        (at == 0 || std::string_view(" \t\n").find(text[at - 1]) != std::string::npos)) {
      at = std::min(text.find('\n', at), text.size());
    } else if (c == '[' || c == '{') {
      ++open;
    } else if ((c == ']' || c == '}') && open > 0) {
      --open;
    }
    if (open <= kMostOpen) continue;
    throw Problem(name, "nested too deeply", fmt::format("more than {} levels", kDeepestYamlLevel),
                  "check the brackets");
  }
}

int line_of(const std::string& text, std::size_t position) {
  return 1 + static_cast<int>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

/// Refuses what yaml-cpp would misread or complain about in a puzzling way.
void check_bytes(const std::string& text, const std::string& name) {
  if (text.size() > kLargestYamlBytes) {
    throw Problem(name, "too large", fmt::format("more than {} MiB", kLargestYamlBytes >> 20),
                  "check that this is the right file");
  }
  const std::size_t bad = std::min(find_invalid_utf8(text), text.find('\0'));
  if (bad != std::string::npos) {
    throw Problem(fmt::format("{}:{}", name, line_of(text, bad)), "not UTF-8 text",
                  fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[bad])),
                  "save the file as UTF-8");
  }
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t content = std::min(text.find_first_not_of(" \t", begin), text.size());
    const std::string_view indentation(text.data() + begin, content - begin);
    if (indentation.find('\t') != std::string_view::npos) {
      throw Problem(fmt::format("{}:{}", name, line_of(text, begin)), "a tab in the indentation",
                    "YAML indents with spaces only", "replace it by spaces");
    }
    const std::size_t newline = text.find('\n', content);
    begin = newline == std::string::npos ? text.size() : newline + 1;
  }
}

/// yaml-cpp lets a quoted text run to the end of the file; that can only be the last scalar.
void check_quotes_closed(const std::string& text, const std::string& name,
                         const YAML::Mark& scalar) {
  if (scalar.is_null()) return;
  std::size_t at = 0;
  for (int line = 0; line < scalar.line; ++line) at = text.find('\n', at) + 1;
  at += static_cast<std::size_t>(scalar.column) +
        (scalar.line == 0 && text.starts_with("\xEF\xBB\xBF") ? 3U : 0U);
  if (at >= text.size() || (text[at] != '\'' && text[at] != '"')) return;
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (quote == '"' && text[at] == '\\') ++at;
  }
  if (at < text.size()) return;
  throw Problem(fmt::format("{}:{}", name, scalar.line + 1), "quotes that are not closed", "",
                fmt::format("end the text with {}", quote));
}

}  // namespace

std::shared_ptr<const YamlNode> parse_yaml_tree(const std::string& text, const std::string& name) {
  check_bytes(text, name);
  check_brackets(text, name);
  TreeBuilder builder(name);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    throw Problem(fmt::format("{}:{}", name, error.mark.line + 1), "not valid YAML", error.msg,
                  "check indentation, quotes and brackets up to this line");
  }
  check_quotes_closed(text, name, builder.last_scalar());
  std::shared_ptr<const YamlNode> root = builder.root();
  if (!root || root->kind == Kind::empty) {
    throw Problem(name, "empty", "there is nothing but blanks and comments",
                  "write its fields as 'name: value' lines");
  }
  return root;
}

}  // namespace servesweep::io
