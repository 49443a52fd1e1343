#include "engine/ruleset/syntax/formatter.hpp"

#include "engine/ruleset/syntax/formatter_clauses.hpp"
#include "engine/ruleset/syntax/formatter_columns.hpp"
#include "engine/ruleset/syntax/formatter_layout.hpp"
#include "engine/ruleset/syntax/outline.hpp"
#include "engine/ruleset/syntax/parser.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

using namespace syntax;

/// Where the lines of a clause go on.
std::size_t continuation(const FormatTokens& tokens, const Clause& clause) {
    switch (clause.kind) {
        case ClauseKind::head:
            return tokens.front().text == "source" || tokens.front().text == "test" ? 2 : 4;
        case ClauseKind::label:
            return clause.indent + 6;
        case ClauseKind::from:
            return clause.indent + 17;
        case ClauseKind::from_value:
            return clause.indent + 18;
        case ClauseKind::definition:
            return clause.indent + 2;
        case ClauseKind::standard:
        case ClauseKind::exception:
            return clause.indent + 10;
        default:
            return clause.indent + flat_width(tokens, clause.begin, clause.begin + clause.prefix) +
                   1;
    }
}

void put_part(Page& page, const FormatTokens& tokens, const Part& part) {
    const std::size_t body = std::min(part.begin + part.prefix, part.end);
    for (std::size_t i = part.begin; i < body; ++i) {
        page.put(i > part.begin && tokens[i].gap ? 1 : 0, tokens[i].text);
    }
    if (body == part.end) { return; }
    if (body > part.begin && tokens[body].gap) { page.put(1, ""); }
    lay_out(page, tokens, body, part.end, page.column());
}

/// Where a part of a clause that is longer than a line begins a line although it would fit: the
/// evidence stands below what it proves, labels two and two.
bool begins_line(const Clause& clause, const std::vector<Part>& parts, std::size_t k) {
    if (clause.kind == ClauseKind::label) { return k % 2 == 0; }
    const bool first_evidence = parts[k].gap == 2 && parts[k - 1].gap != 2;
    return first_evidence && clause.kind != ClauseKind::from;
}

/// One clause whose parts begin lines where they do not fit.
void put_clause(Page& page, const FormatTokens& tokens, const Clause& clause) {
    const std::size_t indent = continuation(tokens, clause);
    const std::vector<Part> parts = parts_of(tokens, clause);
    const auto evidence = static_cast<std::size_t>(
        std::count_if(parts.begin(), parts.end(), [](const Part& part) { return part.gap == 2; }));
    const std::size_t width = flat_width(tokens, clause.begin, clause.end) + evidence;
    const bool one_line = page.column() + width <= page_width;
    bool broken = false;
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const Part& part = parts[k];
        const std::size_t end = page.column() + part.gap + flat_width(tokens, part.begin, part.end);
        if (k > 0 && (broken || end > page_width || (!one_line && begins_line(clause, parts, k)))) {
            page.new_line(indent);
        } else if (k > 0) {
            page.put(part.gap, "");
        }
        const std::size_t line = page.lines();
        if (k == 0 && clause.kind == ClauseKind::head) {
            lay_out(page, tokens, part.begin, part.end, indent);
        } else {
            put_part(page, tokens, part);
        }
        broken = page.lines() != line;
    }
}

bool stays_with_its_kind(const std::string& keyword) {
    return keyword == "use" || keyword == "source" || keyword == "unit" || keyword == "enum";
}

bool has_blank(const FormatToken& first) {
    return first.blank_before || std::any_of(first.comments.begin(), first.comments.end(),
                                             [](const Comment& one) { return one.blank_before; });
}

class FileWriter {
public:
    std::string write(FormatFile& file) {
        const std::string* before = nullptr;
        for (std::size_t i = 0; i < file.declarations.size(); ++i) {
            FormatTokens& declaration = file.declarations[i];
            const bool last = i + 1 == file.declarations.size();
            put_in_order(declaration, last ? file.tail : file.declarations[i + 1].front());
            const std::string& keyword = declaration.front().text;
            const bool together = before != nullptr && *before == keyword &&
                                  stays_with_its_kind(keyword) && !has_blank(declaration.front());
            put_comments(declaration.front(), before != nullptr && !together, true);
            put_declaration(declaration);
            before = &keyword;
        }
        put_comments(file.tail, before != nullptr, false);
        return page_.take();
    }

private:
    /// Comments between two declarations, with an empty line before them when `apart`.
    void put_comments(const FormatToken& token, bool apart, bool has_word) {
        bool first = true;
        for (const Comment& comment : token.comments) {
            const std::size_t width = columns_of(comment.text);
            if (comment.trailing && page_.column() + 2 + width <= page_width) {
                page_.put(2, comment.text);
                continue;
            }
            page_.new_line(0);
            if (first ? apart : comment.blank_before) { page_.empty_line(); }
            page_.put(comment.text);
            first = false;
        }
        page_.new_line(0);
        if (has_word && (first ? apart : token.blank_before)) { page_.empty_line(); }
    }

    void put_declaration(const FormatTokens& tokens) {
        const std::vector<Clause> clauses = clauses_of(tokens);
        for (std::size_t k = 0; k < clauses.size();) {
            const std::size_t end = block_end(clauses, k);
            const auto block =
                std::vector<Clause>(clauses.begin() + static_cast<std::ptrdiff_t>(k),
                                    clauses.begin() + static_cast<std::ptrdiff_t>(end));
            const std::vector<std::string> lines = aligned_lines(tokens, block);
            for (std::size_t i = 0; i < block.size(); ++i) {
                begin_clause(tokens, block[i]);
                if (!lines.empty()) {
                    page_.put(lines[i]);
                } else if (has_comment(tokens, block[i].begin + 1, block[i].end)) {
                    lay_out_with_comments(page_, tokens, block[i].begin, block[i].end,
                                          continuation(tokens, block[i]));
                } else {
                    put_clause(page_, tokens, block[i]);
                }
            }
            k = end;
        }
    }

    void begin_clause(const FormatTokens& tokens, const Clause& clause) {
        if (clause.kind == ClauseKind::head) { return; }
        page_.comments(tokens[clause.begin], clause.indent);
        page_.new_line(clause.indent);
    }

    Page page_;
};

/// A file that reads otherwise than before must never be written.
void require_same(const std::vector<SourceFile>& files, const ParsedFile& before, std::size_t index,
                  const std::string& text) {
    const ParsedFile after = parse({{files[index].path, text}}, 0);
    require(outline(before.file) == outline(after.file), "a formatted file reads as before");
}

}  // namespace

std::string on_one_line(std::string_view words) {
    const std::vector<SourceFile> files{{"", std::string{words}}};
    std::string line;
    for (const FormatTokens& tokens : format_tokens(files, 0).declarations) {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (!line.empty() && (i == 0 || tokens[i].gap)) { line += ' '; }
            line += tokens[i].text;
        }
    }
    return line;
}

std::string laid_out(std::string_view words) {
    const std::vector<SourceFile> files{{"", std::string{words}}};
    Page page;
    for (const FormatTokens& tokens : format_tokens(files, 0).declarations) {
        page.new_line(0);
        lay_out(page, tokens, 0, tokens.size(), 0);
    }
    std::string text = page.take();
    while (!text.empty() && text.back() == '\n') { text.pop_back(); }
    return text;
}

Result<std::string> format(const std::vector<SourceFile>& files, std::size_t index) {
    const ParsedFile parsed = parse(files, index);
    Diagnostics errors = parsed.findings;
    std::erase_if(errors, [](const Diagnostic& one) { return one.code == "R012"; });
    if (!errors.empty()) { return errors; }
    FormatFile file = format_tokens(files, index);
    std::string text = FileWriter{}.write(file);
    require_same(files, parsed, index, text);
    return text;
}

}  // namespace mutua::ruleset
