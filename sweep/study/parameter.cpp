#include "sweep/study/parameter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "sweep/study/choice.h"
#include "sweep/study/limited_items.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/rounded.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kLongestAxis = 10'000;

const char* type_word(ParameterType type) {
  switch (type) {
    case ParameterType::real:
      return "real";
    case ParameterType::integer:
      return "integer";
    case ParameterType::text:
      return "text";
    case ParameterType::boolean:
      return "boolean";
  }
  return "unknown";
}

/// Point i of n over a range; the ends are exact.
double range_point(const ParameterRange& range, ParameterType type, std::int64_t i,
                   std::int64_t n) {
  const double share = i == 0 ? 0 : static_cast<double>(i) / static_cast<double>(n - 1);
  const double value = range.value_at(share);
  return type == ParameterType::integer ? std::round(value) : value;
}

ParameterType type_of(const engine::ParameterValue& value) {
  if (std::holds_alternative<bool>(value)) return ParameterType::boolean;
  if (std::holds_alternative<std::string>(value)) return ParameterType::text;
  return is_integer(value) ? ParameterType::integer : ParameterType::real;
}

bool is_number(ParameterType type) {
  return type == ParameterType::real || type == ParameterType::integer;
}

/// A list of integers with one fraction in it is a list of reals; numbers and texts do not mix.
ParameterType common_type(ParameterType so_far, const io::Document& item,
                          const engine::ParameterValue& value) {
  const ParameterType type = type_of(value);
  if (type == so_far) return type;
  if (is_number(type) && is_number(so_far)) return ParameterType::real;
  throw item.problem(fmt::format("'{}' is {}", item.text(), type_word(type)),
                     fmt::format("the values before it are {}", type_word(so_far)),
                     "list values of one type");
}

void read_values(const io::Document& spec, Parameter& parameter) {
  spec.allow_only({"values", "default", "meaning", "when"});
  const io::Document values = spec.at("values");
  for (const io::Document& item : limited_items(values, kLongestAxis)) {
    engine::ParameterValue value = parameter_value_of(item.text());
    parameter.type =
        parameter.grid.empty() ? type_of(value) : common_type(parameter.type, item, value);
    if (std::find(parameter.grid.begin(), parameter.grid.end(), value) != parameter.grid.end()) {
      throw item.problem(fmt::format("value {} is listed twice", text_of(value)), "", "remove one");
    }
    parameter.grid.push_back(std::move(value));
  }
  if (parameter.grid.empty()) throw values.problem("is empty", "", "list at least one value");
}

ParameterRange read_parameter_range(const io::Document& spec, ParameterType type) {
  const io::Document node = spec.at("range");
  const std::vector<io::Document> ends = node.items();
  if (ends.size() != 2) {
    throw node.problem(fmt::format("has {} numbers", ends.size()), "a range has two ends",
                       "write [low, high]");
  }
  ParameterRange range;
  const bool is_whole = type == ParameterType::integer;
  range.low = is_whole ? static_cast<double>(ends[0].integer()) : ends[0].real();
  range.high = is_whole ? static_cast<double>(ends[1].integer()) : ends[1].real();
  if (const auto scale = spec.find("scale")) {
    range.scale = choose<Scale>(
        *scale, {{"linear", Scale::linear}, {"log", Scale::log}, {"logit", Scale::logit}});
  }
  if (range.low >= range.high) {
    throw node.problem("is empty", "its low end is not below its high end",
                       "write the lower number first, or use values: [x] to fix it");
  }
  if (range.scale == Scale::log && range.low <= 0) {
    throw node.problem("starts at or below 0", "a log scale needs positive numbers",
                       "raise the low end or use scale: linear");
  }
  if (range.scale == Scale::logit && (range.low <= 0 || range.high >= 1)) {
    throw node.problem("is not inside (0, 1)",
                       "a logit scale has its ends at 0 and 1, infinitely far",
                       "narrow it or use scale: linear");
  }
  return range;
}

void read_range_grid(const io::Document& spec, Parameter& parameter) {
  spec.allow_only({"range", "grid", "scale", "type", "default", "meaning", "when"});
  if (const auto type = spec.find("type")) {
    parameter.type = choose<ParameterType>(
        *type, {{"real", ParameterType::real}, {"integer", ParameterType::integer}});
  }
  parameter.range = read_parameter_range(spec, parameter.type);
  parameter.has_grid = spec.find("grid").has_value();
  if (!parameter.has_grid && spec.find("default")) return;
  if (!parameter.has_grid) {
    throw spec.problem("has neither a grid nor a default", "nothing says which values to take",
                       "add grid: n, or default: x to stay there under grid search");
  }
  const io::Document grid = spec.at("grid");
  const std::int64_t count = grid.integer(1, kLongestAxis);
  for (std::int64_t i = 0; i < count; ++i) {
    const double value = range_point(*parameter.range, parameter.type, i, count);
    if (!parameter.grid.empty() && std::get<double>(parameter.grid.back()) >= value) {
      throw grid.problem(fmt::format("{} points do not fit into the range", count),
                         fmt::format("points {} and {} are equal", i, i + 1), "use fewer");
    }
    parameter.grid.emplace_back(value);
  }
}

void read_parameter_default(const io::Document& node, Parameter& parameter) {
  engine::ParameterValue value = parameter_value_of(node.text());
  if (!parameter.contains(value)) {
    throw node.problem(fmt::format("{} is not allowed", text_of(value)), "",
                       "use " + parameter.allowed());
  }
  if (!parameter.has_grid) parameter.grid = {value};
  parameter.fallback = std::move(value);
}

}  // namespace

bool is_parameter_name(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

Parameter Parameter::read(const std::string& name, const io::Document& spec) {
  if (!is_parameter_name(name)) {
    throw spec.problem(fmt::format("'{}' cannot be a parameter name", name), "",
                       "use letters, digits and _");
  }
  Parameter parameter;
  parameter.name = name;
  if (spec.find("values")) {
    read_values(spec, parameter);
  } else if (spec.find("range")) {
    read_range_grid(spec, parameter);
  } else {
    spec.allow_only({"values", "range", "grid", "scale", "type", "default", "meaning", "when"});
    throw spec.problem("has neither values nor a range", "",
                       "write {values: [a, b]} or {range: [low, high], grid: n}");
  }
  if (const auto fallback = spec.find("default")) read_parameter_default(*fallback, parameter);
  if (const auto meaning = spec.find("meaning")) parameter.meaning = meaning->text();
  return parameter;
}

const engine::ParameterValue& Parameter::default_value() const {
  return fallback ? *fallback : grid.front();
}

bool Parameter::contains(const engine::ParameterValue& value) const {
  if (!range) return std::find(grid.begin(), grid.end(), value) != grid.end();
  const auto* number = std::get_if<double>(&value);
  return number != nullptr && *number >= range->low && *number <= range->high &&
         (type != ParameterType::integer || is_integer(value));
}

std::string Parameter::allowed() const {
  if (range) {
    return fmt::format("{} {} to {}",
                       type == ParameterType::integer ? "a whole number" : "a number",
                       text_of(range->low), text_of(range->high));
  }
  std::vector<std::string> known;
  for (const engine::ParameterValue& value : grid) known.push_back(text_of(value));
  return fmt::format("one of {}", fmt::join(known, ", "));
}

std::string Parameter::scale_word() const {
  if (!range) return "";
  if (range->scale == Scale::logit) return "logit";
  return range->scale == Scale::log ? "log" : "linear";
}

io::Value Parameter::to_value() const {
  io::Value value = io::Value::map();
  if (range) {
    value.set("range",
              io::Value::list({io::Value::number(range->low), io::Value::number(range->high)}));
    value.set("scale", io::Value::text(scale_word()));
    value.set("type", io::Value::text(type_word(type)));
    if (has_grid) value.set("grid", io::Value::integer(static_cast<std::int64_t>(grid.size())));
  } else {
    io::Value values = io::Value::list();
    for (const engine::ParameterValue& item : grid) values.add(sweep::to_value(item));
    value.set("values", std::move(values));
  }
  if (fallback) value.set("default", sweep::to_value(*fallback));
  if (!meaning.empty()) value.set("meaning", io::Value::text(meaning));
  if (!when.empty()) value.set("when", when.to_value());
  return value;
}

}  // namespace servesweep::sweep
