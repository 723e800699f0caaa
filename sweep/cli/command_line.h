#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace servesweep::sweep {

/// What `--help` says about a verb beyond its options.
struct VerbPage {
  std::string name;                   ///< "rank"
  std::string purpose;                ///< one line, a verb phrase
  std::string details;                ///< paragraphs; may be empty
  std::vector<std::string> examples;  ///< each works from the repository root
  std::vector<std::string> exit_codes;
  std::string program = "servesweep";  ///< whose verb it is

  /// The words that start its command: "servesweep rank".
  [[nodiscard]] std::string command() const { return program + ' ' + name; }
};

/// Operands and options of one verb: declared, parsed (by Boost.Program_options), read with checks,
/// explained. Every complaint is an engine::Problem that names the option.
class CommandLine {
 public:
  enum class Kind : std::uint8_t { flag, value, values };
  /// One option as declared.
  struct Option {
    std::string name;   ///< "output"
    std::string brief;  ///< "o" or ""
    Kind kind = Kind::flag;
    std::string placeholder, meaning, fallback;
    std::string passed_to{};  ///< another verb, whose option this is
  };
  /// One operand as declared.
  struct Operand {
    std::string name, meaning;
    bool many = false;
    bool optional = false;
    std::string fallback{};
  };

  explicit CommandLine(VerbPage page);

  /// Declarations, in the order of the help. `option` is "--seed" or "--output,-o"; operands
  /// are required unless they are optional or have a fallback.
  CommandLine& operand(const std::string& name, const std::string& meaning);
  /// The last operand, which may be left out.
  CommandLine& optional_operand(const std::string& name, const std::string& meaning);
  /// The last operand: one or more words; read with texts().
  CommandLine& operands(const std::string& name, const std::string& meaning);
  /// The same, and none stands for `fallback`.
  CommandLine& operands(const std::string& name, const std::string& meaning,
                        const std::string& fallback);
  CommandLine& flag(const std::string& option, const std::string& meaning);
  CommandLine& value(const std::string& option, const std::string& placeholder,
                     const std::string& meaning, const std::string& fallback = "");
  /// May be given many times.
  CommandLine& values(const std::string& option, const std::string& placeholder,
                      const std::string& meaning);

  /// Declares the options of another verb too, which this one passes on, but for `except`.
  CommandLine& pass_on(const CommandLine& other, const std::vector<std::string>& except);

  /// `arguments`: what follows the verb. With --help among them nothing is required.
  void parse(const std::vector<std::string>& arguments);
  [[nodiscard]] bool help_wanted() const { return help_wanted_; }
  [[nodiscard]] std::string help() const;

  /// The command as typed.
  [[nodiscard]] std::string typed() const;

  /// Readers; `name` as in "seed", after parse(). text(): the fallback, or "", if not given.
  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] std::string text(const std::string& name) const;
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return text(name); }
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
  [[nodiscard]] std::int64_t integer(const std::string& name, std::int64_t lowest,
                                     std::int64_t highest) const;
  [[nodiscard]] double real(const std::string& name, double above, double below) const;
  /// The text, which must be one of `words`.
  [[nodiscard]] std::string word(const std::string& name,
                                 const std::vector<std::string>& words) const;
  /// Options to pass on that were given, one word each: "--name=value".
  [[nodiscard]] std::vector<std::string> passed_on() const;

  /// What was declared, for the manual page and the completion of shells.
  [[nodiscard]] const VerbPage& page() const { return page_; }
  [[nodiscard]] const std::vector<Option>& declared_options() const { return options_; }
  [[nodiscard]] const std::vector<Operand>& declared_operands() const { return operands_; }
  /// "servesweep rank FOLDER [OPTION]..."
  [[nodiscard]] std::string usage() const;

 private:
  CommandLine& add(Kind kind, const std::string& option, const std::string& placeholder,
                   const std::string& meaning, const std::string& fallback);
  void parse_with_boost(const std::vector<std::string>& arguments);
  void take_operands(const std::vector<std::string>& given);
  [[nodiscard]] std::vector<std::string> option_names() const;
  [[nodiscard]] static std::pair<std::string, std::string> help_line(const Option& option);
  [[nodiscard]] std::string options_help() const;
  [[nodiscard]] std::string passed_options_help() const;

  VerbPage page_;
  std::vector<Operand> operands_;
  std::vector<Option> options_;
  std::vector<std::string> arguments_;
  std::map<std::string, std::vector<std::string>> given_;
  bool help_wanted_ = false;
};

}  // namespace servesweep::sweep
