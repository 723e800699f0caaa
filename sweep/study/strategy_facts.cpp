#include "sweep/study/strategy_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/choice.h"
#include "sweep/study/name.h"

namespace servesweep::sweep {
namespace {

const std::vector<std::pair<std::string, StrategyKind>>& kinds() {
  static const std::vector<std::pair<std::string, StrategyKind>> kinds = {
      {"baseline", StrategyKind::baseline},
      {"portfolio", StrategyKind::portfolio},
      {"joint", StrategyKind::joint},
      {"bound", StrategyKind::bound}};
  return kinds;
}

std::string optional_text(const io::Document& document, const std::string& key) {
  const auto node = document.find(key);
  return node ? node->text() : std::string();
}

std::vector<std::string> read_opportunities(const io::Document& list) {
  std::vector<std::pair<std::string, std::string>> words;
  for (const std::string& word : known_opportunities()) words.emplace_back(word, word);
  std::vector<std::string> opportunities;
  for (const io::Document& item : list.items()) {
    std::string word = choose<std::string>(item, words);
    if (std::ranges::find(opportunities, word) != opportunities.end()) {
      throw item.problem(fmt::format("'{}' is listed twice", word), "", "remove one");
    }
    opportunities.push_back(std::move(word));
  }
  return opportunities;
}

}  // namespace

const char* name_of(StrategyKind kind) {
  for (const auto& [word, one] : kinds()) {
    if (one == kind) return word.c_str();
  }
  return "";
}

const std::vector<std::string>& known_opportunities() {
  static const std::vector<std::string> opportunities = {
      "cross-layer",     "slo-differentiation",    "proactive-kv",
      "load-adaptation", "cache-aware-scheduling", "deadline-urgency"};
  return opportunities;
}

StrategyFacts StrategyFacts::read(const io::Document& document) {
  StrategyFacts facts;
  facts.name = read_name(document.at("strategy"));
  facts.claim = optional_text(document, "claim");
  facts.source = optional_text(document, "source");
  if (const auto kind = document.find("kind")) facts.kind = choose<StrategyKind>(*kind, kinds());
  if (const auto list = document.find("opportunities")) {
    facts.opportunities = read_opportunities(*list);
  }
  facts.hook = optional_text(document, "hook");
  return facts;
}

void StrategyFacts::add_to(io::Value& map) const {
  map.set("strategy", io::Value::text(name));
  if (!claim.empty()) map.set("claim", io::Value::text(claim));
  if (!source.empty()) map.set("source", io::Value::text(source));
  if (kind) map.set("kind", io::Value::text(name_of(*kind)));
  if (!opportunities.empty()) {
    io::Value list = io::Value::list();
    for (const std::string& word : opportunities) list.add(io::Value::text(word));
    map.set("opportunities", std::move(list));
  }
  if (!hook.empty()) map.set("hook", io::Value::text(hook));
}

}  // namespace servesweep::sweep
