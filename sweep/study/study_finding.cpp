#include "sweep/study/study_finding.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kLargestNumber = 1'000'000;

}  // namespace

StudyFinding StudyFinding::read(const io::Document& node) {
  node.allow_only({"number", "statement", "expected", "source"});
  StudyFinding finding;
  if (const auto number = node.find("number")) finding.number = number->integer(1, kLargestNumber);
  const io::Document statement = node.at("statement");
  finding.statement = statement.text();
  if (finding.statement.empty()) {
    throw statement.problem("is empty", "", "say in a sentence what was found");
  }
  if (const auto expected = node.find("expected")) finding.expected = expected->text();
  if (const auto source = node.find("source")) finding.source = source->text();
  return finding;
}

io::Value StudyFinding::to_value() const {
  io::Value value = io::Value::map();
  if (number) value.set("number", io::Value::integer(*number));
  value.set("statement", io::Value::text(statement));
  if (!expected.empty()) value.set("expected", io::Value::text(expected));
  if (!source.empty()) value.set("source", io::Value::text(source));
  return value;
}

}  // namespace servesweep::sweep
