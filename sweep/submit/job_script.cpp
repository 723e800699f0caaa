#include "sweep/submit/job_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "engine/base/problem.h"
#include "sweep/submit/managed_option.h"
#include "sweep/submit/shell_word.h"
#include "sweep/values/letter_or_digit.h"

namespace servesweep::sweep {
namespace {

constexpr std::string_view kAsk = "#SBATCH --";
constexpr std::string_view kMeaningless =
    "_.,:=+@%/*&|()[]!-";  // to sbatch, beside letters, digits

/// The value, if sbatch takes it for one word of its own.
const std::string& safe(const std::string& name, const std::string& value) {
  const bool fits =
      !value.empty() && value.front() != '-' && std::ranges::all_of(value, [](char c) {
        return is_letter_or_digit(c) || kMeaningless.find(c) != std::string_view::npos;
      });
  if (fits) return value;
  throw engine::Problem(
      "--" + name, fmt::format("{} cannot be asked of Slurm", shell_word(value)),
      fmt::format("it must not start with - and have letters, digits and {} only", kMeaningless),
      "correct it");
}

bool is_option_name(std::string_view name) {
  return !name.empty() && name.front() != '-' &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

/// As sbatch unquotes it; % starts a replacement there. Empty if it cannot be said in one line, or
/// has a backslash, which switches replacements off.
std::string output_folder(const std::string& folder) {
  std::string text;
  for (const char c : folder) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f' || c == '\\') return {};
    text += c == '%' ? "%%" : std::string(1, c);
  }
  return text;
}

}  // namespace

JobScript::JobScript(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines_.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::size_t JobScript::asking_line(const std::string& name) const {
  const std::string start = fmt::format("{}{}=", kAsk, name);
  const auto found = std::ranges::find_if(lines_, [&](const std::string& line) {
    return line.starts_with(start) || line.starts_with('#' + start);
  });
  if (found == lines_.end()) throw std::logic_error("the template does not ask for --" + name);
  return static_cast<std::size_t>(found - lines_.begin());
}

void JobScript::ask(const std::string& name, const std::string& value) {
  lines_[asking_line(name)] = fmt::format("{}{}={}", kAsk, name, safe(name, value));
}

bool JobScript::write_output_to(const std::string& folder, const std::string& file) {
  const std::string text = output_folder(folder);
  if (text.empty()) return false;
  lines_[asking_line("output")] =
      fmt::format("{}output={}", kAsk, shell_word(fmt::format("{}/{}", text, file)));
  return true;
}

void JobScript::ask_more(const std::string& option, bool requeues) {
  const std::size_t equals = option.find('=');
  const std::string name =
      option.starts_with("--") ? option.substr(2, equals - std::min<std::size_t>(equals, 2)) : "";
  if (!is_option_name(name)) {
    throw engine::Problem("--sbatch", fmt::format("{} is no option", shell_word(option)), "",
                          "give one in its long form, as in --sbatch=--qos=long");
  }
  check_unmanaged(name, requeues);
  std::string line = fmt::format("{}{}", kAsk, name);
  if (equals != std::string::npos) line += '=' + safe(name, option.substr(equals + 1));
  const auto last = std::ranges::find_if(lines_.rbegin(), lines_.rend(),
                                         [](const auto& known) { return known.starts_with(kAsk); });
  lines_.insert(last.base(), std::move(line));
}

void JobScript::set(const std::string& knob, const std::string& word) {
  set_line(knob, shell_word(word));
}

void JobScript::set(const std::string& knob, const std::vector<std::string>& words) {
  set_line(knob, '(' + shell_words(words) + ')');
}

void JobScript::set_line(const std::string& knob, const std::string& value) {
  const auto found = std::ranges::find_if(
      lines_, [&](const std::string& line) { return line.starts_with(knob + '='); });
  if (found == lines_.end()) throw std::logic_error("the template has no knob " + knob);
  *found = knob + '=' + value;
}

std::string JobScript::text() const {
  std::string text;
  for (const std::string& line : lines_) text += line + '\n';
  return text;
}

}  // namespace servesweep::sweep
