#include "sweep/cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>

#include "engine/base/problem.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

namespace po = boost::program_options;
using engine::Problem;

constexpr const char* kOperands = "operands";

/// Two columns: names and their meanings.
std::string in_columns(const std::vector<std::pair<std::string, std::string>>& lines) {
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, line.first.size());
  std::string text;
  for (const auto& [left, right] : lines) text += fmt::format("  {:<{}}  {}\n", left, width, right);
  return text;
}

}  // namespace

CommandLine::CommandLine(VerbPage page) : page_(std::move(page)) {}

CommandLine& CommandLine::operand(const std::string& name, const std::string& meaning) {
  operands_.push_back({.name = name, .meaning = meaning});
  return *this;
}

CommandLine& CommandLine::optional_operand(const std::string& name, const std::string& meaning) {
  operands_.push_back({.name = name, .meaning = meaning, .optional = true});
  return *this;
}

CommandLine& CommandLine::operands(const std::string& name, const std::string& meaning) {
  operands_.push_back({.name = name, .meaning = meaning, .many = true});
  return *this;
}

CommandLine& CommandLine::operands(const std::string& name, const std::string& meaning,
                                   const std::string& fallback) {
  operands_.push_back(
      {.name = name, .meaning = meaning, .many = true, .optional = true, .fallback = fallback});
  return *this;
}

CommandLine& CommandLine::flag(const std::string& option, const std::string& meaning) {
  return add(Kind::flag, option, "", meaning, "");
}

CommandLine& CommandLine::value(const std::string& option, const std::string& placeholder,
                                const std::string& meaning, const std::string& fallback) {
  return add(Kind::value, option, placeholder, meaning, fallback);
}

CommandLine& CommandLine::values(const std::string& option, const std::string& placeholder,
                                 const std::string& meaning) {
  return add(Kind::values, option, placeholder, meaning, "");
}

CommandLine& CommandLine::add(Kind kind, const std::string& option, const std::string& placeholder,
                              const std::string& meaning, const std::string& fallback) {
  const std::size_t comma = option.find(',');
  const std::string brief = comma == std::string::npos ? "" : option.substr(comma + 2);
  options_.push_back({option.substr(2, comma == std::string::npos ? comma : comma - 2), brief, kind,
                      placeholder, meaning, fallback});
  return *this;
}

CommandLine& CommandLine::pass_on(const CommandLine& other,
                                  const std::vector<std::string>& except) {
  for (Option option : other.options_) {
    if (std::ranges::find(except, option.name) != except.end()) continue;
    option.passed_to = other.page_.name;
    options_.push_back(std::move(option));
  }
  return *this;
}

std::vector<std::string> CommandLine::passed_on() const {
  std::vector<std::string> words;
  for (const Option& option : options_) {
    const auto given = given_.find(option.name);
    if (option.passed_to.empty() || given == given_.end()) continue;
    const std::string word = "--" + option.name;
    if (option.kind == Kind::flag) {
      words.push_back(word);
    } else {
      for (const std::string& value : given->second) words.push_back(word + '=' + value);
    }
  }
  return words;
}

std::vector<std::string> CommandLine::option_names() const {
  std::vector<std::string> names;
  for (const Option& option : options_) names.push_back("--" + option.name);
  names.push_back("--help");
  return names;
}

void CommandLine::parse(const std::vector<std::string>& arguments) {
  arguments_ = arguments;
  try {
    parse_with_boost(arguments);
  } catch (const po::unknown_option& error) {
    throw Problem(error.get_option_name(), fmt::format("unknown option of '{}'", page_.name), "",
                  engine::suggest_name(error.get_option_name(), option_names()));
  } catch (const po::error_with_option_name& error) {
    throw Problem(page_.command(), error.what(), "",
                  fmt::format("see '{} help {}'", page_.program, page_.name));
  }
}

void CommandLine::parse_with_boost(const std::vector<std::string>& arguments) {
  po::options_description known;
  known.add_options()("help,h", "");
  for (const Option& option : options_) {
    const std::string name = option.brief.empty() ? option.name : option.name + ',' + option.brief;
    if (option.kind == Kind::flag) {
      known.add_options()(name.c_str(), "");
    } else {
      known.add_options()(name.c_str(), po::value<std::vector<std::string>>());
    }
  }
  known.add_options()(kOperands, po::value<std::vector<std::string>>());
  po::positional_options_description positions;
  positions.add(kOperands, -1);
  const po::parsed_options parsed =
      po::command_line_parser(arguments)
          .options(known)
          .positional(positions)
          .style(po::command_line_style::unix_style & ~po::command_line_style::allow_guessing)
          .run();
  std::vector<std::string> operands;
  for (const po::option& option : parsed.options) {
    if (option.string_key == kOperands) {
      operands.insert(operands.end(), option.value.begin(), option.value.end());
    } else {
      if (option.value.size() == 1 && option.value.front().empty()) {
        throw Problem("--" + option.string_key, "is empty", "perhaps an unset shell variable",
                      "give a value or leave the option out");
      }
      std::vector<std::string>& values = given_[option.string_key];
      values.insert(values.end(), option.value.begin(), option.value.end());
    }
  }
  help_wanted_ = given_.contains("help");
  if (help_wanted_) return;
  for (const Option& option : options_) {
    if (option.kind == Kind::value && given_.contains(option.name) &&
        given_.at(option.name).size() > 1) {
      throw Problem("--" + option.name, "is given more than once", "it has one value",
                    "keep one of them");
    }
  }
  take_operands(operands);
}

void CommandLine::take_operands(const std::vector<std::string>& given) {
  const std::string where = page_.command();
  if (given.size() < operands_.size()) {
    const Operand& missing = operands_[given.size()];
    if (!missing.fallback.empty()) {
      given_[missing.name].push_back(missing.fallback);
    } else if (!missing.optional) {
      throw Problem(where, fmt::format("{} is missing", missing.name), missing.meaning,
                    fmt::format("usage: {}", usage()));
    }
  }
  const bool takes_more = !operands_.empty() && operands_.back().many;
  if (given.size() > operands_.size() && !takes_more) {
    throw Problem(where, fmt::format("unexpected argument '{}'", given[operands_.size()]), "",
                  fmt::format("usage: {}", usage()));
  }
  for (std::size_t i = 0; i < given.size(); ++i) {
    given_[operands_[std::min(i, operands_.size() - 1)].name].push_back(given[i]);
  }
}

std::string CommandLine::typed() const {
  std::string text = page_.command();
  for (const std::string& argument : arguments_) text += ' ' + shell_word(argument);
  return text;
}

bool CommandLine::has(const std::string& name) const {
  return given_.contains(name);
}

std::string CommandLine::text(const std::string& name) const {
  const auto found = given_.find(name);
  if (found != given_.end()) return found->second.front();
  for (const Option& option : options_) {
    if (option.name == name) return option.fallback;
  }
  return "";
}

std::vector<std::string> CommandLine::texts(const std::string& name) const {
  const auto found = given_.find(name);
  return found == given_.end() ? std::vector<std::string>() : found->second;
}

std::int64_t CommandLine::integer(const std::string& name, std::int64_t lowest,
                                  std::int64_t highest) const {
  const std::string given = text(name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (error != std::errc() || end != given.data() + given.size() || value < lowest ||
      value > highest) {
    throw Problem("--" + name, fmt::format("'{}' is not usable", given),
                  fmt::format("a whole number {} to {} is needed", lowest, highest), "change it");
  }
  return value;
}

double CommandLine::real(const std::string& name, double above, double below) const {
  const std::string given = text(name);
  double value = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
  if (error != std::errc() || end != given.data() + given.size() ||
      !(value > above && value < below)) {
    throw Problem("--" + name, fmt::format("'{}' is not usable", given),
                  fmt::format("a number greater than {} and less than {} is needed", above, below),
                  "change it");
  }
  return value;
}

std::string CommandLine::word(const std::string& name,
                              const std::vector<std::string>& words) const {
  std::string given = text(name);
  if (std::find(words.begin(), words.end(), given) != words.end()) return given;
  throw Problem("--" + name, fmt::format("unknown word '{}'", given), "",
                engine::suggest_name(given, words));
}

std::string CommandLine::usage() const {
  std::string text = page_.command();
  for (const Operand& operand : operands_) {
    const std::string name = operand.name + (operand.many ? "..." : "");
    text += operand.optional ? " [" + name + ']' : ' ' + name;
  }
  return options_.empty() ? text : text + " [OPTION]...";
}

std::pair<std::string, std::string> CommandLine::help_line(const Option& option) {
  std::string name = option.brief.empty() ? "    --" : fmt::format("-{}, --", option.brief);
  name += option.name;
  if (!option.placeholder.empty()) name += ' ' + option.placeholder;
  std::string meaning = option.meaning;
  if (!option.fallback.empty()) meaning += fmt::format(" [{}]", option.fallback);
  if (option.kind == Kind::values) meaning += "; may be repeated";
  return {name, meaning};
}

std::string CommandLine::options_help() const {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const Option& option : options_) {
    if (option.passed_to.empty()) lines.push_back(help_line(option));
  }
  lines.emplace_back("-h, --help", "this text");
  return in_columns(lines);
}

std::string CommandLine::passed_options_help() const {
  std::vector<std::pair<std::string, std::string>> lines;
  std::string verb;
  for (const Option& option : options_) {
    if (option.passed_to.empty()) continue;
    lines.push_back(help_line(option));
    verb = option.passed_to;
  }
  return lines.empty() ? ""
                       : fmt::format("\nOptions passed on to '{}':\n", verb) + in_columns(lines);
}

std::string CommandLine::help() const {
  std::string text = fmt::format("{}: {}\n\nUsage: {}\n", page_.command(), page_.purpose, usage());
  if (!operands_.empty()) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (const Operand& operand : operands_) {
      lines.emplace_back(operand.name,
                         operand.fallback.empty()
                             ? operand.meaning
                             : fmt::format("{} [{}]", operand.meaning, operand.fallback));
    }
    text += '\n' + in_columns(lines);
  }
  text += "\nOptions (default in brackets):\n" + options_help() + passed_options_help();
  if (!page_.details.empty()) text += '\n' + page_.details + '\n';
  if (!page_.examples.empty()) {
    text += page_.examples.size() == 1 ? "\nExample:\n" : "\nExamples:\n";
    for (const std::string& example : page_.examples) text += "  " + example + '\n';
  }
  text += "\nExit status:\n";
  for (const std::string& code : page_.exit_codes) text += "  " + code + '\n';
  return text;
}

}  // namespace servesweep::sweep
