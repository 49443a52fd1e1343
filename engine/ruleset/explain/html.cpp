#include "engine/ruleset/explain/html.hpp"

namespace mutua::ruleset::html {

namespace {

constexpr std::string_view style = R"css(
body { font: 16px/1.5 Georgia, 'Times New Roman', serif; color: #1c1c1c; background: #fff;
  max-width: 60em; margin: 0 auto; padding: 2em 1.2em 4em; }
h1, h2, h3, th, dt, nav, .kind, .facts { font-family: 'Helvetica Neue', Arial, sans-serif; }
h1 { font-size: 1.7em; margin: 0 0 .2em; }
h2 { font-size: 1.25em; margin: 2.2em 0 .6em; border-bottom: 2px solid #1c1c1c; }
h3 { font-size: 1.05em; margin: 0 0 .3em; }
section { margin: 0 0 1.2em; padding: .9em 0 .3em; border-top: 1px solid #ccc; }
h2 + section { border-top: 0; padding-top: 0; }
a { color: #0b4a8f; text-decoration: none; }
a:hover { text-decoration: underline; }
.kind { font-weight: normal; color: #666; font-size: .85em; margin-left: .6em; }
.facts { color: #444; font-size: .85em; margin: .1em 0 .6em; }
.note { color: #333; margin: .3em 0 .7em; }
.mark { background: #fff3c4; padding: 0 .3em; }
table { border-collapse: collapse; margin: .4em 0 .8em; width: 100%; }
th { text-align: left; font-size: .78em; color: #555; border-bottom: 1px solid #999; }
th, td { padding: .25em .9em .25em 0; vertical-align: top; }
table.brackets { width: auto; }
table.brackets th, table.brackets td { padding-right: 2.5em; }
table.brackets th:last-child, table.figures th:nth-child(n + 3):not(:last-child) {
  text-align: right; }
td { border-bottom: 1px solid #e6e6e6; font-size: .92em; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.day { white-space: nowrap; font-variant-numeric: tabular-nums; }
pre { font: .85em/1.45 'DejaVu Sans Mono', Menlo, Consolas, monospace; background: #f6f6f4;
  padding: .5em .8em; margin: .2em 0 .4em; white-space: pre-wrap; }
pre b { font-weight: normal; color: #7a3b00; }
td pre { margin: 0; padding: .1em .4em; }
.labels { font-size: .88em; color: #333; margin: .1em 0 .5em; }
.labels span { margin-right: 1.2em; }
.labels i { font-style: normal; color: #888; margin-right: .3em; }
.links { font-size: .85em; color: #444; margin: .2em 0; }
nav ul { columns: 16em 3; padding-left: 1.1em; font-size: .85em; }
footer { margin-top: 3em; font-size: .78em; color: #777; word-break: break-all; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  a { color: inherit; }
  .source a::after { content: ' <' attr(href) '>'; font-size: .8em; word-break: break-all; }
  section, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
)css";

}  // namespace

std::string escaped(std::string_view text) {
    std::string made;
    for (const char c : text) {
        switch (c) {
            case '&':
                made += "&amp;";
                break;
            case '<':
                made += "&lt;";
                break;
            case '>':
                made += "&gt;";
                break;
            case '"':
                made += "&quot;";
                break;
            default:
                made += c;
        }
    }
    return made;
}

std::string escaped_words(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const std::size_t begin = text.find('`');
        const std::size_t end = begin == std::string_view::npos ? begin : text.find('`', begin + 1);
        if (end == std::string_view::npos) { break; }
        made += escaped(text.substr(0, begin));
        made += element("code", escaped(text.substr(begin + 1, end - begin - 1)));
        text.remove_prefix(end + 1);
    }
    return made + escaped(text);
}

std::string element(std::string_view tag, std::string_view content, std::string_view attributes) {
    std::string made = "<" + std::string{tag};
    if (!attributes.empty()) { made += " " + std::string{attributes}; }
    return made + ">" + std::string{content} + "</" + std::string{tag} + ">";
}

std::string link(std::string_view target, std::string_view content) {
    return element("a", content, "href=\"" + escaped(target) + "\"");
}

std::string page(std::string_view language, std::string_view title, std::string_view body) {
    std::string made = "<!DOCTYPE html>\n<html lang=\"" + std::string{language} +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n";
    made += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    made += element("title", escaped(title)) + "\n<style>" + std::string{style} + "</style>\n";
    return made + "</head>\n<body>\n" + std::string{body} + "</body>\n</html>\n";
}

}  // namespace mutua::ruleset::html
