#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace servesweep::sweep {

/// A template of slurm/ being filled: lines "#SBATCH --NAME=…" (or "##SBATCH --NAME=…", which waits
/// to be wanted) are what Slurm is asked for, lines "NAME=…" the knobs of the script.
///
/// Nothing that is put in can become a line or a word of its own: what Slurm reads must be of
/// characters that mean nothing to it, what bash reads is quoted.
class JobScript {
 public:
  explicit JobScript(std::string_view text);

  /// @throws engine::Problem, named --NAME, unless the value is safe there
  void ask(const std::string& name, const std::string& value);
  /// Where Slurm writes the output: FOLDER/FILE, in which FILE may have %j and the like; left as it
  /// is if a line of #SBATCH cannot hold the folder. Returns whether it can.
  bool write_output_to(const std::string& folder, const std::string& file);
  /// One more line: "--qos=long".
  /// @throws engine::Problem unless it is an option with a value that is safe there, and one that
  ///         `submit` does not see to itself (check_unmanaged())
  void ask_more(const std::string& option, bool requeues = false);

  void set(const std::string& knob, const std::string& word);
  void set(const std::string& knob, const std::vector<std::string>& words);

  [[nodiscard]] std::string text() const;

 private:
  void set_line(const std::string& knob, const std::string& value);
  [[nodiscard]] std::size_t asking_line(const std::string& name) const;

  std::vector<std::string> lines_;
};

}  // namespace servesweep::sweep
