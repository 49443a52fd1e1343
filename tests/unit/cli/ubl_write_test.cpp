// `mutua ubl write`: drafts of every kind become e-invoices that the validator has nothing against,
// and whatever is wrong with a draft is told with its line.
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

using mutua::test::contains;
using mutua::test::file_bytes;
using mutua::test::Ran;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

namespace {

const std::string draft_folder = std::string{MUTUA_SOURCE_DIR} + "/fixtures/ubl/drafts/";

/// No workspace is needed: there is none.
Ran run_ubl(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), "ubl");
    return run_mutua("/nowhere", "2026-11-30", arguments, input);
}

/// A text with a part of it replaced.
std::string draft_with(std::string text, const std::string& part, const std::string& with) {
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), with);
}

/// The draft with a part replaced.
std::string altered(const std::string& name, const std::string& part, const std::string& with) {
    return draft_with(file_bytes(draft_folder + name), part, with);
}

}  // namespace

TEST_CASE("each draft becomes a document of its kind, with the amounts of its prices",
          "[cli][ubl]") {
    struct Row {
        const char* why;
        const char* draft;
        const char* type;
        const char* vat;
        const char* payable;
    };
    const auto row = GENERATE(values<Row>({
        // 412.7 x 0.3219 = 132.84813 -> 132.85; 1284 x 28.50 / 100 = 365.94, less 5 % = 18.297 ->
        // 18.30: 347.64; 132.85 + 347.64 + 12.50 = 492.99; x 21 % = 103.5279 -> 103.53.
        {"kilowatt-hours, kilometres, a discount, a charge, an attachment", "charging.json",
         "<cbc:InvoiceTypeCode>380<", ">103.53<", ">596.52<"},
        // 3 x 425.00 = 1275.00; x 21 % = 267.75.
        {"written by the buyer", "self-billed.json", "<cbc:InvoiceTypeCode>389<", ">267.75<",
         ">1542.75<"},
        {"an advance", "prepayment.json", "<cbc:InvoiceTypeCode>386<", ">105.00<", ">605.00<"},
        {"the balance takes the advance off", "balance.json", "<cbc:InvoiceTypeCode>380<",
         ">105.00<", ">605.00<"},
        // 7.5 x 61.33 = 459.975 -> 459.98; x 21 % = 96.5958 -> 96.60; x 0.9213 = 88.99758 -> 89.00.
        {"in dollars, its VAT in euro as well", "dollars.json", "currencyID=\"EUR\">89.00<",
         "currencyID=\"USD\">96.60<", "currencyID=\"USD\">556.58<"},
        {"takes back half of exempt lessons", "credit-note.json", "<cbc:CreditNoteTypeCode>381<",
         ">0.00<", ">288.00<"},
    }));
    CAPTURE(row.why);
    const Ran written = run_ubl({"write", draft_folder + row.draft});
    INFO(written.err);
    REQUIRE(written.exit_code == 0);
    CHECK(contains(written.out, row.type));
    CHECK(contains(written.out, row.vat));
    CHECK(contains(written.out, std::string{"<cbc:PayableAmount currencyID=\""}));
    CHECK(contains(written.out, row.payable));
    const Ran judged = run_ubl({"validate", "-"}, written.out);
    CHECK_FALSE(contains(judged.out, "\tfatal\t"));
    CHECK(judged.exit_code == 0);
}

TEST_CASE("an attachment is taken from beside the draft", "[cli][ubl]") {
    const Ran written = run_ubl({"write", draft_folder + "charging.json"});
    CHECK(contains(written.out, "mimeCode=\"text/csv\" filename=\"trips.csv\">ZGF5LGNhcixrbQ"));
    const Ran gone = run_ubl({"write", "-"}, altered("charging.json", "trips.csv", "nowhere.csv"));
    CHECK(gone.exit_code == 65);
    CHECK(
        contains(gone.err, "-:52: error D146: attachments[0].file: `nowhere.csv` cannot be read"));
    const TemporaryFolder folder;
    static_cast<void>(folder.write("trips.csv", std::string(7'000'001, 'x')));
    const Ran too_big =
        run_ubl({"write", folder.write("big.json", file_bytes(draft_folder + "charging.json"))});
    CHECK(too_big.exit_code == 65);
    CHECK(contains(too_big.err, "error D130: attachments: "));
}

TEST_CASE("a self-billed document needs an agreement, and tells until it is accepted",
          "[cli][ubl]") {
    const auto with = [](const std::string& part, const std::string& by) {
        return run_ubl({"write", "-"}, altered("self-billed.json", part, by));
    };
    const std::string agreed = R"("agreed_on": "2026-01-02")";
    const Ran awaited = run_ubl({"write", draft_folder + "self-billed.json"});
    CHECK(awaited.exit_code == 0);
    CHECK(awaited.err ==
          "note: SB-2026-0007 waits for its seller's answer: pay it and deduct its "
          "VAT once it is accepted\n");
    const Ran accepted =
        with(agreed, agreed + R"(, "answer": "accepted", "answered_on": "2026-12-15")");
    CHECK(accepted.exit_code == 0);
    CHECK(accepted.err.empty());
    CHECK(accepted.out == awaited.out);
    struct Row {
        const char* why;
        std::string part;
        std::string by;
        const char* told;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"no agreement",
         R"("self_billing": {"agreement": "SBA-2026-14", "agreed_on": "2026-01-02"},)", "",
         "-:2: error D147: kind: a self-billed document rests on an agreement"},
        {"an agreement without its day", ", " + agreed, "",
         "-:6: error D145: self_billing: `agreed_on` is missing"},
        {"an agreement made later", agreed, R"("agreed_on": "2026-12-01")",
         "-:6: error D147: self_billing.agreed_on: the agreement is later than the document"},
        {"refused", agreed, agreed + R"(, "answer": "refused", "refusal": "two days, not three")",
         "self_billing.answer: the seller refused this document: two days, not three"},
        {"accepted on no day", agreed, agreed + R"(, "answer": "accepted")",
         "self_billing.answer: an acceptance has its day"},
        {"accepted before it was written", agreed,
         agreed + R"(, "answer": "accepted", "answered_on": "2026-11-29")",
         "self_billing.answered_on: the answer is before the day of the document"},
        {"a day without an answer", agreed, agreed + R"(, "answered_on": "2026-12-15")",
         "self_billing.answered_on: there is no answer yet"},
        {"both", agreed,
         agreed + R"(, "answer": "accepted", "answered_on": "2026-12-15", "refusal": "no")",
         "self_billing.refusal: what is accepted is not refused"},
        {"no answer that there is", agreed, agreed + R"(, "answer": "perhaps")",
         "error D143: self_billing.answer: `perhaps` is no answer"},
        {"another kind", R"("kind": "389")", R"("kind": "380")",
         "-:6: error D147: self_billing: the seller writes a document of this kind himself"},
    }));
    CAPTURE(row.why);
    const Ran refused = with(row.part, row.by);
    INFO(refused.err);
    CHECK(refused.exit_code == 65);
    CHECK(refused.out.empty());
    CHECK(contains(refused.err, row.told));
}

TEST_CASE("a document is written to a file of its number", "[cli][ubl]") {
    const TemporaryFolder folder;
    const std::string out = (folder.path() / "out").string();
    const Ran ran = run_ubl({"write", draft_folder + "dollars.json", "--out", out});
    CHECK(ran.out == "Wrote " + out + "/2026-000204.xml: 556.58 USD to pay.\n");
    CHECK(file_bytes(out + "/2026-000204.xml") ==
          run_ubl({"write", draft_folder + "dollars.json"}).out);
    CHECK(run_ubl({"write", draft_folder + "dollars.json", "--out", out}).exit_code == 0);
    const Ran other =
        run_ubl({"write", "-", "--out", out}, altered("dollars.json", "61.33", "61.34"));
    CHECK(other.exit_code == 65);
    CHECK(contains(other.err, "error U191: " + out + "/2026-000204.xml is there already"));
    CHECK(file_bytes(out + "/2026-000204.xml") ==
          run_ubl({"write", draft_folder + "dollars.json"}).out);
    const Ran stroke =
        run_ubl({"write", "-", "--out", out}, altered("dollars.json", "2026-000204", "26/4"));
    CHECK(stroke.exit_code == 65);
    CHECK(contains(stroke.err, "error U190: "));
}

TEST_CASE("what is wrong with a draft is told with its line, all at once", "[cli][ubl]") {
    struct Row {
        const char* why;
        const char* part;
        const char* with;
        const char* told;
    };
    const auto row = GENERATE(values<Row>({
        {"a quote is missing", "\"USD\"", "\"USD", "error D140: "},
        {"a key nobody knows", "\"currency\"", "\"curency\"",
         "-:4: error D141: there is no `curency` here\n  = help: did you mean `currency`?"},
        {"a text instead of an object",
         R"({"euro_per_unit": "0.9213", "on": "2026-11-30", "source": "ECB"})", "\"0.9213\"",
         "-:25: error D142: exchange: expected an object, found a text"},
        {"a comma in a price", "61.33", "61,33",
         "-:27: error D143: lines[0].price: `61,33` is not a number"},
        {"a day that is none", "\"issue_date\": \"2026-11-30\"", "\"issue_date\": \"30/11/2026\"",
         "-:3: error D143: issue_date: `30/11/2026` is not a day"},
        {"a currency that is none", "\"USD\"", "\"USX\"",
         "-:4: error D143: currency: `USX` is no currency"},
        {"a type that is none", "\"number\"", "\"kind\": \"999\", \"number\"",
         "-:2: error D143: kind: `999` is no type of a document"},
        {"a category that is none", "\"S\"", "\"X\"",
         "-:27: error D143: lines[0].vat.category: `X` is no VAT category"},
        {"a key given twice", "\"currency\": \"USD\"",
         "\"currency\": \"USD\", \"currency\": \"EUR\"",
         "-:4: error D144: `currency` is given twice in one object"},
        {"no quantity", "\"quantity\": \"7.5\", ", "",
         "-:27: error D145: lines[0]: `quantity` is missing"},
        // What `settle` says, at the part that it is about.
        {"no rate of exchange", "\"exchange\"", "\"exchange\": null, \"note\": \"\", \"x\"",
         "there is no `x` here"},
        {"a VAT number of nobody", "\"vat_number\": \"BE0712345630\"",
         "\"vat_number\": \"BE0712345631\"", "-:6: error D123: seller: "},
        {"neither reference nor order", "\"buyer_reference\": \"US-44\"",
         "\"buyer_reference\": \"\"", "-:5: error D122: references: "},
        {"an account of nobody", "BE15001765432130", "BE15001765432131",
         "-:20: error D124: payment: "},
        {"a rate for what is exempt", "\"S\"", "\"E\"", "-:27: error D127: lines[0]: line 1: "},
    }));
    CAPTURE(row.why);
    const Ran ran = run_ubl({"write", "-"}, altered("dollars.json", row.part, row.with));
    INFO(ran.err);
    CHECK(ran.exit_code == 65);
    CHECK(ran.out.empty());
    CHECK(contains(ran.err, row.told));
}

TEST_CASE("a draft without its rate, and two grounds on one document", "[cli][ubl]") {
    std::string text = file_bytes(draft_folder + "dollars.json");
    const std::size_t at = text.find("  \"exchange\"");
    text.erase(at, text.find('\n', at) - at + 1);
    const Ran no_rate = run_ubl({"write", "-"}, text);
    CHECK(contains(no_rate.err, "-:4: error D131: currency: "));
    const Ran two = run_ubl(
        {"write", "-"}, altered("credit-note.json", "\"grounds\": [",
                                "\"grounds\": [{\"category\": \"E\", \"text\": \"Franchise\"}, "));
    CHECK(contains(two.err,
                   "-:24: error D125: grounds: VAT category E stands there for two reasons"));
    CHECK(contains(two.err, "send two invoices"));
}

TEST_CASE("every object and list of a draft is looked at, however deep", "[cli][ubl]") {
    std::string nested(40, '[');
    const Ran deep = run_ubl({"write", "-"}, "{\"lines\": " + nested);
    CHECK(contains(deep.err, "error D142: the values are nested too deeply"));
    CHECK(contains(run_ubl({"write", "-"}, "[]").err,
                   "error D140: expected an object, found a list"));
    CHECK(contains(run_ubl({"write", "-"}, "").err, "error D140: "));
    const Ran list =
        run_ubl({"write", "-"}, R"({"issue_date": "2026-11-30", "lines": ["x"], "seller": 1})");
    CHECK(contains(list.err, "error D142: lines[0]: expected an object, found a text"));
    CHECK(contains(list.err, "error D142: seller: expected an object, found a number"));
}

TEST_CASE("what may be meant so is told when a draft becomes a document", "[cli][ubl]") {
    const std::string late = altered("prepayment.json", "\"issue_date\": \"2026-11-30\"",
                                     "\"issue_date\": \"2026-12-02\"");
    const Ran ran = run_ubl({"write", "-", "--pages", "fr"}, late);
    INFO(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, "warning MUTUA-24: The date of issue is today or earlier"));
    CHECK(contains(ran.out, "filename=\"2026-000202.pdf\""));
    const Ran without = run_ubl({"write", draft_folder + "prepayment.json"});
    CHECK(without.err.empty());
    CHECK_FALSE(contains(without.out, "EmbeddedDocumentBinaryObject"));
}

TEST_CASE("a letter that no font has is told when pages are put inside", "[cli][ubl]") {
    const std::string draft =
        altered("prepayment.json", "\"number\": \"2026-000202\"", "\"number\": \"\u6E9D-7\"");
    const Ran ran = run_ubl({"write", "-", "--pages", "en"}, draft);
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, "note: \u6E9D-7: no font of the pages has every letter of `\u6E9D-7`"));
    CHECK(run_ubl({"write", "-"}, draft).err.empty());
}

TEST_CASE("a step of rounding is a coin", "[cli][ubl]") {
    const std::string step = "\"kind\": \"386\", \"payable_step\": \"";
    const Ran large =
        run_ubl({"write", "-"}, altered("prepayment.json", "\"kind\": \"386\"", step + "0.11\""));
    CHECK(large.exit_code == 65);
    CHECK(contains(large.err, "-:2: error D143: payable_step: rounding settles what"));
    // 500.00 + 21 % = 605.00, a multiple of both.
    const Ran coin =
        run_ubl({"write", "-"}, altered("prepayment.json", "\"kind\": \"386\"", step + "0.10\""));
    CHECK(coin.exit_code == 0);
    CHECK(contains(coin.out, ">605.00</cbc:PayableAmount>"));
}

TEST_CASE("rates that Belgium has not and days far ahead are refused", "[cli][ubl]") {
    const std::string rate = "\"rate\": \"21\"";
    for (const char* wrong : {"20", "0.21", "2.1"}) {
        INFO(wrong);
        const Ran ran =
            run_ubl({"write", "-"},
                    altered("prepayment.json", rate, "\"rate\": \"" + std::string{wrong} + "\""));
        CHECK(ran.exit_code == 65);
        CHECK(ran.out.empty());
        CHECK(contains(ran.err, "error MUTUA-21: With a Belgian VAT number a seller charges"));
    }
    // A private person in another member state pays the VAT of that one: 500.00 x 20 % = 100.00.
    std::string abroad = altered("prepayment.json", rate, "\"rate\": \"20\"");
    abroad = draft_with(abroad, "    \"vat_number\": \"BE0456789034\",\n", "");
    abroad = draft_with(abroad, "    \"legal_id\": \"0208:0456789034\",\n", "");
    abroad = draft_with(abroad, "\"postal_code\": \"1080\", \"country\": \"BE\"",
                        "\"postal_code\": \"59000\", \"country\": \"FR\"");
    const Ran taken = run_ubl({"write", "-"}, abroad);
    INFO(taken.err);
    CHECK(taken.exit_code == 0);
    CHECK(contains(taken.out, ">100.00</cbc:TaxAmount>"));
    const std::string day = "\"issue_date\": \"2026-11-30\"";
    const std::string later = altered("prepayment.json", day, "\"issue_date\": \"2027-01-01\"");
    const Ran far = run_ubl({"write", "-"}, draft_with(later, "2026-12-14", "2027-01-14"));
    INFO(far.err);
    CHECK(far.exit_code == 65);
    CHECK(contains(far.err, "-:4: error D132: issue_date: a day of the document lies too far"));
}

TEST_CASE("pages are an attachment like the others", "[cli][ubl]") {
    const Ran path = run_ubl({"write", "-", "--pages", "fr"},
                             altered("prepayment.json", "2026-000202", "../2026/202"));
    CHECK(path.exit_code == 65);
    CHECK(contains(path.err, "error D130: attachments: the attachment `../2026/202` has no plain"));
    TemporaryFolder folder;
    folder.write("2026-000202.pdf", "%PDF-1.7 another");
    const std::string twice =
        altered("prepayment.json", "\"kind\": \"386\"",
                "\"kind\": \"386\", \"attachments\": [{\"reference\": \"A\", \"file\": "
                "\"2026-000202.pdf\"}]");
    const std::string draft = folder.write("draft.json", twice);
    CHECK(run_ubl({"write", draft}).exit_code == 0);
    const Ran doubled = run_ubl({"write", draft, "--pages", "fr"});
    CHECK(doubled.exit_code == 65);
    CHECK(contains(doubled.err, "another one has its file name, 2026-000202.pdf"));
}
