#include "cli/commands/attached_files.hpp"

#include "formats/tabular/csv_encoding.hpp"

#include <algorithm>
#include <set>
#include <variant>

namespace mutua::cli {

std::string safe_file_name(std::string_view name, const std::string& otherwise) {
    constexpr std::size_t longest = 100;
    constexpr std::string_view kept_by_systems = "<>:\"|?*\x7F";
    if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos) {
        name.remove_prefix(slash + 1);
    }
    std::string safe;
    while (!name.empty()) {
        const bool is_hidden = tabular::find_control_character(name) == 0;
        const bool is_plain =
            !is_hidden && kept_by_systems.find(name.front()) == std::string_view::npos;
        safe += is_plain ? name.front() : '_';
        name.remove_prefix(is_hidden ? tabular::hidden_length(name) : 1);
    }
    // A name is cut before its ending, and never within a character.
    if (safe.size() > longest) {
        const std::size_t dot = safe.rfind('.');
        const bool has_ending = dot != std::string::npos && safe.size() - dot <= 10;
        const std::string ending = has_ending ? safe.substr(dot) : "";
        safe.resize(longest - ending.size());
        safe.resize(tabular::valid_utf8_prefix(safe));
        safe += ending;
    }
    const auto is_edge = [](char c) { return c == '.' || c == ' '; };
    while (!safe.empty() && is_edge(safe.back())) { safe.pop_back(); }
    const auto begin = std::find_if_not(safe.begin(), safe.end(), is_edge);
    safe.erase(safe.begin(), begin);
    const bool is_text = tabular::valid_utf8_prefix(safe) == safe.size();
    return safe.empty() || !is_text ? otherwise : safe;
}

std::vector<NamedFile> attached_files(const settlement::TradeDocument& document,
                                      const std::string& prefix) {
    std::vector<NamedFile> files;
    std::set<std::string> names;
    for (const settlement::Attachment& attachment : document.attachments) {
        const auto* file = std::get_if<settlement::EmbeddedFile>(&attachment.content);
        if (file == nullptr) { continue; }
        const std::string place = std::to_string(files.size() + 1);
        const std::string plain =
            prefix + "-" + safe_file_name(file->file_name, "attachment-" + place);
        const std::string name =
            names.insert(plain).second
                ? plain
                : prefix + "-" + place + "-" + safe_file_name(file->file_name, "attachment");
        names.insert(name);
        files.push_back({name, file});
    }
    return files;
}

}  // namespace mutua::cli
