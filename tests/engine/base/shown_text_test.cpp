#include "engine/base/shown_text.h"

#include <doctest/doctest.h>

#include "engine/base/problem.h"

namespace servesweep::engine::shown_text_test {

TEST_CASE("harmless text is shown as it is") {
  CHECK(shown_text("") == "");
  CHECK(shown_text("naïve → 日本 🚀 \\x1b") == "naïve → 日本 🚀 \\x1b");
}

TEST_CASE("what would make a terminal act is spelt out") {
  CHECK(shown_text("a\x1b[2J\n\x7f") == "a\\x1b[2J\\x0a\\x7f");
  CHECK(shown_text("\xc2\x9b"
                   "31m") == "\\u{009b}31m");            // CSI in one character
  CHECK(shown_text("x\xe2\x80\xaey") == "x\\u{202e}y");  // right to left from here
  CHECK(shown_text("\xe2\x80\xa8") == "\\u{2028}");      // another line
  CHECK(shown_text(std::string_view("\0", 1)) == "\\x00");
}

TEST_CASE("bytes that are no UTF-8 are spelt out one by one") {
  CHECK(shown_text("\xff") == "\\xff");
  CHECK(shown_text("a\xc3") == "a\\xc3");
  CHECK(shown_text("\xc0\xaf") == "\\xc0\\xaf");           // overlong
  CHECK(shown_text("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // surrogate
  CHECK(shown_text("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
}

TEST_CASE("of a long text the middle is left out, between characters") {
  CHECK(shown_text("0123456789abcdefghij", 8) == "0123 … 14 bytes … ij");
  CHECK(shown_text("ééééééé", 6) == "é … 10 bytes … é");
  const std::string text = shown_text(std::string(100'000, 'x'));
  CHECK(text.size() < 4'100);
}

TEST_CASE("a problem shows what it is about, whatever that is") {
  const Problem problem("a\x1b]", "name 'x\ny'", "", std::string(20'000, 'r'));
  const std::string text = problem.what();
  CHECK(text.starts_with("a\\x1b]: name 'x\\x0ay'; rrr"));
  CHECK(text.size() < 4'200);
  CHECK(problem.where() == "a\\x1b]");
  CHECK(problem.at("b").problem() == "name 'x\\x0ay'");
}

}  // namespace servesweep::engine::shown_text_test
