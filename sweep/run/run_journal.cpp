#include "sweep/run/run_journal.h"

#include <string_view>

#include "io/yaml/document.h"
#include "sweep/values/count_value.h"

namespace servesweep::sweep {
namespace {

/// A torrent of messages must not keep them from the disk for long.
constexpr std::size_t kMostUnwritten = 1000;

/// Records are JSON with the event first: quicker to tell apart than to parse.
bool is_event(const std::string& record, const std::string& event) {
  return record.starts_with(R"({"event":")" + event + '"');
}

}  // namespace

void RunJournal::add(const std::string& event, const Facts& facts) {
  io::Value record = io::Value::map();
  record.set("event", io::Value::text(event));
  for (const auto& [name, value] : facts) record.set(name, value);
  unwritten_.push_back(record.json());
}

void RunJournal::write(const std::string& event, const Facts& facts) {
  add(event, facts);
  try {
    flush();
  } catch (...) {
    unwritten_.pop_back();  // a decision that failed must not come true later
    throw;
  }
}

void RunJournal::flush() {
  if (unwritten_.empty()) return;
  journal_.append_all(unwritten_);
  unwritten_.clear();
}

void RunJournal::begin(const Begin& facts) {
  write("begin", {{"command", io::Value::text(facts.command)},
                  {"ranks", io::Value::integer(facts.ranks)},
                  {"threads", io::Value::integer(facts.threads)},
                  {"planned", count_value(facts.planned)},
                  {"found", count_value(facts.found)}});
}

void RunJournal::shards(const std::vector<io::CommittedShard>& shards) {
  for (const io::CommittedShard& shard : shards) {
    add("shard", {{"name", io::Value::text(shard.file_name)},
                  {"runs", io::Value::integer(shard.runs)},
                  {"size_bytes", count_value(shard.size_bytes)},
                  {"content_hash", io::Value::text(shard.content_hash)}});
  }
  if (unwritten_.size() >= kMostUnwritten) flush();
}

void RunJournal::method(const MethodChoice& choice) {
  write("method", {{"method", io::Value::text(name_of(choice.method))},
                   {"why", io::Value::text(choice.why)}});
}

void RunJournal::decision(const Decision& decision, const Study& study) {
  write("decision", {{"decision", decision.to_value(study)}});
}

void RunJournal::seeds(const SeedDecision& decision) {
  write("seeds", {{"decision", decision.to_value()}});
}

void RunJournal::end(const End& facts) {
  write("end", {{"done", count_value(facts.done)},
                {"failed", count_value(facts.failed)},
                {"left", count_value(facts.left)},
                {"error", io::Value::text(facts.error)}});
}

std::vector<Decision> decisions_in(const std::vector<std::string>& records, const Study& study) {
  std::vector<Decision> decisions;
  for (const std::string& record : records) {
    if (!is_event(record, "decision")) continue;
    decisions.push_back(
        Decision::read(io::Document::parse(record, "journal").at("decision"), study));
  }
  return decisions;
}

std::vector<SeedDecision> seed_decisions_in(const std::vector<std::string>& records) {
  std::vector<SeedDecision> decisions;
  for (const std::string& record : records) {
    if (!is_event(record, "seeds")) continue;
    decisions.push_back(SeedDecision::read(io::Document::parse(record, "journal").at("decision")));
  }
  return decisions;
}

std::vector<std::string> without_lost_decisions(const io::JournalContent& content) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < content.records.size(); ++i) {
    const std::string& record = content.records[i];
    const bool decides = is_event(record, "decision") || is_event(record, "seeds");
    if (i < content.whole_before_damage || !decides) kept.push_back(record);
  }
  return kept;
}

std::optional<MethodChoice> method_in(const std::vector<std::string>& records) {
  for (const std::string& record : records) {
    if (!is_event(record, "method")) continue;
    const io::Document document = io::Document::parse(record, "journal");
    return MethodChoice::read(document);
  }
  return std::nullopt;
}

}  // namespace servesweep::sweep
