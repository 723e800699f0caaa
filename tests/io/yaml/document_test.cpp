#include "io/yaml/document.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace document_test {

namespace {

using servesweep::engine::Problem;
using servesweep::io::Document;

Document parse(const std::string& text) {
  return Document::parse(text, "study.yaml");
}

/// The message of the Problem that `action` throws, or "nothing thrown".
template <class Action>
std::string complaint(Action action) {
  try {
    action();
  } catch (const Problem& problem) {
    return problem.what();
  }
  return "nothing thrown";
}

std::string parse_complaint(const std::string& text) {
  return complaint([&] { (void)parse(text); });
}

TEST_CASE("a document knows fields, lines and kinds") {
  const Document root = parse(
      "name: demo\n"
      "policies:\n"
      "  routing:\n"
      "    scorers:\n"
      "      - {name: queue-depth, weight: 2}\n"
      "      - name: load-balance\n"
      "        weight: 0.5\n"
      "nothing:\n"
      "last: \"5\"\n");
  CHECK(root.is_map());
  CHECK(root.field() == "");
  CHECK(root.file() == "study.yaml");
  CHECK(root.where() == "study.yaml:1");
  const Document scorers = root.at("policies").at("routing").at("scorers");
  CHECK(scorers.is_list());
  CHECK(scorers.where() == "study.yaml:4: policies.routing.scorers");
  REQUIRE(scorers.items().size() == 2);
  const Document weight = scorers.items()[1].at("weight");
  CHECK(weight.is_scalar());
  CHECK(weight.real() == 0.5);
  CHECK(weight.where() == "study.yaml:7: policies.routing.scorers[1].weight");
  const Document nothing = root.at("nothing");
  CHECK_FALSE((nothing.is_map() || nothing.is_list() || nothing.is_scalar()));
  CHECK(nothing.where() == "study.yaml:8: nothing");
  CHECK_FALSE(root.find("absent").has_value());
  CHECK(root.entries()[3].first == "last");
}

TEST_CASE("a handle outlives the document it came from") {
  Document value = parse("a: {b: [1, 2]}").at("a").at("b").items()[1];
  CHECK(value.integer() == 2);
  CHECK(value.where() == "study.yaml:1: a.b[1]");
}

TEST_CASE("windows line ends and a byte-order mark are accepted") {
  CHECK(parse("\xEF\xBB\xBF"
              "a: 1\r\nb: x\r\n")
            .at("b")
            .text() == "x");
}

TEST_CASE("numbers are typed and bounded") {
  const Document root = parse(
      "i: 1e3\nf: 1.5\nneg: -7\nplus: +3\nhuge: 99999999999999999999\nword: ten\nquoted: '5'\n"
      "inf: .inf\nover: 1e999\nnan: .nan\nempty:\nlist: [1]\nmax: 9223372036854775807\nhex: "
      "0x10\n");
  CHECK(root.at("i").integer() == 1000);
  CHECK(root.at("neg").integer() == -7);
  CHECK(root.at("plus").integer() == 3);
  CHECK(root.at("plus").real() == 3.0);
  CHECK(root.at("max").integer() == std::numeric_limits<std::int64_t>::max());
  CHECK(root.at("f").real(1.5, 1.5) == 1.5);
  const auto integer = [&](const char* key) {
    return complaint([&] { (void)root.at(key).integer(1, 8); });
  };
  CHECK(integer("f") == "study.yaml:2: f: '1.5' is not an integer; write an integer from 1 to 8");
  CHECK(integer("neg") == "study.yaml:3: neg: -7 is out of range; write an integer from 1 to 8");
  CHECK(integer("huge") ==
        "study.yaml:5: huge: 99999999999999999999 is out of range (64 bits hold it not, or not "
        "exactly); "
        "write an integer from 1 to 8");
  CHECK(integer("word") ==
        "study.yaml:6: word: 'ten' is not an integer; write an integer from 1 to 8");
  CHECK(integer("quoted") ==
        "study.yaml:7: quoted: '5' is not an integer (it is in quotes); write an integer from 1 to "
        "8");
  CHECK(integer("empty") ==
        "study.yaml:11: empty: is empty (an integer is needed); write an integer from 1 to 8");
  CHECK(integer("list") ==
        "study.yaml:12: list: is a list (an integer is needed); write an integer from 1 to 8");
  CHECK(integer("hex") ==
        "study.yaml:14: hex: '0x10' is not an integer; write an integer from 1 to 8");
  CHECK(complaint([&] { (void)root.at("word").integer(); }) ==
        "study.yaml:6: word: 'ten' is not an integer; write an integer");
  CHECK(complaint([&] { (void)root.at("neg").integer(0); }) ==
        "study.yaml:3: neg: -7 is out of range; write an integer of at least 0");
  const auto real = [&](const char* key) {
    return complaint([&] { (void)root.at(key).real(0, 1); });
  };
  CHECK(real("f") == "study.yaml:2: f: 1.5 is out of range; write a number from 0 to 1");
  CHECK(real("word") == "study.yaml:6: word: 'ten' is not a number; write a number from 0 to 1");
  CHECK(real("quoted") ==
        "study.yaml:7: quoted: '5' is not a number (it is in quotes); write a number from 0 to 1");
  CHECK(real("inf") ==
        "study.yaml:8: inf: '.inf' is not a finite number; write a number from 0 to 1");
  CHECK(real("over") ==
        "study.yaml:9: over: '1e999' is not a finite number; write a number from 0 to 1");
  CHECK(real("nan") ==
        "study.yaml:10: nan: '.nan' is not a finite number; write a number from 0 to 1");
}

TEST_CASE("booleans are true and false only") {
  const Document root = parse("a: true\nb: false\nc: yes\nd: 'true'\ne: [true]\n");
  CHECK(root.at("a").boolean());
  CHECK_FALSE(root.at("b").boolean());
  CHECK(complaint([&] { (void)root.at("c").boolean(); }) ==
        "study.yaml:3: c: 'yes' is neither true nor false; write true or false");
  CHECK(complaint([&] { (void)root.at("d").boolean(); }) ==
        "study.yaml:4: d: 'true' is neither true nor false (it is in quotes); write true or false");
  CHECK(complaint([&] { (void)root.at("e").boolean(); }) ==
        "study.yaml:5: e: is a list (true or false is needed); write true or false");
}

TEST_CASE("using a node as what it is not is a problem") {
  const Document root = parse("a: {b: 1}\nc: x\n");
  CHECK(complaint([&] { (void)root.at("c").items(); }) ==
        "study.yaml:2: c: is a single value (a list is needed); write '- item' lines or [a, b]");
  CHECK(complaint([&] { (void)root.at("c").find("x"); }) ==
        "study.yaml:2: c: is a single value (a map is needed); write 'name: value' lines");
  CHECK(complaint([&] { (void)root.at("c").entries(); }) ==
        "study.yaml:2: c: is a single value (a map is needed); write 'name: value' lines");
  CHECK(complaint([&] { (void)root.at("a").text(); }) ==
        "study.yaml:1: a: is a map (a text is needed); write a single value");
}

TEST_CASE("missing and unknown fields name the nearest") {
  const Document root = parse("policies:\n  rooting: weighted\n");
  const Document policies = root.at("policies");
  CHECK(complaint([&] { (void)policies.at("routing"); }) ==
        "study.yaml:1: policies: 'routing' is missing; add 'routing: …' or correct 'rooting'");
  CHECK(complaint([&] { (void)policies.at("admission"); }) ==
        "study.yaml:1: policies: 'admission' is missing; add 'admission: …'");
  CHECK(complaint([&] {
          policies.allow_only({"admission", "routing"});
        }) == "study.yaml:2: policies.rooting: unknown field; did you mean 'routing'?");
  CHECK(complaint([&] {
          policies.allow_only({"seed", "name"});
        }) == "study.yaml:2: policies.rooting: unknown field; use one of seed, name");
  CHECK_NOTHROW(policies.allow_only({"rooting"}));
}

TEST_CASE("repeated keys are refused with both lines") {
  CHECK(parse_complaint("seed: 1\nname: x\nseed: 2\n") ==
        "study.yaml:3: seed: repeated key (first given in line 1); remove one of the two");
  CHECK(parse_complaint("a: {b: 1, b: 2}\n") ==
        "study.yaml:1: a.b: repeated key (first given in line 1); remove one of the two");
}

TEST_CASE("anchors, aliases and tags are refused") {
  CHECK(parse_complaint("a:\n  b: &x 1\n") ==
        "study.yaml:2: a: an anchor ('&') (every file says in full what it means); write the value "
        "out");
  CHECK(parse_complaint("a: &x {k: 1}\n").starts_with("study.yaml:1: an anchor ('&')"));
  CHECK(parse_complaint("a: *x\n").starts_with(
      "study.yaml:1: not valid YAML (the referenced anchor is not defined)"));
  CHECK(parse_complaint("a: !!int 3\n") ==
        "study.yaml:1: a tag ('tag:yaml.org,2002:int') (types follow from the field); remove it");
}

TEST_CASE("deep nesting is refused, 64 levels are not") {
  CHECK_NOTHROW((void)parse(std::string(64, '[') + std::string(64, ']')));
  const char* message = "study.yaml:1: nested too deeply (more than 64 levels); check the brackets";
  CHECK(parse_complaint(std::string(65, '[') + std::string(65, ']')) == message);
  std::string bomb;
  for (int i = 0; i < 20000; ++i) bomb += "- ";
  CHECK(parse_complaint(bomb) == message);
  CHECK(parse_complaint(std::string(20000, '[')) != "nothing thrown");
}

TEST_CASE("size is limited to 4 MiB") {
  const std::string large = "# " + std::string(std::size_t{4} << 20, 'x');
  CHECK(parse_complaint(large) ==
        "study.yaml: too large (more than 4 MiB); check that this is the right "
        "file");
}

TEST_CASE("brackets without end are refused before the parser queues what is behind them") {
  const char* message = "study.yaml: nested too deeply (more than 64 levels); check the brackets";
  CHECK(parse_complaint(std::string(4'000'000, '[')) == message);
  std::string bomb;
  for (int i = 0; i < 1'001; ++i) bomb += i % 2 == 0 ? "[a,\n" : "{b: c, d: # ]]]]\n";
  CHECK(parse_complaint(bomb) == message);
  // In texts and comments they are only characters.
  CHECK(parse("# " + std::string(2'000, '[') + "\na: \"" + std::string(900, '{') + "\"\n")
            .at("a")
            .text()
            .size() == 900);
}

TEST_CASE("the tree is limited: values, keys, and the paths that repeat the keys") {
  std::string many = "a:\n";
  for (int i = 0; i < 500'001; ++i) many += " - 1\n";
  CHECK(parse_complaint(many).find("too large (more than 500000 values, or names of fields that "
                                   "take more than 64 MiB); check that this is the right file") !=
        std::string::npos);
  CHECK_NOTHROW((void)parse(std::string(256, 'k') + ": 1\n"));
  CHECK(parse_complaint("a:\n  " + std::string(257, 'k') + ": 1\n") ==
        "study.yaml:2: a: a key that is too long (more than 256 bytes); check the quotes");
  // 60 levels of long names over 10,000 values: 0.2 MB of text, 150 MB of paths.
  std::string deep;
  for (int level = 0; level < 60; ++level) deep += "{" + std::string(250, 'k') + ": ";
  deep += "[";
  for (int i = 0; i < 10'000; ++i) deep += "1,\n";
  CHECK(parse_complaint(deep + "]" + std::string(60, '}')).find("too large") != std::string::npos);
}

TEST_CASE("tabs in the indentation are named, elsewhere they are fine") {
  CHECK(parse_complaint("a:\n\tb: 1\n") ==
        "study.yaml:2: a tab in the indentation (YAML indents with spaces only); replace it by "
        "spaces");
  CHECK(parse_complaint("a:\n  \tb: 1\n").starts_with("study.yaml:2: a tab"));
  CHECK(parse("a:\tx\nb: 1 # \t\n").at("a").text() == "x");
}

TEST_CASE("bytes that are not UTF-8 text are refused") {
  CHECK(parse_complaint("a: 1\nb: \xFF\n") ==
        "study.yaml:2: not UTF-8 text (byte 0xFF); save the file as UTF-8");
  CHECK(parse_complaint(std::string("a: \0", 4)) ==
        "study.yaml:1: not UTF-8 text (byte 0x00); save the file as UTF-8");
  CHECK(parse_complaint("a: \"\\0\"\n") ==
        "study.yaml:1: a control character (names and values are plain text); remove it");
  for (const char* control : {"\\e[2J", "\\x7f", "\\u009b31m"}) {  // what a terminal acts on
    CHECK(parse_complaint(std::string("a: \"") + control + "\"\n") ==
          "study.yaml:1: a control character (names and values are plain text); remove it");
  }
  CHECK(parse("a: größe\n").at("a").text() == "größe");
}

TEST_CASE("an empty document is refused") {
  const char* message =
      "study.yaml: empty (there is nothing but blanks and comments); write its fields as 'name: "
      "value' lines";
  for (const char* text : {"", "\n\n", "# only a comment\n", "~\n", "---\n...\n"})
    CHECK(parse_complaint(text) == message);
}

TEST_CASE("several documents and odd keys are refused") {
  CHECK(parse_complaint("a: 1\n---\nb: 2\n") ==
        "study.yaml:2: a second document (what comes before is already a whole one); "
        "check the indentation here, or remove the '---'");
  CHECK(
      parse_complaint("? [a]\n: 1\n") ==
      "study.yaml:1: a key that is a list or map (keys are names); write a name before the colon");
  CHECK(parse_complaint("a:\n  : 3\n") ==
        "study.yaml:2: a: an empty key; write a name before the colon");
}

TEST_CASE("text that is not YAML is refused with its line") {
  CHECK(parse_complaint("a: 1\nb: c: d\n") ==
        "study.yaml:2: not valid YAML (illegal map value); check indentation, quotes and brackets "
        "up to this line");
  CHECK(parse_complaint("a: [1, 2\nb: 3\n")
            .starts_with("study.yaml:2: not valid YAML (end of sequence flow"));
  CHECK(parse_complaint("a: 1\nb: 'x\nc: 2\n") ==
        "study.yaml:2: quotes that are not closed; end the text with '");
  CHECK(parse_complaint("b: \"x\\\"\n") != "nothing thrown");
  CHECK(parse("a: 'it''s'\n").at("a").text() == "it's");
}

TEST_CASE("files are read, and their failures told") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                       ("servesweep_document_test_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const std::filesystem::path file = folder / "good.yaml";
  std::ofstream(file) << "a: 1\n";
  CHECK(Document::read_file(file).at("a").where() == file.string() + ":1: a");
  CHECK(complaint([&] { (void)Document::read_file(folder / "absent.yaml"); }) ==
        (folder / "absent.yaml").string() +
            ": cannot be opened (No such file or directory); check the path and its permissions");
  CHECK(complaint([&] { (void)Document::read_file(folder); }) ==
        folder.string() + ": cannot be read (it is a folder); name a file");
  std::filesystem::remove_all(folder);
}

}  // namespace

}  // namespace document_test
