#include "cli/commands/csv_chunks.hpp"

#include "cli/commands/two_machines.hpp"
#include "formats/tabular/csv_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <istream>

namespace mutua::cli {

namespace {

/// A quote that is never closed would take the rest of the file.
constexpr std::size_t row_bytes_max = std::size_t{16} << 20U;

/// Line ends, many bytes a step: the lanes are bytes, so they are added up before one runs over.
MUTUA_INLINE std::size_t line_ends(std::string_view text) {
    constexpr std::size_t lanes = 32;
    constexpr std::size_t steps_max = 255;
    std::size_t count = 0;
    std::size_t at = 0;
    while (at + lanes <= text.size()) {
        std::array<std::uint8_t, lanes> found{};
        const std::size_t steps = std::min((text.size() - at) / lanes, steps_max);
        for (std::size_t step = 0; step < steps; ++step, at += lanes) {
            for (std::size_t k = 0; k < lanes; ++k) {
                found[k] = static_cast<std::uint8_t>(found[k] + (text[at + k] == '\n'));
            }
        }
        for (const std::uint8_t lane : found) { count += lane; }
    }
    for (; at < text.size(); ++at) { count += text[at] == '\n' ? 1 : 0; }
    return count;
}

std::size_t line_ends_baseline(std::string_view text) { return line_ends(text); }
MUTUA_MODERN std::size_t line_ends_modern(std::string_view text) { return line_ends(text); }

std::size_t line_ends_in(std::string_view text) {
    static const auto count = is_modern_machine() ? line_ends_modern : line_ends_baseline;
    return count(text);
}

}  // namespace

bool CsvChunks::fill() {
    text_.erase(0, taken_);
    taken_ = 0;
    const std::size_t kept = text_.size();
    text_.resize(kept + chunk_bytes_);
    input_.read(text_.data() + kept, static_cast<std::streamsize>(chunk_bytes_));
    text_.resize(kept + static_cast<std::size_t>(input_.gcount()));
    return text_.size() > kept;
}

/// Behind the last line end outside quotes.
std::size_t CsvChunks::end_of_rows() const {
    const std::size_t last = text_.rfind('\n');
    if (last == std::string::npos) { return 0; }
    if (text_.find('"') == std::string::npos) { return last + 1; }
    std::size_t end = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (text_[i] == '"') { inside = !inside; }
        if (text_[i] == '\n' && !inside) { end = i + 1; }
    }
    return end;
}

const std::string& CsvChunks::header() {
    while (header_.empty() && (taken_ < text_.size() || fill())) {
        if (line_ == 1 && text_.starts_with(tabular::byte_order_mark)) {
            taken_ = tabular::byte_order_mark.size();
        }
        std::size_t end = text_.find('\n', taken_);
        while (end == std::string::npos && fill()) { end = text_.find('\n', taken_); }
        const std::size_t behind = end == std::string::npos ? text_.size() : end + 1;
        const std::string line = text_.substr(taken_, behind - taken_);
        taken_ = behind;
        header_line_ = line_++;
        if (line.find_first_not_of("\r\n") != std::string::npos) { header_ = line; }
    }
    return header_;
}

bool CsvChunks::next(CsvChunk& chunk) {
    const bool read = fill();
    std::size_t end = end_of_rows();
    while (read && end == 0 && text_.size() < row_bytes_max && fill()) { end = end_of_rows(); }
    if (end == 0 || !read) { end = text_.size(); }
    if (end == 0) { return false; }
    chunk.rows = std::string_view{text_}.substr(0, end);
    chunk.first_line = line_;
    const std::size_t ends = line_ends_in(chunk.rows);
    chunk.line_count = ends + (chunk.rows.ends_with('\n') ? 0 : 1);
    line_ += ends;
    taken_ = end;
    return true;
}

}  // namespace mutua::cli
