#include "tests/benchmarks/ubl_writer_benchmark.hpp"

#include "engine/core/contract.hpp"
#include "engine/settlement/trade/trade_draft.hpp"
#include "formats/ubl/document_reader.hpp"
#include "formats/ubl/document_writer.hpp"
#include "formats/ubl/invoice_writer.hpp"
#include "tests/benchmarks/measure.hpp"
#include "tests/support/sample_drafts.hpp"

#include <algorithm>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::benchmarks {

namespace {

/// As many as a batch keeps near the processor: they were just made when they are written.
constexpr std::size_t document_count = 50;
constexpr int rounds = 20;
constexpr std::size_t line_count = 10;
constexpr int repetitions = 15;
constexpr std::int64_t writer_goal = 200;

settlement::TradeDraft draft_of(std::size_t number) {
    settlement::TradeDraft draft = samples::trade_draft();
    settlement::TradeDocument& document = draft.document;
    document.number = "2026-" + std::to_string(100'000 + number);
    document.notes = {"Merci & à bientôt"};
    document.lines.clear();
    for (std::size_t line = 1; line <= line_count; ++line) {
        const auto units = static_cast<std::int64_t>(number * line_count + line);
        document.lines.push_back(
            samples::trade_line(std::to_string(line), Decimal{units % 97 + 1, 4},
                                Decimal{units % 10'000 + 100, 100}, line % 2 == 0 ? 6 : 21));
        document.lines.back().item.name = "Régie son & lumière " + std::to_string(units);
        document.lines.back().period = {samples::day(2026, 11, 3), samples::day(2026, 11, 4)};
    }
    return draft;
}

std::vector<settlement::TradeDocument> random_documents() {
    std::vector<settlement::TradeDocument> made;
    for (std::size_t number = 0; number < document_count; ++number) {
        made.push_back(settlement::settle(draft_of(number)).value());
    }
    return made;
}

/// What is appended as it is, or escaped.
struct Piece {
    std::string bytes;
    bool is_text = false;
};

std::string unescaped(std::string text) {
    const std::pair<std::string_view, char> references[] = {
        {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
    for (const auto& [reference, character] : references) {
        for (std::size_t at = text.find(reference); at != std::string::npos;
             at = text.find(reference, at + 1)) {
            text.replace(at, reference.size(), 1, character);
        }
    }
    return text;
}

/// Markup as a program would hold it, cut at the end of each line, and what varies between: texts
/// and values of attributes.
std::vector<Piece> pieces_of(const std::string& document) {
    std::vector<Piece> pieces;
    std::string markup;
    const auto vary = [&](std::string text) {
        pieces.push_back({std::exchange(markup, {}), false});
        pieces.push_back({unescaped(std::move(text)), true});
    };
    bool is_inside = false;  // of a tag
    for (std::size_t at = 0; at < document.size();) {
        const char c = document[at++];
        markup += c;
        if (c == '<') { is_inside = true; }
        if (c == '\n') { pieces.push_back({std::exchange(markup, {}), false}); }
        if (c == '>') { is_inside = false; }
        const bool is_value = is_inside && c == '"' && document[at - 2] == '=';
        const bool is_text = c == '>' && at < document.size() && document[at] != '\n';
        if (!is_value && !is_text) { continue; }
        const std::size_t end = document.find(is_value ? '"' : '<', at);
        vary(document.substr(at, end - at));
        at = end;
        if (is_value) { markup += document[at++]; }
    }
    return pieces;
}

void append_escaped_text(std::string& out, std::string_view text) {
    std::size_t run = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c != '&' && c != '<' && c != '>') { continue; }
        out.append(text.substr(run, at - run));
        out.append(c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
        run = at + 1;
    }
    out.append(text.substr(run));
}

std::string appended(const std::vector<Piece>& pieces, std::size_t size) {
    std::string out;
    out.reserve(size);
    for (const Piece& piece : pieces) {
        if (piece.is_text) {
            append_escaped_text(out, piece.bytes);
        } else {
            out.append(piece.bytes);
        }
    }
    return out;
}

}  // namespace

bool ubl_writer_benchmark(std::ostream& out) {
    const std::vector<settlement::TradeDocument> all = random_documents();
    std::vector<std::vector<Piece>> pieces;
    std::vector<std::string> texts;
    for (const settlement::TradeDocument& document : all) {
        texts.push_back(ubl::write_document(document));
        pieces.push_back(pieces_of(texts.back()));
        if (appended(pieces.back(), texts.back().size()) != texts.back()) { return false; }
    }
    std::vector<settlement::TradeDraft> drafts;
    for (std::size_t number = 0; number < document_count; ++number) {
        drafts.push_back(draft_of(number));
    }
    std::size_t bytes = 0;
    const auto each_document = [](auto&& work) {
        for (int round = 0; round < rounds; ++round) {
            for (std::size_t at = 0; at < document_count; ++at) { work(at); }
        }
    };
    std::int64_t append = std::numeric_limits<std::int64_t>::max();
    std::int64_t write = append;
    // In turns, the best of each: what else the machine does meets both alike.
    for (int turn = 0; turn < repetitions; ++turn) {
        const auto append_all = [&] {
            each_document(
                [&](std::size_t at) { bytes += appended(pieces[at], texts[at].size()).size(); });
        };
        const auto write_all = [&] {
            each_document([&](std::size_t at) { bytes += ubl::write_document(all[at]).size(); });
        };
        append = std::min(append, median_time(1, append_all));
        write = std::min(write, median_time(1, write_all));
    }
    const std::int64_t settle = median_time(repetitions, [&] {
        each_document(
            [&](std::size_t at) { bytes += settlement::settle(drafts[at]).value().lines.size(); });
    });
    const std::int64_t read = median_time(repetitions, [&] {
        each_document([&](std::size_t at) {
            bytes += ubl::read_document(texts[at], "x").value().document.lines.size();
        });
    });
    require(bytes > 0, "what is measured was done");
    const auto count = static_cast<std::int64_t>(document_count) * rounds;
    out << "documents of 10 lines: settled " << per_second(count, settle) << ", written "
        << per_second(count, write) << ", read " << per_second(count, read)
        << ", bytes appended alone " << per_second(count, append) << '\n';
    print_ratio(out, "ubl: write / append the same bytes", write, append, writer_goal);
    return true;
}

}  // namespace mutua::benchmarks
