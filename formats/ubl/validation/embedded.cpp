#include "formats/ubl/validation/embedded.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>
#include <array>

namespace mutua::ubl::validation {

namespace {

struct EmbeddedFile {
    std::string_view name;
    std::string_view text;
};

constexpr EmbeddedFile files[] = {
#include <embedded_files.inc>
};

constexpr std::string_view releases_folder = "releases/";
constexpr std::string_view release_file = "/codes.txt";

}  // namespace

std::string_view embedded_file(std::string_view name) {
    const auto* const found = std::find_if(std::begin(files), std::end(files),
                                           [name](const auto& one) { return one.name == name; });
    require(found != std::end(files), "the program has the data of its validator");
    return found->text;
}

std::vector<std::string_view> embedded_releases() {
    std::vector<std::string_view> found;
    for (const EmbeddedFile& file : files) {
        std::string_view name = file.name;
        if (!name.starts_with(releases_folder) || !name.ends_with(release_file)) { continue; }
        name.remove_prefix(releases_folder.size());
        name.remove_suffix(release_file.size());
        found.push_back(name);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace mutua::ubl::validation
