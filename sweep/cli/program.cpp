#include "sweep/cli/program.h"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/problem.h"
#include "engine/base/shown_text.h"
#include "io/folder/storage_problem.h"
#include "sweep/cli/colours.h"
#include "sweep/cli/shipped_files.h"
#include "sweep/cli/verbs.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/drain.h"
#include "sweep/distribute/job_transport.h"
#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

const char* environment(const char* name) {
  return std::getenv(name);
}

/// Whether this process is a rank other than 0 of a parallel job.
bool is_follower() {
  if (!started_by_launcher(environment)) return false;
  for (const char* name : {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "SLURM_PROCID"}) {
    if (const char* rank = environment(name)) return std::string_view(rank) != "0";
  }
  return false;
}

std::string program_help(const std::vector<Verb>& verbs) {
  const std::string shipped = shipped_configs().string();
  std::string text =
      "servesweep: finds the best way to run a fleet of LLM inference servers\n\n"
      "Usage: servesweep VERB [ARGUMENT]...\n\nVerbs:\n";
  for (const Verb& verb : verbs) {
    text += fmt::format("  {:<11} {}\n", verb.line.page().name, verb.line.page().purpose);
  }
  text += fmt::format(
      "  {0:<11} {1}\n\n"
      "A first study, start to end:\n"
      "  servesweep plan {2}/studies/quickstart.yaml\n"
      "  servesweep run {2}/studies/quickstart.yaml -o results/quickstart\n"
      "  servesweep rank results/quickstart\n\n"
      "'servesweep VERB --help' tells more.\n\nExit status:\n",
      "help", "tell what a verb does", shipped.empty() ? "configs" : shipped);
  for (const ExitCodeMeaning& code : kExitCodes) {
    text += fmt::format("  {:<2} {}\n", static_cast<int>(code.code), code.meaning);
  }
  return text;
}

Verb& find_verb(std::vector<Verb>& verbs, const std::string& name) {
  std::vector<std::string> names;
  for (Verb& verb : verbs) {
    if (verb.line.page().name == name) return verb;
    names.push_back(verb.line.page().name);
  }
  names.emplace_back("help");
  throw engine::Problem(name, name.starts_with('-') ? "unknown option" : "unknown verb", "",
                        engine::suggest_name(name, names));
}

ExitCode print(Output& out, const std::string& text) {
  out.write(text);
  out.finish();
  return ExitCode::success;
}

ExitCode dispatch(const std::vector<std::string>& arguments) {
  std::vector<Verb> verbs = all_verbs();
  if (arguments.empty()) {
    throw engine::Problem("servesweep", "no verb given", "", "see 'servesweep --help'");
  }
  const bool follower = is_follower();
  Output out;
  std::string name = arguments.front();
  if (name == "--version") name = "version";
  if (name == "help" && arguments.size() > 1) {
    const std::string text = find_verb(verbs, arguments[1]).line.help();
    return follower ? ExitCode::success : print(out, text);
  }
  if (name == "--help" || name == "-h" || name == "help") {
    return follower ? ExitCode::success : print(out, program_help(verbs));
  }
  Verb& verb = find_verb(verbs, name);
  verb.line.parse({arguments.begin() + 1, arguments.end()});
  (void)verb.line.word("color", {"auto", "always", "never"});
  if (follower && (verb.line.help_wanted() || !verb.collective)) return ExitCode::success;
  if (verb.line.help_wanted()) return print(out, verb.line.help());
  const ExitCode code = verb.run(verb.line, out);
  out.finish();
  return code;
}

/// What is logged may name files and quote users.
class ShownMessage : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& to) override {
    std::string_view rest(message.payload.data(), message.payload.size());
    for (;;) {
      const std::size_t end = rest.find('\n');  // lines stay lines
      const std::string shown = engine::shown_text(rest.substr(0, end));
      to.append(shown.data(), shown.data() + shown.size());
      if (end == std::string_view::npos) return;
      to.push_back('\n');
      rest.remove_prefix(end + 1);
    }
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<ShownMessage>();
  }
};

void complain(const std::string& text, bool coloured) {
  if (is_follower()) return;
  // Where nobody can be told, the status still tells.
  const std::string line = fmt::format("servesweep: {}: {}\n", alarming("error", coloured), text);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

/// Remarks and warnings on standard error.
void set_up_log(bool coloured) {
  auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(
      coloured ? spdlog::color_mode::always : spdlog::color_mode::never);
  sink->set_color(spdlog::level::info, std::string_view());
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("servesweep", std::move(sink)));
  // A progress line may stand there: see ProgressLine.
  const std::string clear = obeys_escapes(STDERR_FILENO) ? "\r\x1b[K" : "";
  auto pattern = std::make_unique<spdlog::pattern_formatter>();
  pattern->add_flag<ShownMessage>('v').set_pattern(clear + "servesweep: %^%l%$: %v");
  spdlog::set_formatter(std::move(pattern));
  spdlog::set_level(spdlog::level::trace);  // each sink has its own
  spdlog::flush_on(spdlog::level::info);
  spdlog::default_logger()->sinks().front()->set_level(spdlog::level::info);
}

}  // namespace

int run_program(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "run") DrainSignals::listen_early();
  std::signal(SIGPIPE, SIG_IGN);  // a reader that leaves is an error of write(), see Output
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes too: the file is named, nothing is lost
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool coloured = shows_colours(colours_in(arguments), STDERR_FILENO);
  set_up_log(coloured);
  ExitCode code = ExitCode::failure;
  try {
    code = dispatch(arguments);
  } catch (const ReaderGone&) {
    code = ExitCode::success;
  } catch (const RankZeroFailed& failed) {
    code = failed.bad_input ? ExitCode::bad_input : ExitCode::failure;
  } catch (const io::StorageProblem& problem) {
    complain(problem.what(), coloured);
  } catch (const engine::Problem& problem) {
    complain(problem.what(), coloured);
    code = ExitCode::bad_input;
  } catch (const std::bad_alloc&) {
    complain("not enough memory; run smaller workloads or fewer threads, or give it more",
             coloured);
  } catch (const std::exception& error) {
    complain(engine::shown_text(error.what()), coloured);
  }
  return static_cast<int>(code);
}

}  // namespace servesweep::sweep
