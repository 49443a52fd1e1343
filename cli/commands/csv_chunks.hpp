#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

namespace mutua::cli {

/// Some whole rows of a CSV file, as they stand in it.
struct CsvChunk {
    std::string_view rows;
    std::size_t first_line = 1;  ///< line of the file on which they begin
    std::size_t line_count = 0;  ///< one without its end is counted too
};

/// Reads a CSV file piece by piece, so that its size costs no memory. A row is never cut: the line
/// ends inside quotes belong to it.
class CsvChunks {
public:
    /// Some hundred rows a time: their columns stay in the cache, and few go with a bad one.
    explicit CsvChunks(std::istream& input, std::size_t chunk_bytes = std::size_t{1} << 15U)
        : input_{input}, chunk_bytes_{chunk_bytes} {}

    /// The line that names the columns, with its end; blank lines before it are passed.
    [[nodiscard]] const std::string& header();
    [[nodiscard]] std::size_t header_line() const noexcept { return header_line_; }

    /// The next rows; false at the end. They last until the next call.
    bool next(CsvChunk& chunk);

private:
    bool fill();
    [[nodiscard]] std::size_t end_of_rows() const;

    std::istream& input_;
    std::size_t chunk_bytes_;
    std::string header_;
    std::string text_;
    std::size_t taken_ = 0;  ///< bytes of text_ that were given out
    std::size_t line_ = 1;
    std::size_t header_line_ = 1;
};

}  // namespace mutua::cli
