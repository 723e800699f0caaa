#include "io/report/html_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace servesweep::io::html_text_test {

TEST_CASE("html text can neither begin an element nor end an attribute") {
  CHECK(html_text("<b a=\"1\" c='2'>&amp;</b>") ==
        "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;");
  CHECK(html_text("a\nb") == "a\nb");
  CHECK(html_text("") == "");
}

TEST_CASE("html text shows what could deceive and what is no text by its number") {
  CHECK(html_text("\xff") == "\\xff");
  CHECK(html_text("\x1b[1m") == "\\x1b[1m");
  CHECK(html_text("\u202e") == "\\u{202e}");
  CHECK(html_text("\u00e9") == "\u00e9");
  CHECK(html_text(std::string(10'000, 'x')).size() == 10'000);  // nothing is cut
}

TEST_CASE("no line ends inside a figure") {
  CHECK(html_figures("by -19.1 % [-27.6, -9.4] on <b>") ==
        "by -19.1&nbsp;% [-27.6,&nbsp;-9.4] on &lt;b&gt;");
  CHECK(html_figures("[see the other, below] a % b") == "[see the other, below] a % b");
  CHECK(html_figures("[1, without an end") == "[1, without an end");
  CHECK(html_figures("[1 " + std::string(40, 'x') + " ]").find("&nbsp;") == std::string::npos);
  CHECK(html_figures("") == "");
}

TEST_CASE("json in a script is ASCII that cannot end the script, and says the same") {
  const nlohmann::json value = {{"text", "</script><!--&\u2028\u00e9"}};
  const std::string text = script_json(value);
  for (const char* part : {"<", ">", "&", "\u2028", "\u00e9"}) {
    CHECK(text.find(part) == std::string::npos);
  }
  CHECK(nlohmann::json::parse(text) == value);
  CHECK(script_json("\xff") == "\"\\ufffd\"");
  CHECK(script_json(std::nan("")) == "null");
}

}  // namespace servesweep::io::html_text_test
