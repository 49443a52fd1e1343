#include "engine/ruleset/syntax/formatter_clauses.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace mutua::ruleset::syntax {

namespace {

/// One clause word of one kind of declaration.
struct ClauseWord {
    std::string_view declaration;
    std::string_view word;
    ClauseKind kind;
    std::size_t prefix;
    std::size_t rank;
};

/// In canonical order. What is not here begins no clause.
constexpr std::array<ClauseWord, 45> clause_words{{
    {"package", "dated", ClauseKind::plain, 1, 1},
    {"package", "layer", ClauseKind::plain, 1, 2},
    {"package", "covers", ClauseKind::plain, 1, 3},
    {"package", "rounding", ClauseKind::plain, 1, 4},
    {"input", "range", ClauseKind::plain, 1, 1},
    {"input", "default", ClauseKind::plain, 1, 2},
    {"input", "profile", ClauseKind::plain, 1, 3},
    {"input", "label", ClauseKind::label, 1, 4},
    {"param", "dated", ClauseKind::plain, 1, 1},
    {"param", "label", ClauseKind::label, 1, 2},
    {"param", "from", ClauseKind::from_value, 3, 0},
    {"param", "until", ClauseKind::plain, 1, 0},
    {"scale", "dated", ClauseKind::plain, 1, 1},
    {"scale", "label", ClauseKind::label, 1, 2},
    {"scale", "from", ClauseKind::from, 2, 0},
    {"scale", "until", ClauseKind::plain, 1, 0},
    {"scale", "above", ClauseKind::bracket, 1, 0},
    {"scale", "reaching", ClauseKind::bracket, 1, 0},
    {"scale", "each", ClauseKind::plain, 1, 0},
    {"table", "dated", ClauseKind::plain, 1, 1},
    {"table", "label", ClauseKind::label, 1, 2},
    {"table", "from", ClauseKind::from, 2, 0},
    {"table", "until", ClauseKind::plain, 1, 0},
    {"table", "row", ClauseKind::row, 1, 0},
    {"table", "otherwise", ClauseKind::row, 1, 0},
    {"rule", "dated", ClauseKind::plain, 1, 1},
    {"rule", "label", ClauseKind::label, 1, 2},
    {"rule", "shown", ClauseKind::plain, 1, 3},
    {"rule", "tags", ClauseKind::plain, 1, 4},
    {"rule", "output", ClauseKind::plain, 1, 5},
    {"rule", "open", ClauseKind::plain, 1, 6},
    {"rule", "from", ClauseKind::from, 2, 0},
    {"rule", "until", ClauseKind::plain, 1, 0},
    {"rule", "default", ClauseKind::standard, 2, 0},
    {"rule", "exception", ClauseKind::exception, 0, 0},
    {"rule", "ensure", ClauseKind::ensure, 1, 0},
    {"carry", "range", ClauseKind::plain, 1, 1},
    {"carry", "label", ClauseKind::label, 1, 2},
    {"carry", "reset", ClauseKind::plain, 1, 4},
    {"carry", "starts", ClauseKind::plain, 2, 5},
    {"amend", "from", ClauseKind::from, 2, 0},
    {"amend", "until", ClauseKind::plain, 1, 0},
    {"amend", "exception", ClauseKind::exception, 0, 0},
    {"test", "given", ClauseKind::plain, 1, 0},
    {"test", "expect", ClauseKind::plain, 1, 0},
}};

bool is_word(const FormatToken& token, std::string_view text) {
    return token.kind == TokenKind::word && token.text == text;
}

bool is_mark(const FormatToken& token, std::string_view text) {
    return token.kind == TokenKind::mark && token.text == text;
}

/// Cuts one declaration; knows in which version it is.
class Cutter {
public:
    explicit Cutter(const FormatTokens& tokens)
        : tokens_{tokens}, declaration_{tokens.front().text} {}

    std::vector<Clause> cut() {
        clauses_.push_back({ClauseKind::head, 0, tokens_.size(), 0, 1, 0});
        for (std::size_t i = 1; i < tokens_.size(); ++i) {
            if (tokens_[i].partner > i) {
                i = tokens_[i].partner;
                continue;
            }
            if (joins_from(i)) {
                clauses_.back().kind = ClauseKind::from_value;
                clauses_.back().prefix = 3;
                in_version_ = false;
            } else if (auto clause = clause_at(i)) {
                clauses_.back().end = i;
                clauses_.push_back(*clause);
            }
        }
        return std::move(clauses_);
    }

private:
    /// `=` behind `from DATE` of a rule.
    [[nodiscard]] bool joins_from(std::size_t i) const {
        const Clause& open = clauses_.back();
        return is_mark(tokens_[i], "=") && open.kind == ClauseKind::from && i == open.begin + 2;
    }

    [[nodiscard]] std::optional<Clause> clause_at(std::size_t i) {
        if (is_mark(tokens_[i], "=")) { return formula_at(i); }
        if (tokens_[i].kind != TokenKind::word) { return std::nullopt; }
        if (is_word(tokens_[i], "applies")) { return applies_at(i); }
        if (declaration_ == "test" && is_word(tokens_[i], "then")) {
            return Clause{ClauseKind::plain, i, tokens_.size(), 2, 2, 0};
        }
        for (const ClauseWord& word : clause_words) {
            if (word.declaration != declaration_ || word.word != tokens_[i].text) { continue; }
            if (word.word == "exception" || word.word == "default") { in_formula_ = true; }
            return begun(word, i);
        }
        return std::nullopt;
    }

    [[nodiscard]] Clause begun(const ClauseWord& word, std::size_t i) {
        std::size_t indent = 2;
        if (word.word == "from" || word.word == "until" || word.word == "ensure") {
            in_version_ = word.word == "from";
            in_formula_ = false;
        } else if (in_version_) {
            indent = 4;
        }
        return {word.kind, i, tokens_.size(), indent, word.prefix, word.rank};
    }

    [[nodiscard]] std::optional<Clause> formula_at(std::size_t i) {
        const bool carries = declaration_ == "carry";
        if (!carries && declaration_ != "rule") { return std::nullopt; }
        if (in_formula_ || clauses_.back().kind == ClauseKind::from_value) { return std::nullopt; }
        return Clause{ClauseKind::definition,
                      i,
                      tokens_.size(),
                      in_version_ ? std::size_t{4} : std::size_t{2},
                      1,
                      carries ? std::size_t{3} : std::size_t{0}};
    }

    [[nodiscard]] std::optional<Clause> applies_at(std::size_t i) const {
        const bool clause =
            declaration_ == "rule" && i + 1 < tokens_.size() && is_word(tokens_[i + 1], "when");
        if (!clause) { return std::nullopt; }
        return Clause{ClauseKind::plain, i, tokens_.size(), in_version_ ? std::size_t{4} : 2, 2, 0};
    }

    const FormatTokens& tokens_;
    std::string_view declaration_;
    std::vector<Clause> clauses_;
    bool in_version_ = false;  ///< behind a `from` that has a body below it
    bool in_formula_ = false;  ///< behind `default` or `exception`: their `=` begins no clause
};

bool begins_evidence(const FormatToken& token) {
    return is_word(token, "source") || is_word(token, "review") || is_word(token, "provisional");
}

/// Words at which a part of a clause begins, with the blanks before it and its prefix.
std::optional<Part> part_at(const FormatTokens& tokens, const Clause& clause, std::size_t i) {
    const FormatToken& token = tokens[i];
    const bool in_source = clause.begin == 0 && tokens.front().text == "source";
    if (in_source) { return i == 2 || i == 3 ? std::optional{Part{i, i, 1, 2}} : std::nullopt; }
    if (begins_evidence(token)) { return Part{i, i, 2, 0}; }
    if (clause.kind == ClauseKind::exception) {
        if (is_word(token, "when") || is_mark(token, "=")) { return Part{i, i, 1, 1}; }
    }
    if (is_word(token, "round") && !(i + 1 < clause.end && is_mark(tokens[i + 1], "("))) {
        const bool of_bracket = is_word(tokens[clause.begin], "each");
        return of_bracket ? std::nullopt : std::optional{Part{i, i, 1, 1}};
    }
    if (clause.kind == ClauseKind::label && token.kind == TokenKind::word && i > clause.begin + 1) {
        return Part{i, i, 1, 2};
    }
    if (clause.kind == ClauseKind::from && is_word(token, "file")) { return Part{i, i, 1, 2}; }
    if (clause.kind == ClauseKind::ensure && is_word(token, "else") && i + 2 == clause.end &&
        tokens[i + 1].kind == TokenKind::text) {
        return Part{i, i, 1, 2};
    }
    if (is_word(tokens[clause.begin], "layer") && is_word(token, "when")) {
        return Part{i, i, 1, 1};
    }
    if (clause.begin == 0 && tokens.front().text == "test" && i == 2) { return Part{i, i, 1, 1}; }
    return std::nullopt;
}

/// A run of words that changes places with others as one.
struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t rank = 0;
};

/// The word before it went elsewhere: what trailed that word becomes a line of its own.
void detach_comments(FormatToken& token) {
    for (Comment& comment : token.comments) { comment.trailing = false; }
}

/// Puts neighbouring runs in the order of their ranks. Comments stay before the word they preceded;
/// `after` is the word behind the declaration.
void sort_runs(FormatTokens& tokens, const std::vector<Run>& runs, FormatToken& after) {
    const auto by_rank = [](const Run& left, const Run& right) { return left.rank < right.rank; };
    if (runs.size() < 2 || std::is_sorted(runs.begin(), runs.end(), by_rank)) { return; }
    std::vector<Run> in_order = runs;
    std::stable_sort(in_order.begin(), in_order.end(), by_rank);
    FormatTokens sorted;
    std::size_t before = runs.front().begin;  // the end of what was put last
    for (const Run& run : in_order) {
        if (run.begin != before) { detach_comments(tokens[run.begin]); }
        for (std::size_t i = run.begin; i < run.end; ++i) { sorted.push_back(tokens[i]); }
        before = run.end;
    }
    const std::size_t end = runs.back().end;
    if (before != end) { detach_comments(end < tokens.size() ? tokens[end] : after); }
    std::move(sorted.begin(), sorted.end(),
              tokens.begin() + static_cast<std::ptrdiff_t>(runs.front().begin));
}

/// Sorts the runs that begin at the words for which `rank_of` is not zero.
template <typename RankOf>
void sort_clause(FormatTokens& tokens, std::size_t begin, std::size_t end, FormatToken& after,
                 RankOf rank_of) {
    std::vector<Run> runs;
    for (std::size_t i = begin; i < end; ++i) {
        const std::size_t rank = rank_of(tokens[i]);
        if (rank > 0) {
            if (!runs.empty()) { runs.back().end = i; }
            runs.push_back({i, end, rank});
        }
        if (tokens[i].partner > i) { i = tokens[i].partner; }
    }
    sort_runs(tokens, runs, after);
}

void sort_exception(FormatTokens& tokens, const Clause& clause, FormatToken& after) {
    const std::size_t when = find_outside(tokens, clause.begin, clause.end, "when");
    sort_clause(tokens, clause.begin, when, after, [](const FormatToken& token) -> std::size_t {
        if (is_word(token, "over")) { return 1; }
        return is_word(token, "exclusive") ? 2 : 0;
    });
}

void sort_evidence(FormatTokens& tokens, const Clause& clause, FormatToken& after) {
    if (clause.begin == 0 && tokens.front().text == "source") { return; }
    sort_clause(tokens, clause.begin, clause.end, after,
                [](const FormatToken& token) -> std::size_t {
                    if (is_word(token, "source")) { return 1; }
                    if (is_word(token, "review")) { return 2; }
                    return is_word(token, "provisional") ? 3 : 0;
                });
}

}  // namespace

std::size_t find_outside(const FormatTokens& tokens, std::size_t begin, std::size_t end,
                         std::string_view text) {
    for (std::size_t i = begin; i < end; ++i) {
        if (tokens[i].text == text) { return i; }
        if (tokens[i].partner > i) { i = tokens[i].partner; }
    }
    return end;
}

std::vector<Clause> clauses_of(const FormatTokens& tokens) { return Cutter{tokens}.cut(); }

std::vector<Part> parts_of(const FormatTokens& tokens, const Clause& clause) {
    std::vector<Part> parts{{clause.begin, clause.end, 0, clause.prefix}};
    for (std::size_t i = clause.begin + 1; i < clause.end; ++i) {
        if (auto part = part_at(tokens, clause, i)) {
            parts.back().end = i;
            part->end = clause.end;
            parts.push_back(*part);
        }
        if (tokens[i].partner > i) { i = tokens[i].partner; }
    }
    return parts;
}

void put_in_order(FormatTokens& tokens, FormatToken& after) {
    std::vector<Run> runs;
    for (const Clause& clause : clauses_of(tokens)) {
        if (clause.rank > 0) { runs.push_back({clause.begin, clause.end, clause.rank}); }
    }
    sort_runs(tokens, runs, after);
    measure(tokens);
    for (const Clause& clause : clauses_of(tokens)) {
        sort_evidence(tokens, clause, after);
        if (clause.kind == ClauseKind::exception) { sort_exception(tokens, clause, after); }
    }
    measure(tokens);
}

}  // namespace mutua::ruleset::syntax
