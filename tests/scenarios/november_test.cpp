// The main job on the month of fixtures/scenarios/november-2026, command by command, as a back
// office types it.
#include "formats/xml/document.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/store_query.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace {

namespace fs = std::filesystem;
using mutua::test::file_bytes;
using mutua::test::query;
using mutua::test::Ran;
using mutua::test::run_mutua;
using mutua::test::TemporaryFolder;

const fs::path fixtures = fs::path{MUTUA_SOURCE_DIR} / "fixtures";

struct Step {
    const char* today;
    std::vector<std::string> arguments;
};

/// The main job after `init`.
std::vector<Step> main_job(const fs::path& workspace, const fs::path& scenario) {
    const auto file = [&](const char* name) { return (scenario / name).string(); };
    const auto below = [&](const char* name) { return (workspace / name).string(); };
    return {
        {"2026-10-30", {"import", "members", file("members.csv")}},
        {"2026-10-30", {"import", "clients", file("clients.csv")}},
        {"2026-10-30", {"import", "declarations", file("declarations.csv")}},
        {"2026-10-30", {"review", "accept", "--all"}},
        {"2026-11-30", {"invoice", "apply", "--yes", "--until", "2026-11-30"}},
        {"2026-11-30", {"invoice", "export", "--out", below("export/invoices")}},
        {"2026-11-30", {"payroll", "apply", "--yes", "--month", "2026-11"}},
        {"2026-11-30", {"payroll", "export", "--out", below("export/payslips")}},
        {"2026-11-30", {"journal", "export", "--out", below("export/journal")}},
        {"2026-11-30", {"verify"}},
    };
}

void run_main_job(const fs::path& workspace, const fs::path& scenario) {
    REQUIRE(run_mutua(workspace, "2026-10-30", {"init", workspace.string()}).exit_code == 0);
    for (const Step& step : main_job(workspace, scenario)) {
        const Ran ran = run_mutua(workspace, step.today, step.arguments);
        CAPTURE(step.arguments, ran.out, ran.err);
        REQUIRE(ran.exit_code == 0);
    }
}

/// The month, done once for all the tests that only look at it.
const fs::path& finished_month() {
    static const TemporaryFolder folder;
    static const bool done = [] {
        run_main_job(folder.path(), fixtures / "scenarios" / "november-2026");
        return true;
    }();
    REQUIRE(done);
    return folder.path();
}

/// The same with the two engagements of the hand-worked case: for tests that alter a copy.
const fs::path& finished_small_month() {
    static const TemporaryFolder folder;
    static const bool done = [] {
        run_main_job(folder.path(), fixtures / "payslips" / "artist-two-engagements");
        return true;
    }();
    REQUIRE(done);
    return folder.path();
}

std::size_t data_rows(const fs::path& csv) {
    const std::string bytes = file_bytes(csv);
    return static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) - 1;
}

std::map<std::string, std::string> folder_bytes(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) {
            files[fs::relative(entry.path(), folder).string()] = file_bytes(entry.path());
        }
    }
    return files;
}

long long cents(const fs::path& store, const std::string& sql) {
    return std::stoll(query(store, "select coalesce((" + sql + "), 0)"));
}

std::string account_sum(const char* book, const char* number, const char* sign) {
    return std::string{
               "select sum(cents) from posting join entry using (entry_id) where book = '"} +
           book + "' and account = '" + number + "' and cents " + sign + " 0";
}

}  // namespace

TEST_CASE("the month of November comes out whole", "[scenario]") {
    const fs::path& workspace = finished_month();
    const fs::path scenario = fixtures / "scenarios" / "november-2026";
    const fs::path store = workspace / "mutua.db";
    const std::size_t declarations = data_rows(scenario / "declarations.csv");

    CHECK(data_rows(scenario / "members.csv") >= 40);
    CHECK(data_rows(scenario / "clients.csv") >= 25);
    CHECK(declarations >= 150);
    CHECK(query(store, "select count(*) from invoice") == std::to_string(declarations));
    CHECK(query(store, "select max(number) from invoice") ==
          "2026-" + std::string(6 - std::to_string(declarations).size(), '0') +
              std::to_string(declarations));
    // Every member who worked has exactly one payslip.
    CHECK(query(store, "select count(distinct member_id) from declaration") ==
          query(store, "select count(*) from payslip"));
    CHECK(query(store, "select count(*) from outbox") == std::to_string(declarations));
    for (const char* category : {"S", "E", "AE"}) {
        CAPTURE(category);
        CHECK(
            query(store, std::string{"select count(*) > 0 from acceptance where vat_category = '"} +
                             category + "'") == "1");
    }
}

TEST_CASE("a client without a Peppol address is invoiced on paper, without XML", "[scenario]") {
    const fs::path& workspace = finished_month();
    const auto files = folder_bytes(workspace / "export" / "invoices");
    const std::string peppol =
        query(workspace / "mutua.db", "select count(*) from invoice where channel = 'peppol'");
    CHECK(std::to_string(files.size()) == peppol);
    const std::string paper =
        query(workspace / "mutua.db", "select min(number) from invoice where channel = 'paper'");
    REQUIRE_FALSE(paper.empty());
    CHECK(files.count(paper + ".xml") == 0);
    const Ran shown = run_mutua(workspace, "2026-11-30", {"invoice", "show", paper});
    CHECK(shown.exit_code == 0);
    CHECK(shown.out.find(paper) != std::string::npos);
}

// 1 November is a Sunday, 11 November a holiday: the day after is the first working day.
TEST_CASE("every engagement is announced once, on paper that only its owner reads", "[scenario]") {
    const fs::path& workspace = finished_month();
    const TemporaryFolder out;
    const std::vector<std::string> command{"filing",  "dimona", "--month",
                                           "2026-11", "--out",  out.path().string()};
    const Ran first = run_mutua(workspace, "2026-10-30", command);
    CAPTURE(first.err);
    REQUIRE(first.exit_code == 0);
    CHECK(first.err.find("I460") == std::string::npos);
    const auto files = folder_bytes(out.path());
    REQUIRE(files.size() == 2);
    const std::string& csv = files.at("dimona-2026-11.csv");
    CHECK(data_rows(out.path() / "dimona-2026-11.csv") ==
          data_rows(fixtures / "scenarios" / "november-2026" / "declarations.csv"));
    // The message's word for the committees that it does not tell apart, 227 and 200 among them.
    const std::string others(3, 'X');
    for (const std::string& row : {"D-2026-11-0001,M-0011,IN,199999934,81050696113,OTH," + others +
                                       ",2026-11-01,2026-11-01,,"
                                       "2026-11-01,2026-11-02\n",
                                   "D-2026-11-0049,M-0018,IN,199999934,73090996867,OTH," + others +
                                       ",2026-11-24,2026-11-26,,"
                                       "2026-11-24,2026-11-27\n",
                                   "D-2026-11-0054,M-0011,IN,199999934,81050696113,OTH," + others +
                                       ",2026-11-11,2026-11-11,,"
                                       "2026-11-11,2026-11-12\n"}) {
        CAPTURE(row);
        CHECK(csv.find(row) != std::string::npos);
    }
    const auto mode = fs::status(out.path() / "dimona-2026-11.json").permissions();
    CHECK((mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    CHECK(run_mutua(workspace, "2026-10-30", command).out == first.out);
    CHECK(folder_bytes(out.path()) == files);
    for (const char* number : {"81050696113", "96113", "73090996867", "96867"}) {
        CHECK((first.out + first.err).find(number) == std::string::npos);
    }
    // All of it was accepted in time: listed after the month, it is not late.
    const Ran late = run_mutua(workspace, "2026-12-01", {"filing", "dimona", "--month", "2026-11"});
    CHECK(late.exit_code == 0);
    CHECK(late.err.find("I460") == std::string::npos);
}

TEST_CASE("every exported invoice reads back as well-formed UBL with its number", "[scenario]") {
    const auto files = folder_bytes(finished_month() / "export" / "invoices");
    REQUIRE_FALSE(files.empty());
    for (const auto& [name, bytes] : files) {
        CAPTURE(name);
        const auto document = mutua::xml::parse(bytes, name);
        REQUIRE(document);
        CHECK(document->root().name() == "Invoice");
        CHECK(document->root().text_at("ID") == name.substr(0, name.size() - 4));
    }
}

TEST_CASE("what is invoiced is the members' credits, the fees and the VAT, to the cent",
          "[scenario]") {
    const fs::path store = finished_month() / "mutua.db";
    const long long invoiced = cents(store, "select sum(total_cents) from invoice");
    const long long vat = cents(store, "select sum(vat_cents) from invoice");
    const long long fees = -cents(store, account_sum("management", "920", "<"));
    const std::string issued =
        "select -sum(cents) from posting join entry using (entry_id) where event = "
        "'invoice_issued' and book = 'management' and account = ";
    // What members keep of their price: credited, less the fee, before anything is provided for.
    const long long credits = cents(store, issued + "'910' and cents < 0") - fees;
    CHECK(fees == cents(store,
                        "select sum(management_fee_cents) from acceptance join "
                        "invoice_declaration using (declaration_id)"));
    CHECK(invoiced == credits + fees + vat);
    CHECK(credits == cents(store,
                           "select sum(salary_budget_cents + expenses_cents) from acceptance "
                           "join invoice_declaration using (declaration_id)"));
    CHECK(cents(store, account_sum("general", "400", ">")) == invoiced);
    CHECK(-cents(store, account_sum("general", "451", "<")) == vat);
    // The guarantee fund equals what clients owe before VAT.
    CHECK(cents(store, account_sum("management", "900", ">")) == invoiced - vat);
}

TEST_CASE("a second run of every step changes nothing and says so", "[scenario]") {
    const TemporaryFolder folder;
    run_main_job(folder.path(), fixtures / "payslips" / "artist-two-engagements");
    const std::string store = file_bytes(folder.path() / "mutua.db");
    const auto exported = folder_bytes(folder.path() / "export");
    CHECK(run_mutua(folder.path(), "2026-12-01", {"init", folder.path().string()})
              .out.find("nothing changed") != std::string::npos);
    for (const Step& step :
         main_job(folder.path(), fixtures / "payslips" / "artist-two-engagements")) {
        const Ran ran = run_mutua(folder.path(), step.today, step.arguments);
        CAPTURE(step.arguments, ran.out, ran.err);
        CHECK(ran.exit_code == 0);
        const bool exports = step.arguments.size() > 1 && step.arguments[1] == "export";
        const std::string& told = exports ? ran.err : ran.out;
        if (step.arguments[0] != "verify") {
            CHECK(told.find("othing changed") != std::string::npos);
        }
    }
    CHECK(file_bytes(folder.path() / "mutua.db") == store);
    CHECK(folder_bytes(folder.path() / "export") == exported);
}

TEST_CASE("two runs from scratch give the same bytes", "[scenario]") {
    const TemporaryFolder folder;
    run_main_job(folder.path(), fixtures / "scenarios" / "november-2026");
    CHECK(folder_bytes(folder.path() / "export") == folder_bytes(finished_month() / "export"));
    CHECK(query(folder.path() / "mutua.db",
                "select hex(chained) from chain order by position desc limit 1") ==
          query(finished_month() / "mutua.db",
                "select hex(chained) from chain order by position desc limit 1"));
}

namespace {

/// Book, account and owner with their balance; accounts that came to zero are left out, as hledger
/// does.
using Balances = std::map<std::string, std::string>;

/// Lines of `book,account,owner,balance`.
Balances our_balances(const std::string& csv) {
    Balances balances;
    std::istringstream lines{csv};
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const auto comma = line.rfind(',');
        if (line.substr(comma + 1) != "0.00") {
            balances[line.substr(0, comma)] = line.substr(comma + 1);
        }
    }
    return balances;
}

/// Lines of `"general:400 Customers:C-001","145.00 EUR"`.
Balances hledger_balances(const std::string& csv) {
    Balances balances;
    std::istringstream lines{csv};
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const auto between = line.find("\",\"");
        REQUIRE(between != std::string::npos);
        std::string name = line.substr(1, between - 1);
        const std::string amount = line.substr(between + 3, line.rfind(" EUR") - between - 3);
        const auto book_end = name.find(':');
        const auto number_end = name.find(' ');
        const auto label_end = name.find(':', number_end);
        std::string owner = label_end == std::string::npos ? "" : name.substr(label_end + 1);
        std::replace(owner.begin(), owner.end(), ':', '/');
        balances[name.substr(0, book_end) + "," +
                 name.substr(book_end + 1, number_end - book_end - 1) + "," + owner] = amount;
    }
    return balances;
}

}  // namespace

TEST_CASE("hledger accepts the journal, and its balances are ours", "[scenario]") {
    const fs::path journal = finished_month() / "export" / "journal";
    if (std::system("command -v hledger >/dev/null 2>&1") != 0) {
        WARN("skipped: 1 journal not checked (no hledger)");
        return;
    }
    const std::string file = (journal / "journal.hledger").string();
    CHECK(std::system(("hledger -f " + file + " check --strict").c_str()) == 0);
    const TemporaryFolder folder;
    const std::string theirs = (folder.path() / "balance.csv").string();
    REQUIRE(std::system(("hledger -f " + file + " balance --flat -N -O csv > " + theirs).c_str()) ==
            0);
    const auto ours = our_balances(file_bytes(journal / "balance.csv"));
    CHECK(ours.size() > 300);
    CHECK(hledger_balances(file_bytes(theirs)) == ours);
}

TEST_CASE("the official rules have nothing to say about the exported invoices", "[scenario]") {
    const char* named = std::getenv("MUTUA_SHARED");
    const fs::path shared =
        named != nullptr ? fs::path{named} : fs::path{MUTUA_SOURCE_DIR}.parent_path() / "shared";
    const fs::path judge = shared / "tools" / "ubl-oracle" / "validate";
    const fs::path invoices = finished_month() / "export" / "invoices";
    if (!fs::exists(judge) || !fs::exists("/usr/share/java/Saxon-HE.jar")) {
        WARN("skipped: " << folder_bytes(invoices).size() << " documents not judged (no shared/)");
        return;
    }
    const TemporaryFolder folder;
    const fs::path verdicts = folder.path() / "verdicts.tsv";
    CHECK(std::system((judge.string() + " " + invoices.string() + " > " + verdicts.string() +
                       " 2>/dev/null")
                          .c_str()) == 0);
    std::istringstream lines{file_bytes(verdicts)};
    std::size_t clean = 0;
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(line.ends_with("\tOK"));
        ++clean;
    }
    CHECK(clean == folder_bytes(invoices).size());
}

namespace {

/// Alters a copy of a store as somebody would who has the file and SQLite, and puts every trigger
/// back afterwards, so that only the damage itself can give it away.
void damage(const fs::path& store, const std::string& sql) {
    const std::string triggers =
        query(store,
              "select group_concat(sql, char(59) || char(10)) from sqlite_master where type = "
              "'trigger'");
    const std::string names =
        query(store,
              "select group_concat('drop trigger ' || name, char(59)) from sqlite_master where "
              "type = 'trigger'");
    query(store, names);
    query(store, "pragma ignore_check_constraints = on; " + sql);
    query(store, triggers);
}

}  // namespace

TEST_CASE("verify names what was damaged in a copy of the store", "[scenario]") {
    struct Row {
        const char* why;
        const char* sql;
        std::vector<const char*> named;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", "select 1", {}},
        {"an amount of a posting",
         "update posting set cents = cents + 1 where entry_id = 1 and line = 1",
         {"entry ENT-1: error S201", "entry ENT-1: error S502"}},
        {"both sides of an entry, so that it still balances",
         "update posting set cents = cents + sign(cents) where entry_id = 2",
         {"entry ENT-2: error S502", "invoice 2026-000001: error S704"}},
        {"a deleted posting",
         "delete from posting where entry_id = 5 and line = 1",
         {"entry ENT-5: error S201"}},
        {"a deleted entry",
         "delete from posting where entry_id = 7; delete from entry where entry_id = 7",
         {"ENT-7: error S504"}},
        {"an amount of an acceptance",
         "update acceptance set gross_pay_cents = gross_pay_cents + 1 where declaration_id = "
         "'A-1'",
         {"A-1: error S502", "declaration A-1: error S702"}},
        {"a deleted invoice",
         "delete from invoice where number = '2026-000001'",
         {"series 1 of 2026: error S301: number 1 is missing", "invoice 2026-000001: error S504"}},
        {"swapped numbers",
         "update invoice set number = 'x' where number = '2026-000001'; update invoice set number "
         "= '2026-000001' where number = '2026-000002'; update invoice set number = '2026-000002' "
         "where number = 'x'",
         {"invoice 2026-000001: error S304", "invoice 2026-000002: error S304"}},
        {"a byte of a document",
         "update document set bytes = cast(replace(cast(bytes as text), 'EUR', 'EUS') as blob) "
         "where number = '2026-000001' and media_type = 'application/xml'",
         {"invoice 2026-000001: error S703", "2026-000001", "error S401"}},
        {"a byte of a document, and its digest with it",
         "update document set bytes = (select bytes from document where number = '2026-000002' and "
         "media_type = 'application/xml'), sha256 = (select sha256 from document where number = "
         "'2026-000002' and media_type = 'application/xml') where number = '2026-000001' and "
         "media_type = 'application/xml'",
         {"invoice 2026-000001: error S703", "error S502"}},
        {"a due date",
         "update invoice set due_date = '2027-12-31' where number = '2026-000002'",
         {"2026-000002: error S502"}},
        {"a payslip's net",
         "update payslip set net_pay_cents = net_pay_cents + 1, to_pay_cents = to_pay_cents + 1 "
         "where payslip_id = 1",
         {"payslip PAY-1: error S603"}},
        {"a member's household",
         "update member set children = children + 1 where member_id = 'M-0043'",
         {"member M-0043: error S502", "payslip PAY-1: error S703"}},
        {"a rule",
         "update ruleset_file set bytes = cast(replace(cast(bytes as text), '6.50 %', "
         "'6.60 %') as blob) where path = 'coop/shared_enterprise.rules'",
         {"error S701"}},
        {"the counter",
         "update counter set last = last + 1 where series not like 'payslip%' and year = 2026",
         {"error S302"}},
        {"the tail of the chain",
         "delete from chain where position = (select max(position) from chain)",
         {"error S503"}},
    }));
    CAPTURE(row.why);
    const TemporaryFolder folder;
    fs::copy(finished_small_month(), folder.path(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    damage(folder.path() / "mutua.db", row.sql);
    const Ran ran = run_mutua(folder.path(), "2026-11-30", {"verify"});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == (row.named.empty() ? 0 : 65));
    for (const char* named : row.named) {
        CAPTURE(named);
        CHECK(ran.out.find(named) != std::string::npos);
    }
}
