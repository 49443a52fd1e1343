#include "engine/ruleset/syntax/formatter_layout.hpp"

#include <algorithm>
#include <optional>

namespace mutua::ruleset::syntax {

namespace {

/// Where an expression may be broken, from the loosest to the tightest.
enum class Break : std::uint8_t {
    list,     ///< after `,` and `;`
    colon,    ///< after `:`
    choice,   ///< before `then` and `else`
    or_word,  ///< before `or`
    and_word,
    comparison,
    sum,
    product,
    where,
    none,
};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// What kind of break a word offers; `before` is the word in front of it.
Break break_at(const FormatToken& before, const FormatToken& word) {
    if (before.kind == TokenKind::mark && is_one_of(before.text, {",", ";"})) {
        return Break::list;
    }
    if (before.kind == TokenKind::mark && before.text == ":") { return Break::colon; }
    if (word.kind == TokenKind::mark) {
        if (!word.gap) { return Break::none; }
        if (is_one_of(word.text, {"<", "<=", ">", ">="})) { return Break::comparison; }
        if (is_one_of(word.text, {"*", "/"})) { return Break::product; }
        const bool adds = is_one_of(word.text, {"+", "-"}) && !word.sign;
        return adds ? Break::sum : Break::none;
    }
    if (word.kind != TokenKind::word) { return Break::none; }
    if (is_one_of(word.text, {"then", "else"})) { return Break::choice; }
    if (word.text == "or") { return Break::or_word; }
    if (word.text == "and") { return Break::and_word; }
    if (word.text == "is") { return Break::comparison; }
    return word.text == "where" ? Break::where : Break::none;
}

/// Calls `visit(i)` for each word of [begin, end) outside inner brackets.
template <typename Visit>
void each_outside(const FormatTokens& tokens, std::size_t begin, std::size_t end, Visit visit) {
    for (std::size_t i = begin; i < end; ++i) {
        visit(i);
        if (tokens[i].partner > i && tokens[i].partner < end) { i = tokens[i].partner; }
    }
}

Break loosest_break(const FormatTokens& tokens, std::size_t begin, std::size_t end) {
    Break loosest = Break::none;
    each_outside(tokens, begin, end, [&](std::size_t i) {
        if (i > begin) { loosest = std::min(loosest, break_at(tokens[i - 1], tokens[i])); }
    });
    return loosest;
}

/// The words at which a new piece begins, `begin` first.
std::vector<std::size_t> pieces_of(const FormatTokens& tokens, std::size_t begin, std::size_t end,
                                   Break kind) {
    std::vector<std::size_t> pieces;
    each_outside(tokens, begin, end, [&](std::size_t i) {
        if (i == begin || break_at(tokens[i - 1], tokens[i]) == kind) { pieces.push_back(i); }
    });
    return pieces;
}

bool takes_a_line_each(Break kind) {
    return kind == Break::choice || kind == Break::or_word || kind == Break::and_word ||
           kind == Break::sum;
}

std::size_t gap_of(const FormatTokens& tokens, std::size_t i) { return tokens[i].gap ? 1 : 0; }

class Layout {
public:
    Layout(Page& page, const FormatTokens& tokens) : page_{page}, tokens_{tokens} {}

    void run(std::size_t begin, std::size_t end, std::size_t indent, std::size_t reserve) {
        if (begin >= end) { return; }
        if (fits(begin, end, reserve)) {
            flat(begin, end);
            return;
        }
        const Break kind = loosest_break(tokens_, begin, end);
        if (kind == Break::none) {
            through_brackets(begin, end, indent, reserve);
        } else {
            in_pieces(pieces_of(tokens_, begin, end, kind), end, indent, reserve, kind);
        }
    }

private:
    [[nodiscard]] bool fits(std::size_t begin, std::size_t end, std::size_t reserve) const {
        return page_.column() + flat_width(tokens_, begin, end) + reserve <= page_width;
    }

    void flat(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            page_.put(i > begin ? gap_of(tokens_, i) : 0, tokens_[i].text);
        }
    }

    void in_pieces(const std::vector<std::size_t>& pieces, std::size_t end, std::size_t indent,
                   std::size_t reserve, Break kind) {
        const std::size_t inner = kind == Break::list ? indent : indent + 2;
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            const bool last = k + 1 == pieces.size();
            const std::size_t piece_end = last ? end : pieces[k + 1];
            const std::size_t free = last ? reserve : 0;
            const std::size_t gap = gap_of(tokens_, pieces[k]);
            const bool breaks =
                k > 0 && (takes_a_line_each(kind) || !fits(pieces[k], piece_end, free + gap));
            if (breaks) {
                page_.new_line(kind == Break::colon ? indent + 2 : indent);
            } else if (k > 0) {
                page_.put(gap, "");
            }
            run(pieces[k], piece_end, inner, free);
        }
    }

    /// Nothing can be broken outside the brackets: they are opened one after the other.
    void through_brackets(std::size_t begin, std::size_t end, std::size_t indent,
                          std::size_t reserve) {
        std::optional<std::size_t> match_column;
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t gap = i > begin && !closes_match_ ? gap_of(tokens_, i) : 0;
            closes_match_ = false;
            if (tokens_[i].kind == TokenKind::word && tokens_[i].text == "match") {
                match_column = page_.column() + gap;
            }
            page_.put(gap, tokens_[i].text);
            const std::size_t close = tokens_[i].partner;
            if (close <= i || close >= end) { continue; }
            const std::size_t behind = rest_on_line(close, end, reserve);
            if (tokens_[i].text == "{" && match_column) {
                cases(i + 1, close, *match_column);
                match_column.reset();
            } else {
                inside(i, close, indent, behind);
            }
            i = close - 1;
        }
    }

    /// Columns from a closing bracket to the end, or to where the next bracket can be opened.
    [[nodiscard]] std::size_t rest_on_line(std::size_t close, std::size_t end,
                                           std::size_t reserve) const {
        for (std::size_t i = close + 1; i < end; ++i) {
            const bool opens = tokens_[i].partner > i && tokens_[i].partner < end;
            if (opens) { return flat_width(tokens_, close, i + 1) + gap_of(tokens_, close); }
        }
        return flat_width(tokens_, close, end) + gap_of(tokens_, close) + reserve;
    }

    void inside(std::size_t open, std::size_t close, std::size_t indent, std::size_t behind) {
        const std::size_t begin = open + 1;
        const std::size_t column = page_.column() + gap_of(tokens_, begin);
        const bool cramped =
            column > indent + 4 && widest_piece(begin, close) + column > page_width;
        if (cramped) {
            page_.new_line(indent + 2);
        } else {
            page_.put(gap_of(tokens_, begin), "");
        }
        run(begin, close, page_.column(), behind);
    }

    [[nodiscard]] std::size_t widest_piece(std::size_t begin, std::size_t end) const {
        const Break kind = loosest_break(tokens_, begin, end);
        if (kind == Break::none) { return flat_width(tokens_, begin, end); }
        const std::vector<std::size_t> pieces = pieces_of(tokens_, begin, end, kind);
        std::size_t widest = 0;
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            const std::size_t piece_end = k + 1 < pieces.size() ? pieces[k + 1] : end;
            widest = std::max(widest, flat_width(tokens_, pieces[k], piece_end));
        }
        return widest;
    }

    /// The cases of a `match`, one a line, and the place of its closing bracket.
    void cases(std::size_t begin, std::size_t end, std::size_t column) {
        const std::vector<std::size_t> pieces = pieces_of(tokens_, begin, end, Break::list);
        for (std::size_t k = 0; k < pieces.size(); ++k) {
            page_.new_line(column + 2);
            run(pieces[k], k + 1 < pieces.size() ? pieces[k + 1] : end, column + 2, 0);
        }
        page_.new_line(column);
        closes_match_ = true;
    }

    Page& page_;
    const FormatTokens& tokens_;
    bool closes_match_ = false;  ///< the next word stands where its line begins
};

bool may_begin_a_line(const FormatToken& token) {
    return token.gap && !(token.kind == TokenKind::mark && is_one_of(token.text, {"%", "="}));
}

}  // namespace

void Page::put(std::string_view text) {
    text_ += text;
    column_ += columns_of(text);
}

void Page::put(std::size_t blanks, std::string_view text) {
    text_.append(blanks, ' ');
    column_ += blanks;
    put(text);
}

void Page::new_line(std::size_t indent) {
    while (!text_.empty() && text_.back() == ' ') { text_.pop_back(); }
    if (!text_.empty() && text_.back() != '\n') { text_ += '\n'; }
    text_.append(indent, ' ');
    column_ = indent;
    ++lines_;
}

void Page::empty_line() {
    new_line(0);
    const bool already = text_.empty() || (text_.size() > 1 && text_[text_.size() - 2] == '\n');
    if (!already) { text_ += '\n'; }
}

void Page::comments(const FormatToken& token, std::size_t indent, bool keep_blanks) {
    bool first = true;
    for (const Comment& comment : token.comments) {
        const std::size_t width = columns_of(comment.text);
        if (comment.trailing && column_ > 0 && column_ + 2 + width <= page_width) {
            put(2, comment.text);
        } else {
            new_line(0);
            if (keep_blanks && !first && comment.blank_before) { empty_line(); }
            new_line(indent);
            put(comment.text);
        }
        first = false;
    }
}

std::string Page::take() {
    new_line(0);
    return std::move(text_);
}

void lay_out(Page& page, const FormatTokens& tokens, std::size_t begin, std::size_t end,
             std::size_t indent, std::size_t reserve) {
    Layout{page, tokens}.run(begin, end, indent, reserve);
}

void lay_out_with_comments(Page& page, const FormatTokens& tokens, std::size_t begin,
                           std::size_t end, std::size_t indent) {
    for (std::size_t i = begin; i < end; ++i) {
        const FormatToken& token = tokens[i];
        const std::size_t gap = i > begin && token.gap ? 1 : 0;
        if (i > begin && !token.comments.empty()) {
            page.comments(token, indent);
            page.new_line(indent);
            page.put(token.text);
        } else if (i > begin && may_begin_a_line(token) &&
                   page.column() + gap + token.width > page_width) {
            page.new_line(indent);
            page.put(token.text);
        } else {
            page.put(gap, token.text);
        }
    }
}

}  // namespace mutua::ruleset::syntax
