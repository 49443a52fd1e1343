#include "formats/pdf/catalog_language.hpp"

#include <charconv>
#include <string_view>
#include <system_error>

namespace mutua::pdf {

std::string with_language(std::string file, const std::string& language) {
    constexpr std::string_view catalog_begin = "<< /Type /Catalog\n";
    constexpr std::string_view table_begin = "startxref\n";
    const std::size_t catalog = file.rfind(catalog_begin);
    const std::size_t end = file.rfind(table_begin);
    if (catalog == std::string::npos || end == std::string::npos || end < catalog) { return file; }
    // The catalog is the last object: behind it only the place of the table moves.
    const std::size_t table = file.find("\nxref\n", catalog);
    if (table == std::string::npos || file.find(" obj\n", catalog) < table) { return file; }

    const std::size_t place = end + table_begin.size();
    const std::size_t place_end = file.find('\n', place);
    std::size_t offset = 0;
    const auto read = std::from_chars(file.data() + place, file.data() + place_end, offset);
    if (read.ec != std::errc{} || offset != table + 1) { return file; }
    const std::string entries =
        "   /Lang (" + language + ")\n   /ViewerPreferences << /DisplayDocTitle true >>\n";
    file.replace(place, place_end - place, std::to_string(offset + entries.size()));
    file.insert(catalog + catalog_begin.size(), entries);
    return file;
}

}  // namespace mutua::pdf
