#include "formats/outbox/name_record.hpp"

#include <algorithm>
#include <tuple>

namespace mutua::outbox {

namespace {

bool same_letters(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
        const auto small = [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        };
        return small(a) == small(b);
    });
}

std::optional<std::uint16_t> take_number(std::string_view& bytes) {
    if (bytes.size() < 2) { return std::nullopt; }
    const auto high = static_cast<unsigned char>(bytes[0]);
    const auto low = static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    return static_cast<std::uint16_t>(high * 256 + low);
}

/// A text behind its length.
std::optional<std::string> take_text(std::string_view& bytes) {
    if (bytes.empty()) { return std::nullopt; }
    const std::size_t length = static_cast<unsigned char>(bytes.front());
    if (bytes.size() < length + 1) { return std::nullopt; }
    std::string text{bytes.substr(1, length)};
    bytes.remove_prefix(length + 1);
    return text;
}

/// What the expression puts in the place of the whole name.
std::optional<std::string> replacement_in(std::string_view expression) {
    if (expression.size() < 4) { return std::nullopt; }
    const char mark = expression.front();
    const std::size_t middle = expression.find(mark, 1);
    if (middle == std::string_view::npos) { return std::nullopt; }
    const std::size_t end = expression.find(mark, middle + 1);
    const std::string_view pattern = expression.substr(1, middle - 1);
    const bool is_whole = pattern == ".*" || pattern == "^.*$" || pattern == "^.*";
    if (end == std::string_view::npos || !is_whole) { return std::nullopt; }
    const std::string_view text = expression.substr(middle + 1, end - middle - 1);
    if (text.empty() || text.find('\\') != std::string_view::npos) { return std::nullopt; }
    return std::string{text};
}

}  // namespace

std::optional<NameRecord> read_name_record(std::string_view bytes) {
    const auto order = take_number(bytes);
    const auto preference = take_number(bytes);
    const auto flags = take_text(bytes);
    const auto service = take_text(bytes);
    const auto expression = take_text(bytes);
    if (!order || !preference || !flags || !service || !expression || bytes.empty()) {
        return std::nullopt;
    }
    return NameRecord{*order, *preference, *flags, *service, *expression};
}

std::optional<std::string> service_url(std::vector<NameRecord> records, std::string_view service) {
    std::stable_sort(
        records.begin(), records.end(), [](const NameRecord& left, const NameRecord& right) {
            return std::tie(left.order, left.preference) < std::tie(right.order, right.preference);
        });
    for (const NameRecord& record : records) {
        if (!same_letters(record.flags, "U") || !same_letters(record.service, service)) {
            continue;
        }
        if (auto url = replacement_in(record.expression)) { return url; }
    }
    return std::nullopt;
}

}  // namespace mutua::outbox
