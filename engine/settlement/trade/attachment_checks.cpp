#include "engine/settlement/trade/trade_faults.hpp"

#include <algorithm>
#include <set>

namespace mutua::settlement {

namespace {

/// What a file must begin with; nothing for text.
struct FileType {
    std::string_view media_type;
    std::string_view first_bytes;
};

constexpr std::string_view zip_bytes = "PK\x03\x04";

constexpr FileType file_types[] = {
    {"application/pdf", "%PDF-"},
    {"image/png", "\x89PNG\r\n\x1A\n"},
    {"image/jpeg", "\xFF\xD8\xFF"},
    {"text/csv", ""},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zip_bytes},
    {"application/vnd.oasis.opendocument.spreadsheet", zip_bytes},
};

/// Base64 makes four bytes of three; a reader of XML takes ten million in one text.
constexpr std::size_t bytes_max = 7'000'000;

bool is_text(std::string_view bytes) {
    const bool is_other =
        std::any_of(std::begin(file_types), std::end(file_types), [bytes](const FileType& type) {
            return !type.first_bytes.empty() && bytes.starts_with(type.first_bytes);
        });
    return !is_other && bytes.find('\0') == std::string_view::npos;
}

bool is_plain_name(const std::string& name) {
    return !name.empty() && name != "." && name != ".." &&
           name.find_first_of("/\\:") == std::string::npos;
}

void check_file(const std::string& what, const EmbeddedFile& file, TradeFaults& faults) {
    faults.expect(is_plain_name(file.file_name), "D130", what + " has no plain file name",
                  "write a name without a path: 2026-000001.pdf");
    faults.expect(!file.bytes.empty(), "D130", what + " is empty",
                  "embed the file, or leave it out");
    const auto* type =
        std::find_if(std::begin(file_types), std::end(file_types),
                     [&file](const FileType& row) { return row.media_type == file.media_type; });
    if (type == std::end(file_types)) {
        const std::string& type_or_name =
            file.media_type.empty() ? file.file_name : file.media_type;
        return faults.add("D130", what + ": `" + type_or_name + "` may not be attached",
                          "attach a PDF, PNG, JPEG, CSV, XLSX or ODS");
    }
    const bool is_right =
        type->first_bytes.empty() ? is_text(file.bytes) : file.bytes.starts_with(type->first_bytes);
    faults.expect(file.bytes.empty() || is_right, "D130",
                  what + " is not what its type says: " + file.media_type,
                  "name the type that the file has, or attach the right file");
}

}  // namespace

void check_attachments(const TradeDocument& document, TradeFaults& faults) {
    std::size_t bytes = 0;
    std::set<std::string_view> names;
    for (const Attachment& each : document.attachments) {
        const std::string what = "the attachment `" + each.reference + "`";
        faults.expect(!each.reference.empty(), "D120", "an attachment has no reference",
                      "write its number or its file name");
        if (const auto* file = std::get_if<EmbeddedFile>(&each.content)) {
            check_file(what, *file, faults);
            faults.expect(names.insert(file->file_name).second, "D130",
                          what + ": another one has its file name, " + file->file_name,
                          "give each file a name of its own");
            bytes += file->bytes.size();
        }
        if (const auto* link = std::get_if<ExternalLink>(&each.content)) {
            const bool is_link =
                link->uri.starts_with("https://") || link->uri.starts_with("http://");
            faults.expect(is_link, "D130", what + " has no address that can be opened",
                          "write it in full: https://…");
        }
    }
    faults.expect(bytes <= bytes_max, "D130",
                  "the attachments have " + std::to_string(bytes) + " bytes, more than " +
                      std::to_string(bytes_max),
                  "make them smaller, or send them beside the document");
}

}  // namespace mutua::settlement
