#include "tests/style/bans.hpp"

#include "tests/style/sql_checks.hpp"

#include <algorithm>
#include <regex>
#include <utility>

namespace mutua::style {

namespace {

constexpr std::size_t lines_max = 500;

// Figures of law and policy, the whole list: a new one is added here. Rates, ceilings and amounts
// of Belgian pay, tax and VAT, the fee of the cooperative, the hours of a day.
constexpr const char* telling_figures =
    R"((^|[^0-9.])(13[.,]07|0\.1307|26[.,]75|0\.2675|42[.,]80|0\.428|53[.,]50|6[.,]50? ?%|0\.065)"
    R"(|33[.,]14|0\.3314|52[.,]54|0\.5254|11[.,]11|0\.1111|15[.,]38|0\.1538|30[.,]99|0\.935)"
    R"(|0\.4265|0\.4280|16[.,]?320|29[.,]?030|50[.,]?160|2[ .]?833[.,]27|3[ .]?271[.,]48))"
    R"(([^0-9]|$))";

// These could be an example of how something is printed, so they count in code and texts only.
constexpr const char* common_figures =
    R"((^|[^0-9.])(7\.6|1[.,]69|1[.,]08|108 ?%|0\.21|21[.,]00|21 ?%|6[.,]00 ?%|12[.,]00 ?%))"
    R"(([^0-9]|$))";

using Predicate = std::function<bool(const std::string&)>;
using Check = std::function<std::vector<Finding>(const SourceFile&)>;

bool is_program_text(const std::string& path) {
    return is_cpp(path) || path.ends_with(".rules") || path.ends_with("CMakeLists.txt") ||
           path.ends_with(".cmake") || is_in(path, "cli") || is_in(path, "tests");
}

/// Bad rule files are named after the message that they cause: R201.rules.
bool is_named_by_us(const std::string& path) {
    return is_cpp(path) || (path.ends_with(".rules") && !is_in(path, "fixtures/rules/bad"));
}

bool is_anything(const std::string&) { return true; }

Predicate among(std::string folder, std::string except = "") {
    return [folder = std::move(folder), except = std::move(except)](const std::string& path) {
        return is_cpp(path) && is_in(path, folder) && (except.empty() || !is_in(path, except));
    };
}

/// What a check reads of a C++ file; other files are always read whole.
enum class Reads { everything, no_comments, code };

std::string read(const SourceFile& file, Reads reads) {
    if (reads == Reads::everything || !is_cpp(file.path)) { return file.text; }
    return reads == Reads::code ? code_only(file.text) : without_comments(file.text);
}

/// Every line that matches the pattern; the file's own line is shown.
Check no_line_with(const std::string& pattern, Reads reads,
                   std::regex::flag_type flags = std::regex::ECMAScript) {
    return
        [regex = std::regex{pattern, flags | std::regex::optimize}, reads](const SourceFile& file) {
            const std::vector<std::string> shown = lines_of(file.text);
            const std::vector<std::string> read_lines = lines_of(read(file, reads));
            std::vector<Finding> found;
            for (std::size_t i = 0; i < read_lines.size(); ++i) {
                // A line of data is not searched: the regular expressions of the library recurse.
                if (read_lines[i].size() > 2'000) { continue; }
                if (std::regex_search(read_lines[i], regex)) {
                    found.push_back({file.path, i + 1, shown[i]});
                }
            }
            return found;
        };
}

/// Every place of one of the words, in lines of any length.
Check no_word(std::vector<std::string> words) {
    return [words = std::move(words)](const SourceFile& file) {
        std::vector<Finding> found;
        for (const std::string& word : words) {
            for (std::size_t at = file.text.find(word); at != std::string::npos;
                 at = file.text.find(word, at + 1)) {
                found.push_back({file.path, line_at(file.text, at), word});
            }
        }
        return found;
    };
}

std::vector<Finding> check_length(const SourceFile& file) {
    const std::size_t lines = lines_of(file.text).size();
    if (lines <= lines_max) { return {}; }
    return {{file.path, lines, std::to_string(lines) + " lines"}};
}

std::vector<Finding> check_pragma(const SourceFile& file) {
    std::size_t number = 0;
    for (const std::string& line : lines_of(without_comments(file.text))) {
        ++number;
        if (line.find_first_not_of(' ') == std::string::npos) { continue; }
        if (line == "#pragma once") { return {}; }
        return {{file.path, number, line}};
    }
    return {{file.path, 1, "no `#pragma once`"}};
}

std::vector<Finding> check_name(const SourceFile& file) {
    static const std::regex snake{"[a-z0-9_]+\\.[a-z]+"};
    const std::size_t slash = file.path.rfind('/');
    const std::string name = slash == std::string::npos ? file.path : file.path.substr(slash + 1);
    if (std::regex_match(name, snake)) { return {}; }
    return {{file.path, 1, name}};
}

/// A source includes its own header before anything else, so that the header stands alone.
std::vector<Finding> check_own_header(const SourceFile& file) {
    const std::string own = file.path.substr(0, file.path.size() - 4) + ".hpp";
    const std::vector<Include> includes = includes_of(file.text);
    for (std::size_t i = 1; i < includes.size(); ++i) {
        if (includes[i].is_quoted && includes[i].target == own) {
            return {{file.path, includes[i].line, "its own header comes first"}};
        }
    }
    return {};
}

/// A catch that does nothing says in a comment why nothing is left to do.
std::vector<Finding> check_empty_catch(const SourceFile& file) {
    static const std::regex pattern{R"(\bcatch\s*\([^)]*\)\s*\{\s*\})"};
    const std::string code = code_only(file.text);
    std::vector<Finding> found;
    for (std::sregex_iterator it{code.begin(), code.end(), pattern}, end; it != end; ++it) {
        const auto begin = static_cast<std::size_t>(it->position());
        const auto length = static_cast<std::size_t>(it->length());
        const bool is_explained = file.text.substr(begin, length).find("//") != std::string::npos;
        if (is_explained) { continue; }
        found.push_back({file.path, line_at(code, begin), "an empty catch"});
    }
    return found;
}

// The words are put together here so that a search of the tree for them stays silent.
constexpr const char* unfinished =
    "\\b(TO"
    "DO|FIX"
    "ME|XX"
    "X|HA"
    "CK)\\b|\\bnot (yet )?imple"
    "mented\\b|\\bst"
    "ub\\b"
    "|\\bplace"
    "holder\\b";

void add_number_bans(std::vector<Ban>& all) {
    all.push_back(
        {"no binary floating point", "an amount in binary is wrong by a cent some day", is_product,
         no_line_with(R"(\b(double|float)\b|\bstrto[df]\b|\bato[f]\b|\bsto[df]\b)", Reads::code)});
    all.push_back({"no floating literal", "a number with a point is a binary fraction in C++",
                   is_product,
                   no_line_with(R"((^|[^\w.'])([0-9][0-9']*\.[0-9]+|[0-9]+[eE][-+]?[0-9]+)\b)",
                                Reads::code)});
    all.push_back({"no law figure in C++", "rates, ceilings and amounts are dated rules",
                   is_product, no_line_with(telling_figures, Reads::everything)});
    all.push_back({"no rate in C++", "rates, ceilings and amounts are dated rules", is_product,
                   no_line_with(common_figures, Reads::no_comments)});
    all.push_back({"no cooperative's name in C++",
                   "a cooperative is a configuration and a package, never a branch", is_product,
                   no_line_with(R"(\b(joinus2eat|partago|topino|smart(be|coop))\b)",
                                Reads::everything, std::regex::icase)});
}

void add_purity_bans(std::vector<Ban>& all) {
    all.push_back({"no broken-down C time", "days are Date: no time zone, no locale", is_product,
                   no_line_with(R"(\bstd::tm\b|\bstruct tm\b|\b(gm|local|mk|strf|strp)time\b)",
                                Reads::code)});
    all.push_back(
        {"no clock below the command line", "the same inputs give the same bytes",
         [](const std::string& path) { return is_product(path) && !is_in(path, "cli"); },
         no_line_with(R"(::now\s*\(|\bstd::time\s*\(|#\s*include <ctime>)", Reads::code)});
    all.push_back(
        {"no files, streams or chance in the engine", "calculations take values and return values",
         among("engine", "engine/store"),
         no_line_with(R"(#\s*include <(fstream|iostream|filesystem|random)>)", Reads::code)});
    all.push_back(
        {"no files or streams in formats", "a format turns bytes into values and back",
         among("formats"),
         no_line_with(R"(#\s*include <(fstream|iostream|filesystem|random)>)", Reads::code)});
    all.push_back({"no locale", "a comma for a point would change every output", is_product,
                   no_line_with(R"(\bsetlocale\b|\bstd::locale\b|\.imbue\s*\()", Reads::code)});
    all.push_back({"no environment below the command line", "only the shell knows the machine",
                   [](const std::string& path) { return is_product(path) && !is_in(path, "cli"); },
                   no_line_with(R"(\bgetenv\b|\bsystem\s*\(|\bpopen\b)", Reads::code)});
}

void add_sql_bans(std::vector<Ban>& all) {
    all.push_back({"soci::use binds named variables",
                   "it keeps a reference, and the statement runs after temporaries are gone",
                   is_product, check_bound_values});
    all.push_back({"SQL is never put together", "a value in the text of SQL is an injection",
                   is_product, check_sql_texts});
}

void add_shape_bans(std::vector<Ban>& all) {
    all.push_back({"nothing unfinished", "what is not done is an issue, not a comment",
                   is_program_text,
                   no_line_with(unfinished, Reads::everything, std::regex::icase)});
    all.push_back({"files of at most 500 lines", "past that, look for the second idea", is_cpp,
                   check_length});
    all.push_back({"headers begin with #pragma once", "a header is read once",
                   [](const std::string& path) { return path.ends_with(".hpp"); }, check_pragma});
    all.push_back(
        {"files are named in snake_case", "one spelling, to be found", is_named_by_us, check_name});
    all.push_back({"a source includes its own header first", "so the header stands alone",
                   [](const std::string& path) { return path.ends_with(".cpp"); },
                   check_own_header});
    all.push_back({"no using namespace in a header", "it spills into every reader",
                   [](const std::string& path) { return path.ends_with(".hpp"); },
                   no_line_with(R"(^using namespace\b)", Reads::code)});
    all.push_back(
        {"no empty catch", "a failure is handled or passes on", is_product, check_empty_catch});
    all.push_back({"require(), never assert()", "promises hold in every build", is_product,
                   no_line_with(R"((^|[^_\w])assert\s*\()", Reads::code)});
}

void add_machine_bans(std::vector<Ban>& all, const std::string& source_folder) {
    std::vector<std::string> words{
        "/ho"
        "me/",
        "/Us"
        "ers/",
        "deb.deb"
        "ian.org",
        "snapshot.deb"
        "ian.org",
        "host.docker.inter"
        "nal"};
    // A tree in a folder right below the root could be called anything: /src, /m.
    if (source_folder.find('/', 1) != std::string::npos) { words.push_back(source_folder); }
    all.push_back({"no path or host of a machine", "the tree works where it is cloned", is_anything,
                   no_word(std::move(words))});
}

}  // namespace

std::vector<Ban> bans(const std::string& source_folder) {
    std::vector<Ban> all;
    add_number_bans(all);
    add_purity_bans(all);
    add_sql_bans(all);
    add_shape_bans(all);
    add_machine_bans(all, source_folder);
    return all;
}

std::vector<Finding> findings(const Ban& ban, const SourceFile& file) {
    return ban.looks_at(file.path) ? ban.check(file) : std::vector<Finding>{};
}

}  // namespace mutua::style
