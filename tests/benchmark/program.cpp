#include "tests/benchmark/program.h"

#include <fmt/format.h>

#include <exception>

#include "engine/base/problem.h"
#include "sweep/cli/exit_code.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/topic_line.h"
#include "tests/benchmark/topics.h"

namespace servesweep::benchmark {
namespace {

std::string program_help(const std::vector<Topic>& topics) {
  std::string text = fmt::format(
      "{0}: measures how fast servesweep is\n\nUsage: {0} TOPIC [OPTION]...\n\nTopics:\n",
      kProgram);
  for (const Topic& topic : topics) {
    text += fmt::format("  {:<8} {}\n", topic.line.page().name, topic.line.page().purpose);
  }
  return text + fmt::format(
                    "  {:<8} {}\n\n'{} TOPIC --help' tells more. Exit status: 0 done, 1 failure, "
                    "2 bad input.\n",
                    "help", "tell what a topic measures", kProgram);
}

Topic& find_topic(std::vector<Topic>& topics, const std::string& name) {
  std::vector<std::string> names;
  for (Topic& topic : topics) {
    if (topic.line.page().name == name) return topic;
    names.push_back(topic.line.page().name);
  }
  names.emplace_back("help");
  throw engine::Problem(name, name.starts_with('-') ? "unknown option" : "unknown topic", "",
                        engine::suggest_name(name, names));
}

std::string report_text(const Topic& topic, const Report& report) {
  std::string text = machine_text() + '\n';
  if (is_smoke(topic.line)) text += "smoke run: the figures mean nothing\n";
  for (const auto& [heading, table] : report.tables) {
    text += fmt::format("\n{}\n\n{}", heading, table.render(io::TableFormat::text));
  }
  if (!topic.line.has("json")) return text;
  nlohmann::ordered_json object = {{"topic", topic.line.page().name}, {"machine", machine_text()}};
  object.update(report.figures);
  return text + '\n' + object.dump() + '\n';
}

std::string answer(const std::vector<std::string>& arguments) {
  std::vector<Topic> topics = all_topics();
  if (arguments.empty()) {
    throw engine::Problem(kProgram, "no topic given", "", fmt::format("see '{} --help'", kProgram));
  }
  const std::string& name = arguments.front();
  if (name == "help" && arguments.size() > 1) return find_topic(topics, arguments[1]).line.help();
  if (name == "help" || name == "--help" || name == "-h") return program_help(topics);
  Topic& topic = find_topic(topics, name);
  topic.line.parse({arguments.begin() + 1, arguments.end()});
  if (topic.line.help_wanted()) return topic.line.help();
  return report_text(topic, topic.measure(topic.line));
}

}  // namespace

Outcome run_program(const std::vector<std::string>& arguments) {
  using sweep::ExitCode;
  const auto failed = [](ExitCode code, const std::exception& error) {
    return Outcome{.status = static_cast<int>(code),
                   .out = {},
                   .error = fmt::format("{}: error: {}\n", kProgram, error.what())};
  };
  try {
    return {.status = static_cast<int>(ExitCode::success), .out = answer(arguments), .error = {}};
  } catch (const engine::Problem& problem) {
    return failed(ExitCode::bad_input, problem);
  } catch (const std::exception& error) {
    return failed(ExitCode::failure, error);
  }
}

}  // namespace servesweep::benchmark
