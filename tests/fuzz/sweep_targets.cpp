#include "tests/fuzz/sweep_targets.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/workload/generated_requests.h"
#include "io/yaml/document.h"
#include "sweep/cli/command_line.h"
#include "sweep/distribute/protocol.h"
#include "sweep/run/run_journal.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"
#include "tests/fuzz/contained.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::fuzz {
namespace {

using io::Document;

/// Whether a document may name a file that is not its own: then it is none of the fuzzer's.
bool may_reach_files(const Document& node) {
  if (node.is_list()) return std::ranges::any_of(node.items(), may_reach_files);
  if (node.is_map()) {
    return std::ranges::any_of(node.entries(),
                               [](const auto& entry) { return may_reach_files(entry.second); });
  }
  return node.is_scalar() && node.text().find('/') != std::string::npos;
}

template <class Read>
void with_document(std::string_view bytes, Read read) {
  contained([&] {
    const Document document = Document::parse(std::string(bytes), "fuzzed.yaml");
    if (!may_reach_files(document)) read(document);
  });
}

/// What is planned of a study if that is little.
void plan(const sweep::Study& study) {
  constexpr std::size_t kMany = 2'000;
  std::size_t points = 0;
  for (std::size_t i = 0; i < study.strategies().size(); ++i) points += study.point_count(i);
  if (points * study.workloads().size() * study.all_seeds().size() > kMany) return;
  contained([&] { (void)sweep::Plan::of(study).describe(); });
}

void study(std::string_view bytes) {
  with_document(bytes, [](const Document& document) {
    const sweep::Study study = sweep::Study::read(document);
    const std::string text = study.resolved_text();
    const std::string again = sweep::Study::from_resolved(text).resolved_text();
    require(text == again, "a resolved study is another study");
    plan(study);
  });
}

void strategy(std::string_view bytes) {
  with_document(bytes, [](const Document& document) {
    const auto strategy = sweep::StrategyTemplate::read(document);
    const sweep::Study example =
        sweep::Study::read(Document::parse(sweep::kExampleStudy, "example"));
    const engine::Scenario base = example.scenario_at(0, example.point_at(0, 0));
    contained([&] { (void)strategy.scenario_at(base, strategy.space().default_point()); });
    const std::string text = strategy.to_value().yaml();
    const auto again = sweep::StrategyTemplate::read(Document::parse(text, "written"));
    require(again.to_value().yaml() == text, "a strategy changes when written");
  });
}

void model(std::string_view bytes) {
  with_document(bytes, [](const Document& document) {
    const sweep::Model model = sweep::Model::read(document);
    engine::Scenario scenario;
    model.apply_to(scenario);
    contained([&] { model.size_kv_cache(scenario); });
    (void)model.kv_text(scenario);
    const std::string text = model.to_value().yaml();
    const sweep::Model again = sweep::Model::read(Document::parse(text, "written"));
    require(again.to_value().yaml() == text, "a model changes when written");
  });
}

void workload(std::string_view bytes) {
  with_document(bytes, [](const Document& document) {
    const auto file = sweep::WorkloadFile::read(document);
    const std::string text = file.to_value().yaml();
    const auto again = sweep::WorkloadFile::read(Document::parse(text, "written"));
    require(again.to_value().yaml() == text, "a workload changes when written");
    if (file.trace) return;
    contained([&] {
      engine::GeneratedRequests requests(file.spec);
      requests.restart(3);
      (void)requests.next_batch();
    });
  });
}

/// Records of a journal, one a line.
void journal_events(std::string_view bytes) {
  static const sweep::Study example =
      sweep::Study::read(Document::parse(sweep::kExampleStudy, "example"));
  std::vector<std::string> records;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    records.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  contained([&] { (void)sweep::method_in(records); });
  contained([&] {
    for (const sweep::Decision& decision : sweep::decisions_in(records, example)) {
      (void)decision.to_value(example).json();
    }
  });
  contained([&] {
    sweep::Plan plan = sweep::Plan::of(example);
    for (const sweep::SeedDecision& decision : sweep::seed_decisions_in(records)) {
      (void)sweep::apply_seed_decision(example, decision, plan);
    }
  });
}

/// Decoders promise a std::runtime_error for what no encoder wrote, and to lose nothing of the
/// rest.
template <class Decode, class Encode>
void message(std::string_view bytes, Decode decode, Encode encode) {
  try {
    const std::string again = encode(decode(bytes));
    require(again == bytes, "a message changes when sent on");
  } catch (const std::logic_error&) {
    throw;
  } catch (const std::runtime_error&) {
  }
}

void messages(std::string_view bytes) {
  if (bytes.empty()) return;
  const char kind = bytes.front();
  bytes.remove_prefix(1);
  if (kind == 'c') {
    message(bytes, sweep::decode_chunk_order, [](const auto& one) { return sweep::encode(one); });
  } else if (kind == 'r') {
    message(bytes, sweep::decode_chunk_report, [](const auto& one) { return sweep::encode(one); });
  } else if (kind == 'd') {
    message(bytes, sweep::decode_distribute_report,
            [](const auto& one) { return sweep::encode(one); });
  } else {
    message(bytes, sweep::decode_threads, sweep::encode_threads);
  }
}

/// Arguments, one a line, for a verb with an option of each kind.
void command_line(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return;  // no argument can hold it
  std::vector<std::string> arguments;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    arguments.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  sweep::CommandLine line(
      {.name = "fuzz", .purpose = "", .details = "", .examples = {}, .exit_codes = {}});
  line.operand("STUDY", "a file").optional_operand("OTHER", "another");
  line.flag("--plain", "a flag").value("--output,-o", "DIR", "a folder");
  line.value("--count,-c", "N", "a number", "3").values("--where", "NAME=VALUE", "a filter");
  contained([&] {
    line.parse(arguments);
    (void)line.help();
    (void)line.typed();
    contained([&] { (void)line.integer("count", 1, std::int64_t{1} << 40); });
    contained([&] { (void)line.real("count", 0, 1e9); });
    contained([&] { (void)line.word("output", {"text", "csv"}); });
    (void)line.path("output").lexically_normal();
    for (const std::string& text : line.texts("where")) (void)sweep::parameter_value_of(text);
  });
}

constexpr std::array<Target, 7> kTargets{{{"study", study},
                                          {"strategy", strategy},
                                          {"model", model},
                                          {"workload", workload},
                                          {"journal_events", journal_events},
                                          {"messages", messages},
                                          {"command_line", command_line}}};

}  // namespace

std::span<const Target> sweep_targets() {
  return kTargets;
}

}  // namespace servesweep::fuzz
