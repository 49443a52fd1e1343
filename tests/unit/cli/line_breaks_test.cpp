#include "cli/line_breaks.hpp"

#include <catch2/catch.hpp>

#include <ostream>
#include <sstream>
#include <string>

using mutua::cli::broken_line;
using mutua::cli::LineBreaks;

namespace {

std::string on_terminal(const std::string& text) {
    std::ostringstream terminal;
    LineBreaks breaks{terminal};
    std::ostream{&breaks} << text;
    return terminal.str();
}

}  // namespace

TEST_CASE("a message is broken on a terminal, its help below its first word", "[cli]") {
    CHECK(on_terminal("clients.csv:3:7: error I199: the enterprise number has wrong check digits "
                      "and belongs to nobody\n"
                      "  = help: write it as the Crossroads Bank for Enterprises has it, ten "
                      "digits with or without points\n"
                      "short\n") ==
          "clients.csv:3:7: error I199: the enterprise number has wrong check digits and\n"
          "  belongs to nobody\n"
          "  = help: write it as the Crossroads Bank for Enterprises has it, ten digits\n"
          "          with or without points\n"
          "short\n");
}

TEST_CASE("a command to be copied stays on one line where it can", "[cli]") {
    CHECK(on_terminal("  = help: somebody else holds the store at this moment; look later with "
                      "`mutua verify --json`, or wait\n") ==
          "  = help: somebody else holds the store at this moment; look later with\n"
          "          `mutua verify --json`, or wait\n");
}

TEST_CASE("what is laid out passes as it is", "[cli]") {
    const std::string blanks(90, ' ');
    for (const std::string& line :
         {" 12 | x" + blanks + "y\n", "    | " + blanks + "^^^^\n", "file\trule" + blanks + "x\n",
          "  {\"message\": \"" + blanks + "\"}\n", std::string(100, 'x') + "\n"}) {
        CHECK(on_terminal(line) == line);
    }
}

TEST_CASE("a question is on the screen before its line ends", "[cli]") {
    std::ostringstream terminal;
    LineBreaks breaks{terminal};
    std::ostream err{&breaks};
    err << "Issue 2 invoices? [y/N] " << std::flush;
    CHECK(terminal.str() == "Issue 2 invoices? [y/N] ");
}

TEST_CASE("columns are counted, not bytes", "[cli]") {
    std::string letters;
    for (int i = 0; i < 39; ++i) { letters += "é"; }
    CHECK(broken_line(letters + " " + letters, 0) == letters + " " + letters);
    CHECK(broken_line(letters + "éé " + letters, 4) == letters + "éé\n    " + letters);
}
