#pragma once

#include <cstddef>
#include <iosfwd>
#include <streambuf>
#include <string>

namespace mutua::cli {

/// A line of prose, and below it, behind `indent` blanks, what does not fit in 80 columns. What
/// stands in backticks stays together where it can, to be copied; a word longer than a line stays
/// whole.
[[nodiscard]] std::string broken_line(std::string line, std::size_t indent);

/// Messages on their way to a terminal: sentences are broken, while lines of files, marks under
/// them, tables and JSON pass as they are. A question passes when it is flushed.
class LineBreaks : public std::streambuf {
public:
    explicit LineBreaks(std::ostream& terminal) : terminal_{terminal} {}
    ~LineBreaks() override;
    LineBreaks(const LineBreaks&) = delete;
    LineBreaks& operator=(const LineBreaks&) = delete;
    LineBreaks(LineBreaks&&) = delete;
    LineBreaks& operator=(LineBreaks&&) = delete;

protected:
    int_type overflow(int_type next) override;
    int sync() override;

private:
    std::ostream& terminal_;
    std::string line_;
};

}  // namespace mutua::cli
