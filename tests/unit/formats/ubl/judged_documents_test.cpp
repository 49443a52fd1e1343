#include "engine/settlement/trade/prepayment.hpp"
#include "formats/ubl/document_reader.hpp"
#include "formats/ubl/document_writer.hpp"
#include "formats/ubl/invoice_writer.hpp"
#include "tests/support/files.hpp"
#include "tests/support/judge.hpp"
#include "tests/support/random_documents.hpp"
#include "tests/support/sample_invoices.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <sstream>
#include <string>

namespace fs = std::filesystem;
using namespace mutua;

// The whole: test_ubl "[.all]", 10 000 invoices and 2 000 credit notes in some minutes.

namespace {

/// Writes the document of a seed, reads it back, and gives its bytes.
std::string written(std::uint64_t seed, bool is_credit) {
    CAPTURE(seed, is_credit);
    const settlement::TradeDocument document = test::random_document(seed, is_credit);
    std::string bytes = ubl::write_document(document);
    const auto back = ubl::read_document(bytes, "x.xml");
    if (!back) {
        for (const Diagnostic& found : back.error()) { UNSCOPED_INFO(to_string(found)); }
    }
    REQUIRE(back.has_value());
    for (const Diagnostic& found : back->notices) { UNSCOPED_INFO(to_string(found)); }
    REQUIRE(back->notices.empty());
    const bool is_same = back->document == document;
    REQUIRE(is_same);
    return bytes;
}

/// How many of the files the official rules say nothing about.
std::size_t judged_clean(const fs::path& folder) {
    std::istringstream verdicts{
        test::output_of(test::judge().string() + " " + folder.string() + " 2>/dev/null")};
    std::size_t clean = 0;
    for (std::string line; std::getline(verdicts, line);) {
        const bool is_clean = line.ends_with("\tOK");
        if (!is_clean) { FAIL_CHECK(line); }
        clean += is_clean ? 1 : 0;
    }
    return clean;
}

/// Hands batches to the judge, so that its start counts once each.
void judge_all(std::uint64_t first, std::uint64_t count, bool is_credit) {
    constexpr std::uint64_t batch = 500;
    for (std::uint64_t from = first; from < first + count; from += batch) {
        const test::TemporaryFolder folder;
        const std::uint64_t until = std::min(from + batch, first + count);
        for (std::uint64_t seed = from; seed < until; ++seed) {
            folder.write(std::to_string(seed) + ".xml", written(seed, is_credit));
        }
        CHECK(judged_clean(folder.path()) == until - from);
    }
}

}  // namespace

TEST_CASE("documents made by chance read back as they were", "[ubl]") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) { written(seed, seed % 4 == 0); }
}

TEST_CASE("the same document gives the same bytes", "[ubl]") {
    CHECK(written(7, false) == written(7, false));
    CHECK(written(7, true) == written(7, true));
}

TEST_CASE("the official rules have nothing to say about a sample of documents", "[ubl]") {
    if (!test::has_judge()) {
        WARN("skipped: 60 documents not judged (no shared/)");
        return;
    }
    judge_all(1, 45, false);
    judge_all(1, 15, true);
}

TEST_CASE("the official rules have nothing to say about the credit notes of our invoices",
          "[ubl]") {
    if (!test::has_judge()) {
        WARN("skipped: 9 documents not judged (no shared/)");
        return;
    }
    const test::TemporaryFolder folder;
    const auto invoices = samples::all_invoices();
    for (const settlement::Invoice& invoice : invoices) {
        const settlement::CreditNote note = settlement::make_credit_note(
            {invoice.seller, invoice, {1, 2026, 1}, samples::day(2026, 12, 1), "called off"});
        folder.write(invoice.number.text() + ".xml", ubl::write_credit_note(note));
    }
    CHECK(judged_clean(folder.path()) == invoices.size());
}

TEST_CASE("the official rules have nothing to say about advances and what follows them", "[ubl]") {
    if (!test::has_judge()) {
        WARN("skipped: 6 documents not judged (no shared/)");
        return;
    }
    const test::TemporaryFolder folder;
    const auto keep = [&folder](const settlement::TradeDocument& document) {
        folder.write(document.number + ".xml", ubl::write_document(document));
        return document;
    };
    settlement::TradeDraft draft = samples::trade_draft();
    draft.document.kind = settlement::DocumentKind::prepayment_invoice;
    const auto advance = keep(settlement::settle(draft).value());
    draft.document.kind = settlement::DocumentKind::invoice;
    draft.document.lines[0].quantity = 20;
    for (const auto vat :
         {settlement::AdvanceVat::charged, settlement::AdvanceVat::due_on_balance}) {
        settlement::TradeDraft balance = draft;
        balance.document.number = std::to_string(static_cast<int>(vat));
        settlement::deduct_advance(balance, advance, vat, "Acompte");
        keep(settlement::settle(balance).value());
    }
    draft.document.kind = settlement::DocumentKind::self_billed_invoice;
    draft.document.number = "S1";
    const auto self_billed = keep(settlement::settle(draft).value());
    for (const auto& taken_back : {advance, self_billed}) {
        settlement::TradeDraft credit = settlement::credit_of(taken_back);
        credit.document.number = "C" + taken_back.number;
        credit.document.issue_date = samples::day(2026, 12, 1);
        keep(settlement::settle(credit).value());
    }
    CHECK(judged_clean(folder.path()) == 6);
}

TEST_CASE("the official rules have nothing to say about any of 12 000 documents", "[.all]") {
    REQUIRE(test::has_judge());
    judge_all(100'000, 10'000, false);
    judge_all(200'000, 2'000, true);
}
