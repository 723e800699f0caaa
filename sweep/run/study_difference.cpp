#include "sweep/run/study_difference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "io/yaml/document.h"

namespace servesweep::sweep {
namespace {

using io::Document;

constexpr std::size_t kMostDifferences = 3;
constexpr std::size_t kMostValueBytes = 40;
constexpr std::array<std::string_view, 4> kOfNoRun{"question", "claims", "criteria", "findings"};

/// As YAML writes it on one line.
std::string flow_text(const Document& node) {
  std::vector<std::string> parts;
  if (node.is_list()) {
    for (const Document& item : node.items()) parts.push_back(flow_text(item));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
  if (!node.is_map()) return node.is_scalar() ? node.text() : "nothing";
  for (const auto& [key, value] : node.entries()) parts.push_back(key + ": " + flow_text(value));
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string node_text(const Document& node) {
  const std::string text = flow_text(node);
  return text.size() <= kMostValueBytes ? text : text.substr(0, kMostValueBytes) + "..";
}

/// Walks two trees side by side.
class StudyComparison {
 public:
  void compare(const Document& there, const Document& here, const std::string& field) {
    if (there.is_map() && here.is_map()) {
      compare_maps(there, here, field);
    } else if (there.is_list() && here.is_list()) {
      compare_lists(there, here, field);
    } else if (!there.is_scalar() || !here.is_scalar() || there.text() != here.text()) {
      if (flow_text(there) == flow_text(here)) return;  // both left out
      add(field,
          fmt::format("{} is {} there and {} here", field, node_text(there), node_text(here)));
    }
  }

  [[nodiscard]] std::string text() const {
    const std::vector<std::string>& all = of_runs_.empty() ? others_ : of_runs_;
    const std::vector<std::string> named(
        all.begin(),
        all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), kMostDifferences)));
    const std::string more = all.size() > kMostDifferences
                                 ? fmt::format("; and {} more", all.size() - kMostDifferences)
                                 : std::string();
    return fmt::format("{}{}", fmt::join(named, "; "), more);
  }

 private:
  void compare_maps(const Document& there, const Document& here, const std::string& field) {
    const auto path = [&](const std::string& key) {
      return field.empty() ? key : field + '.' + key;
    };
    for (const auto& [key, value] : there.entries()) {
      if (const auto other = here.find(key)) {
        compare(value, *other, path(key));
      } else {
        add(path(key), path(key) + " is only there");
      }
    }
    for (const auto& [key, value] : here.entries()) {
      if (!there.find(key)) add(path(key), path(key) + " is only here");
    }
  }

  void compare_lists(const Document& there, const Document& here, const std::string& field) {
    const std::vector<Document> a = there.items(), b = here.items();
    const std::size_t common = std::min(a.size(), b.size());
    if (a.size() != b.size()) {
      add(field, fmt::format("{} has {} items there and {} here", field, a.size(), b.size()));
    }
    for (std::size_t i = 0; i < common; ++i) compare(a[i], b[i], fmt::format("{}[{}]", field, i));
  }

  void add(const std::string& field, std::string text) {
    const std::string_view root = std::string_view(field).substr(0, field.find_first_of(".["));
    const bool of_no_run = std::ranges::find(kOfNoRun, root) != kOfNoRun.end() ||
                           field.ends_with("source") || field.ends_with("purpose");
    (of_no_run ? others_ : of_runs_).push_back(std::move(text));
  }

  std::vector<std::string> of_runs_, others_;
};

}  // namespace

std::string study_difference(const std::string& there, const std::string& here) {
  StudyComparison comparison;
  comparison.compare(Document::parse(there, "there"), Document::parse(here, "here"), "");
  return comparison.text();
}

}  // namespace servesweep::sweep
