#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace mutua::tabular {

/// Hands a JSON parser byte after byte and tells others how many it took: the parser itself reports
/// no positions.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t* taken) : at_{at}, taken_{taken} {}

    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        ++at_;
        ++*taken_;
        return *this;
    }
    CountingIterator operator++(int) {
        const CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator& left, const CountingIterator& right) {
        return left.at_ == right.at_;
    }
    friend bool operator!=(const CountingIterator& left, const CountingIterator& right) {
        return left.at_ != right.at_;
    }

private:
    const char* at_;
    std::size_t* taken_;
};

struct TextPlace {
    std::size_t line;
    std::size_t column;
};

/// Lines and columns of the bytes of a text.
class TextPlaces {
public:
    explicit TextPlaces(std::string_view input) : input_{input} {}

    /// Asked for places mostly rise, so lines are counted from the last. A byte behind the end
    /// counts as the end.
    TextPlace of(std::size_t at) {
        at = std::min(at, input_.size());
        if (at < counted_) {
            counted_ = 0;
            line_ = 1;
            line_start_ = 0;
        }
        for (; counted_ < at; ++counted_) {
            if (input_[counted_] != '\n') { continue; }
            ++line_;
            line_start_ = counted_ + 1;
        }
        return {line_, at - line_start_ + 1};
    }

    /// The whole line that a byte stands on, without its end.
    std::string_view line_of(std::size_t at) {
        static_cast<void>(of(at));
        const std::size_t end = std::min(input_.find('\n', line_start_), input_.size());
        std::string_view line = input_.substr(line_start_, end - line_start_);
        if (line.ends_with('\r')) { line.remove_suffix(1); }
        return line;
    }

private:
    std::string_view input_;
    std::size_t counted_ = 0;
    std::size_t line_ = 1;
    std::size_t line_start_ = 0;
};

}  // namespace mutua::tabular
