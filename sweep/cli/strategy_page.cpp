#include "sweep/cli/strategy_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "sweep/cli/paragraph.h"
#include "sweep/cli/parameter_rows.h"
#include "sweep/study/extension_points.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

using io::Document;
using io::TableFormat;

/// What the registry knows of a policy; nothing if its name is a parameter or unknown.
std::optional<engine::PolicyInfo> info_of(const std::string& point, const std::string& policy) {
  for (const ExtensionPoint& one : extension_points()) {
    if (one.name != point) continue;
    for (const engine::PolicyInfo& info : one.policies) {
      if (info.name == policy) return info;
    }
  }
  return std::nullopt;
}

bool is_default(const std::optional<engine::PolicyInfo>& info, const std::string& parameter,
                const std::string& text) {
  if (!info) return false;
  return std::ranges::any_of(info->parameters, [&](const engine::ParameterInfo& one) {
    return one.name == parameter && one.fallback == parameter_value_of(text);
  });
}

/// "base_critical 10, age_weight $age": what differs from the defaults, but for the keys in
/// `without`.
std::string policy_settings(const Document& policy, const std::optional<engine::PolicyInfo>& info,
                            const std::vector<std::string>& without) {
  std::vector<std::string> settings;
  for (const auto& [key, value] : policy.entries()) {
    if (std::ranges::find(without, key) != without.end()) continue;
    if (is_default(info, key, value.text())) continue;
    settings.push_back(fmt::format("{} {}", key, value.text()));
  }
  return fmt::format("{}", fmt::join(settings, ", "));
}

/// "by $order: arrival → fcfs; slack → least-slack, margin_us $m": a `choose`.
template <class Text>
std::string choice_text(const Document& node, const Text& text) {
  std::vector<std::string> choices;
  for (const auto& [value, choice] : node.at("of").entries()) {
    choices.push_back(fmt::format("{} → {}", value, text(choice)));
  }
  return fmt::format("by {}: {}", node.at("choose").text(), fmt::join(choices, "; "));
}

std::string scorer_text(const Document& scorer) {
  if (scorer.find("choose")) return fmt::format("({})", choice_text(scorer, scorer_text));
  const std::string name = scorer.at("scorer").text();
  const auto weight = scorer.find("weight");
  const std::string settings =
      policy_settings(scorer, info_of("routing.scorers", name), {"scorer", "weight"});
  return fmt::format("{} {}{}", weight ? weight->text() : "1", name,
                     settings.empty() ? "" : fmt::format(" ({})", settings));
}

/// "max_running 256, tier cpu (blocks 10, …)": the settings of a group such as `kv`.
std::string parameter_group(const Document& group) {
  std::vector<std::string> settings;
  for (const auto& [key, value] : group.entries()) {
    if (value.is_scalar()) {
      settings.push_back(fmt::format("{} {}", key, value.text()));
    } else if (value.is_map()) {
      settings.push_back(fmt::format("{} ({})", key, parameter_group(value)));
    } else {
      for (const Document& tier : value.items()) {
        settings.push_back(fmt::format("tier ({})", parameter_group(tier)));
      }
    }
  }
  return fmt::format("{}", fmt::join(settings, ", "));
}

/// The text of one strategy.
class StrategyPage {
 public:
  StrategyPage(const StrategyTemplate& strategy, TableFormat format)
      : strategy_(strategy),
        document_(Document::parse(strategy.to_value().yaml(), strategy.name())),
        format_(format),
        markdown_(format == TableFormat::markdown) {}

  [[nodiscard]] std::string text() const {
    const StrategyFacts& facts = strategy_.facts();
    std::string text = markdown_ ? fmt::format("### {}\n\n", facts.name) : facts.name + '\n';
    if (markdown_ && !facts.claim.empty()) text += facts.claim + "\n\n";
    if (!markdown_) text += line("claim", facts.claim);
    text += line("kind", facts.kind ? name_of(*facts.kind) : "");
    text += line("opportunities", fmt::format("{}", fmt::join(facts.opportunities, ", ")));
    text += line("source", facts.source) + line("hook", facts.hook) + settings();
    if (strategy_.space().empty()) return text + '\n';
    const io::Table table = parameter_rows(strategy_.space());
    return text + '\n' + line_grid() + table.render(format_) + '\n';
  }

 private:
  /// A line on one thing; nothing if there is nothing to say.
  [[nodiscard]] std::string line(const std::string& name, const std::string& text) const {
    if (text.empty()) return "";
    if (markdown_) return fmt::format("- {}: {}\n", name, text);
    return paragraph(name + ": " + text, 2);
  }
  [[nodiscard]] std::string settings() const;
  [[nodiscard]] std::string line_grid() const;

  const StrategyTemplate& strategy_;
  Document document_;
  TableFormat format_;
  bool markdown_;
};

std::string StrategyPage::settings() const {
  const engine::Scenario scenario;
  const Document policies = document_.at("policies");
  std::string text;
  for (const ExtensionPoint& point : extension_points()) {
    if (point.field == nullptr) continue;
    const auto policy = policies.is_map() ? policies.find(point.name) : std::nullopt;
    text += line(point.name, policy ? policy_text(*policy, point.name)
                                    : (scenario.*point.field).policy + " (default)");
  }
  for (const auto& [group, said] : settings_of(document_)) text += line(group, said);
  if (!strategy_.space().constraints().empty()) {
    std::vector<std::string> constraints;
    for (const Constraint& one : strategy_.space().constraints()) constraints.push_back(one.text());
    text += line("constraints", fmt::format("{}", fmt::join(constraints, ", ")));
  }
  return text;
}

/// The size of the grid, above the table of parameters.
std::string StrategyPage::line_grid() const {
  const ParameterSpace& space = strategy_.space();
  const std::string left_out =
      space.left_out() == 0 ? "" : fmt::format(" ({} left out by constraints)", space.left_out());
  return fmt::format("{}Grid: {} point{}{}.\n\n", markdown_ ? "" : "  ", space.grid_size(),
                     space.grid_size() == 1 ? "" : "s", left_out);
}

}  // namespace

std::string policy_text(const Document& policy, const std::string& point) {
  if (policy.find("choose")) {
    return choice_text(policy, [&](const Document& one) { return policy_text(one, point); });
  }
  const std::string name = policy.at("policy").text();
  std::string text = name;
  if (const auto scorers = policy.find("scorers")) {
    std::vector<std::string> parts;
    for (const Document& scorer : scorers->items()) parts.push_back(scorer_text(scorer));
    text += fmt::format(" of {}", fmt::join(parts, " + "));
  }
  const std::string settings = policy_settings(policy, info_of(point, name), {"policy", "scorers"});
  return settings.empty() ? text : fmt::format("{}, {}", text, settings);
}

std::string strategy_page(const StrategyTemplate& strategy, TableFormat format) {
  return StrategyPage(strategy, format).text();
}

std::vector<std::pair<std::string, std::string>> settings_of(const Document& strategy) {
  std::vector<std::pair<std::string, std::string>> settings;
  for (const char* const group : {"limits", "kv", "cluster", "profile", "signals"}) {
    if (const auto node = strategy.find(group)) {
      settings.emplace_back(group, node->is_scalar() ? node->text() : parameter_group(*node));
    }
  }
  return settings;
}

}  // namespace servesweep::sweep
