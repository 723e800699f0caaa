#include "sweep/study/constraint.h"

#include <fmt/format.h>

#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

Constraint Constraint::read(const io::Document& node, const std::vector<Axis>& axes) {
  const std::string text = node.text();
  const std::size_t at = text.find_first_of("<>");
  if (at == std::string::npos) {
    throw node.problem(fmt::format("'{}' is no comparison", text), "",
                       "write a < b, with <, <=, > or >=, of parameters and numbers");
  }
  const bool or_equal = at + 1 < text.size() && text[at + 1] == '=';
  Constraint constraint;
  if (text[at] == '<') {
    constraint.operator_ = or_equal ? Operator::less_or_equal : Operator::less;
  } else {
    constraint.operator_ = or_equal ? Operator::greater_or_equal : Operator::greater;
  }
  const std::string left = trimmed(text.substr(0, at));
  const std::string right = trimmed(text.substr(at + (or_equal ? 2 : 1)));
  constraint.left_ = constraint.read_side(node, left, axes);
  constraint.right_ = constraint.read_side(node, right, axes);
  if (constraint.left_.name.empty() && constraint.right_.name.empty()) {
    throw node.problem(fmt::format("'{}' compares no parameter", text), "",
                       "name a parameter on one side or remove it");
  }
  if (!constraint.when_.contradiction().empty()) {
    throw node.problem(fmt::format("{} and {} never exist together", left, right),
                       "their conditions exclude each other", "remove it");
  }
  constraint.text_ = fmt::format("{} {}{} {}", left, text[at], or_equal ? "=" : "", right);
  return constraint;
}

Constraint::Side Constraint::read_side(const io::Document& node, const std::string& text,
                                       const std::vector<Axis>& axes) {
  std::vector<std::string> numbers;
  for (const Axis& axis : axes) {
    for (const std::string& name : names_of(axis)) {
      if (name == text && !is_number(axis)) {
        throw node.problem(fmt::format("'{}' is not a number", text),
                           "only numbers can be compared", "compare another parameter");
      }
      if (name == text) {
        when_.require(condition_of(axis));
        return {.name = text, .position = numbers.size()};
      }
      if (is_number(axis)) numbers.push_back(name);
    }
  }
  const engine::ParameterValue value = parameter_value_of(text);
  if (const auto* number = std::get_if<double>(&value)) return {.name = "", .number = *number};
  throw node.problem(
      fmt::format("'{}' is neither a parameter nor a number", text), "",
      numbers.empty() ? "declare it under parameters" : engine::suggest_name(text, numbers));
}

bool Constraint::compares(double left, double right) const {
  switch (operator_) {
    case Operator::less:
      return left < right;
    case Operator::less_or_equal:
      return left <= right;
    case Operator::greater:
      return left > right;
    case Operator::greater_or_equal:
      return left >= right;
  }
  return false;
}

bool Constraint::holds(const Point& point) const {
  if (!when_.holds(point.values())) return true;
  const auto number = [&](const Side& side) {
    return side.name.empty() ? side.number : std::get<double>(point.at(side.name));
  };
  return compares(number(left_), number(right_));
}

bool Constraint::holds(const std::vector<std::optional<double>>& numbers) const {
  const auto number = [&](const Side& side) {
    return side.name.empty() ? side.number : numbers[side.position];
  };
  const auto left = number(left_), right = number(right_);
  return !left || !right || compares(*left, *right);
}

std::string Constraint::settings(const Point& point) const {
  std::string text;
  for (const Side& side : {left_, right_}) {
    if (side.name.empty()) continue;
    text +=
        fmt::format("{}{} = {}", text.empty() ? "" : ", ", side.name, text_of(point.at(side.name)));
  }
  return text;
}

}  // namespace servesweep::sweep
