#include "tests/style/rooms.hpp"

#include <algorithm>
#include <regex>

namespace mutua::style {

namespace {

/// The innermost room that holds a file.
const Room* room_of(const std::string& path) {
    const Room* found = nullptr;
    for (const Room& room : rooms()) {
        const bool is_inner = found == nullptr || room.folder.size() > found->folder.size();
        if (is_in(path, room.folder) && is_inner) { found = &room; }
    }
    return found;
}

bool may_include(const Room& room, const Room& other) {
    return &room == &other || std::find(room.may_include.begin(), room.may_include.end(),
                                        other.folder) != room.may_include.end();
}

bool is_at(const std::string& path, const std::string& place) {
    return is_in(path, place) || path.starts_with(place + ".") ||
           (place.ends_with('_') && path.starts_with(place));
}

}  // namespace

const std::vector<Room>& rooms() {
    static const std::vector<std::string> shared_by_formats{
        "engine/core",       "engine/ledger", "engine/cooperative",
        "engine/settlement", "formats/xml",   "formats/words"};
    static const std::vector<Room> table = [] {
        std::vector<Room> all{
            {"engine/core", {}},
            {"engine/ruleset/syntax", {"engine/core"}},
            {"engine/ruleset/check", {"engine/core", "engine/ruleset/syntax"}},
            // The folder itself holds the door: a ruleset that has been read and checked.
            {"engine/ruleset", {"engine/core", "engine/ruleset/syntax", "engine/ruleset/check"}},
            {"engine/ruleset/program",
             {"engine/core", "engine/ruleset/syntax", "engine/ruleset/check", "engine/ruleset"}},
            {"engine/ruleset/run",
             {"engine/core", "engine/ruleset/syntax", "engine/ruleset/check", "engine/ruleset",
              "engine/ruleset/program"}},
            // Shares nothing with the machines but the checked ruleset and the shape of a case.
            {"engine/ruleset/oracle",
             {"engine/core", "engine/ruleset/syntax", "engine/ruleset/check", "engine/ruleset",
              "engine/ruleset/run"}},
            {"engine/ruleset/proof",
             {"engine/core", "engine/ruleset/syntax", "engine/ruleset/check", "engine/ruleset",
              "engine/ruleset/program", "engine/ruleset/run", "engine/ruleset/oracle"}},
            {"engine/ruleset/explain",
             {"engine/core", "engine/ruleset/syntax", "engine/ruleset/check", "engine/ruleset",
              "engine/ruleset/program", "engine/ruleset/run", "engine/ruleset/oracle"}},
            {"engine/ledger", {"engine/core"}},
            {"engine/cooperative", {"engine/core"}},
        };
        const auto add = [&all](const std::string& folder, std::vector<std::string> others) {
            all.push_back({folder, std::move(others)});
        };
        const auto all_so_far = [&all] {
            std::vector<std::string> folders;
            for (const Room& room : all) { folders.push_back(room.folder); }
            return folders;
        };
        add("engine/settlement", all_so_far());
        add("engine/store", all_so_far());
        add("engine/service", all_so_far());
        add("formats/xml", {"engine/core"});
        add("formats/archive", {"engine/core"});
        add("formats/words", {"engine/core", "engine/cooperative"});
        for (const char* format :
             {"ubl", "bank", "filings", "journal", "outbox", "pdf", "tabular"}) {
            add(std::string{"formats/"} + format, shared_by_formats);
        }
        add("cli", all_so_far());
        // Commands use what stands above them in cli; main() uses the commands.
        all.back().may_include.push_back("cli/commands");
        add("cli/commands", all_so_far());
        return all;
    }();
    return table;
}

const std::vector<ThirdParty>& third_parties() {
    static const std::vector<ThirdParty> table{
        {"soci/", {"engine/store"}, "only the store knows SQL"},
        {"sqlite3.h", {"engine/store"}, "only the store knows SQL"},
        {"libpq-fe.h", {"engine/store"}, "only the store knows SQL"},
        {"zstd.h", {"engine/store"}, "only the store packs what it keeps"},
        {"sodium",
         {"engine/core/digest", "engine/core/digest_stream"},
         "hashes and signatures have one door"},
        {"boost/", {"engine/core", "engine/ruleset"}, "exact numbers are Decimal elsewhere"},
        {"date/", {"engine/core"}, "days are Date and Month elsewhere"},
        {"libxml/", {"formats/xml"}, "one door to XML, with its dangers closed"},
        {"cairo", {"formats/pdf"}, "pages are drawn in one place"},
        {"pango/", {"formats/pdf"}, "pages are drawn in one place"},
        {"fontconfig/", {"formats/pdf"}, "pages are drawn in one place"},
        {"qrencode.h", {"formats/pdf"}, "pages are drawn in one place"},
        {"curl/", {"formats/outbox"}, "one door to the network"},
        {"arpa/", {"formats/outbox"}, "one door to the network"},
        {"netinet/", {"formats/outbox"}, "one door to the network"},
        {"resolv.h", {"formats/outbox"}, "one door to the network"},
        {"sys/socket.h", {"formats/outbox"}, "one door to the network"},
        {"zip.h", {"formats/archive"}, "archives have one door"},
        {"CLI/", {"cli"}, "only the command line knows argv"},
        {"toml++/", {"cli"}, "only the command line reads configuration"},
        {"nlohmann/",
         {"formats/tabular", "formats/outbox", "engine/ruleset/explain", "cli/commands/rules_",
          "cli/plan", "cli/plan_", "cli/commands/plan_"},
         "JSON is a format; explanations of rules are objects"},
        {"code_examples.inc",
         {"engine/ruleset/explain"},
         "made of fixtures/rules when the build is configured"},
        {"session_examples.inc",
         {"cli/commands/program_codes"},
         "made of fixtures/commands when the build is configured"},
        {"embedded_files.inc",
         {"formats/ubl/validation/embedded"},
         "made of the data of the validator when the build is configured"},
        {"fmt/", {"engine", "formats", "cli"}, "text is put together everywhere"},
        {"unistd.h", {"engine/store", "cli"}, "processes and files belong to the shell"},
        {"spawn.h", {"cli"}, "processes and files belong to the shell"},
        {"fcntl.h", {"engine/store", "cli"}, "processes and files belong to the shell"},
        {"signal.h", {"cli"}, "processes and files belong to the shell"},
        {"termios.h", {"cli"}, "only the command line knows the terminal"},
        {"sys/", {"engine/store", "cli"}, "processes and files belong to the shell"},
    };
    return table;
}

std::vector<Finding> check_rooms(const SourceFile& file) {
    if (!is_product(file.path)) { return {}; }
    const Room* room = room_of(file.path);
    if (room == nullptr) {
        return {{file.path, 1, "lies in no room: add a row to tests/style/rooms.cpp"}};
    }
    std::vector<Finding> found;
    for (const Include& include : includes_of(file.text)) {
        if (!include.is_quoted) { continue; }
        const Room* other = room_of(include.target);
        if (other != nullptr && may_include(*room, *other)) { continue; }
        found.push_back(
            {file.path, include.line, room->folder + " may not include " + include.target});
    }
    return found;
}

std::vector<Finding> check_third_parties(const SourceFile& file) {
    static const std::regex standard{"[a-z_0-9]+"};
    if (!is_product(file.path)) { return {}; }
    std::vector<Finding> found;
    for (const Include& include : includes_of(file.text)) {
        if (include.is_quoted || std::regex_match(include.target, standard)) { continue; }
        const auto known = std::find_if(
            third_parties().begin(), third_parties().end(),
            [&](const ThirdParty& row) { return include.target.starts_with(row.headers); });
        if (known == third_parties().end()) {
            found.push_back({file.path, include.line,
                             "<" + include.target + ">: give it a place in tests/style/rooms.cpp"});
            continue;
        }
        const bool is_home =
            std::any_of(known->places.begin(), known->places.end(),
                        [&](const std::string& at) { return is_at(file.path, at); });
        if (is_home) { continue; }
        found.push_back({file.path, include.line, "<" + include.target + ">: " + known->reason});
    }
    return found;
}

std::vector<Finding> check_include_paths(const SourceFile& file,
                                         const std::set<std::string>& paths) {
    if (!is_cpp(file.path)) { return {}; }
    std::vector<Finding> found;
    for (const Include& include : includes_of(file.text)) {
        if (!include.is_quoted || paths.contains(include.target)) { continue; }
        found.push_back({file.path, include.line,
                         "\"" + include.target + "\" names no file from the root of the tree"});
    }
    return found;
}

}  // namespace mutua::style
