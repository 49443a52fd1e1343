#include "formats/ubl/validation/code_lists.hpp"

#include "engine/core/contract.hpp"
#include "formats/ubl/validation/entries.hpp"

#include <algorithm>

namespace mutua::ubl::validation {

CodeList::CodeList(std::vector<std::string> codes) : codes_{std::move(codes)}, spaced_{" "} {
    for (const std::string& code : codes_) { spaced_.append(code).append(" "); }
    std::sort(codes_.begin(), codes_.end());
}

bool CodeList::has(std::string_view code) const {
    return std::binary_search(codes_.begin(), codes_.end(), code, std::less<>{});
}

CodeLists read_code_lists(std::string_view text) {
    CodeLists lists;
    for (const Entry& entry : entries(text)) {
        const std::string name = entry.text.substr(0, entry.text.find(' '));
        std::vector<std::string> codes;
        for (const std::string& line : entry.indented) {
            for (const std::string_view code : words(line)) { codes.emplace_back(code); }
        }
        require(!codes.empty() && entry.text.ends_with(':'), "a code list has a head and codes");
        lists.emplace(name, CodeList{std::move(codes)});
    }
    return lists;
}

}  // namespace mutua::ubl::validation
