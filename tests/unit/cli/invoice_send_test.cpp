// `invoice send` and `invoice status` against an access point on this machine.
#include "cli/access_point.hpp"
#include "tests/support/fake_access_point.hpp"
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/store_query.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using mutua::test::contains;
using mutua::test::FakeAccessPoint;
using mutua::test::file_bytes;
using mutua::test::hand_worked_case;
using mutua::test::line_width;
using mutua::test::Mood;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;
using mutua::test::replaced;

namespace {

namespace fs = std::filesystem;

const std::string first = "2026-000001";
const std::string second = "2026-000002";

Ran run_well(const PreparedWorkspace& workspace, const std::vector<std::string>& arguments) {
    Ran ran = workspace.run_on("2026-11-30", arguments);
    CAPTURE(arguments, ran.out, ran.err);
    REQUIRE(ran.exit_code == 0);
    return ran;
}

/// The configuration of another entity than the invented one.
std::string with_own_entity(const std::string& text) {
    return replaced(replaced(text, "0999.000.228", "0712.345.630"), "BE0999000228", "BE0712345630");
}

fs::path issue_two(const PreparedWorkspace& workspace) {
    const std::string jobs = (hand_worked_case / "declarations.csv").string();
    run_well(workspace, {"import", "declarations", jobs});
    run_well(workspace, {"review", "accept", "--all"});
    run_well(workspace, {"invoice", "apply", "--yes"});
    return workspace.path();
}

/// Two invoices, issued on 30 November and not yet sent.
const fs::path& issued_workspace() {
    static const PreparedWorkspace workspace;
    static const fs::path path = issue_two(workspace);
    return path;
}

/// The same of an entity that nobody invented for trials.
const fs::path& own_workspace() {
    static const PreparedWorkspace workspace;
    static const fs::path path = [] {
        const std::string text = file_bytes(workspace.path() / "mutua.toml");
        static_cast<void>(workspace.file("mutua.toml", with_own_entity(text)));
        return issue_two(workspace);
    }();
    return path;
}

void allow(const fs::path& file, fs::perms readers) { fs::permissions(file, readers); }

/// A copy of that workspace, with an access point.
struct Sending {
    explicit Sending(const std::string& url, const std::string& more = "timeout_seconds = 1\n",
                     const fs::path& model = issued_workspace())
        : workspace{model} {
        static_cast<void>(workspace.file("token", "s3cret\n"));
        allow(workspace.path() / "token", fs::perms::owner_read | fs::perms::owner_write);
        configure([&](const std::string& text) {
            return text + "\n[access_point]\nurl = \"" + url + "\"\ntoken_file = \"token\"\n" +
                   more;
        });
    }

    template <typename Change>
    void configure(const Change& change) const {
        const std::string text = file_bytes(workspace.path() / "mutua.toml");
        static_cast<void>(workspace.file("mutua.toml", change(text)));
    }
    [[nodiscard]] Ran run(std::vector<std::string> arguments, const std::string& input = "") const {
        arguments.insert(arguments.begin(), "invoice");
        return workspace.run_on("2026-12-01", arguments, input);
    }
    void leaves_sandbox() const {
        configure([](const std::string& text) {
            return replaced(text, "sandbox = true", "sandbox = false");
        });
    }
    void becomes_real() const {
        leaves_sandbox();
        configure(with_own_entity);
    }

    PreparedWorkspace workspace;
};

std::string statuses(const Sending& sending) {
    std::string text;
    const std::string out = sending.run({"status"}).out;
    for (std::size_t begin = 0; begin < out.size();) {
        const std::size_t end = out.find('\n', begin);
        const std::string line = out.substr(begin, end - begin);
        const std::size_t tab = line.find('\t');
        text +=
            (text.empty() ? "" : " ") + line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
        begin = end + 1;
    }
    return text;
}

}  // namespace

TEST_CASE("a dry run shows what would leave, and asks nobody", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    const Ran ran = sending.run({"send", "--dry-run"});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out.starts_with(first + "\twaiting\tC-001\t0208:"));
    CHECK(contains(ran.out, "\n" + second + "\twaiting\tC-001\t0208:"));
    CHECK(ran.err == "Nothing was sent. 2 documents would be.\n");
    CHECK(fake.calls().empty());
    CHECK(statuses(sending) == "waiting waiting");
    CHECK(contains(sending.run({"send", "--dry-run", "--limit", "1"}).err, "1 document would be"));
}

TEST_CASE("invoices are sent once, with their receipts, and asked about until they are delivered",
          "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    const Ran sent = sending.run({"send"});
    CHECK(sent.exit_code == 0);
    CHECK(sent.out == first + "\taccepted\tR-E1." + first.substr(0, 11) + "\t\n" + second +
                          "\taccepted\tR-E1." + second.substr(0, 11) + "\t\n");
    CHECK(sent.err == "[SANDBOX] 2 of 2 documents with " + fake.url() + ".\n");
    REQUIRE(fake.bodies().size() == 2);
    const std::string invoice = fake.bodies().begin()->second;
    CHECK(contains(invoice, "<cbc:ID>2026-000001</cbc:ID>"));
    CHECK(contains(invoice, "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\""));
    const Ran again = sending.run({"send"});
    CHECK(again.exit_code == 0);
    CHECK(again.err == "Nothing to send: no document waits.\n");
    CHECK(sending.run({"send", first}).exit_code == 0);
    CHECK(fake.arrivals().size() == 2);
    CHECK(fake.calls().size() == 2);
    CHECK(sending.run({"status", "--ask"}).exit_code == 0);
    CHECK(statuses(sending) == "accepted accepted");
    fake.now_tells("delivered");
    const Ran asked = sending.run({"status", "--ask", "--json"});
    CHECK(asked.exit_code == 0);
    CHECK(contains(asked.out, "\"status\": \"delivered\""));
    CHECK(statuses(sending) == "delivered delivered");
    CHECK(sending.run({"status", "--open"}).out.empty());
    CHECK(sending.workspace.run_on("2026-12-01", {"verify"}).exit_code == 0);
    CHECK_FALSE(contains(sent.out + sent.err + asked.out + asked.err, "s3cret"));
}

TEST_CASE("after a lost answer the access point is asked, and nothing arrives twice",
          "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    fake.next_puts({Mood::silent_after, Mood::cut});
    const Ran ran = sending.run({"send"});
    CHECK(ran.exit_code == 0);
    CHECK(statuses(sending) == "accepted accepted");
    std::string methods;
    for (const auto& call : fake.calls()) { methods += call.method + " "; }
    CHECK(methods == "PUT GET PUT GET ");
    for (const auto& [key, count] : fake.arrivals()) { CHECK(count == 1); }
}

TEST_CASE("what was never taken is sent again, after asking", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    fake.next_puts({Mood::broken_before, Mood::busy});
    CHECK(sending.run({"send", first}).exit_code == 0);
    CHECK(statuses(sending) == "accepted waiting");
    CHECK(fake.arrivals().size() == 1);
    CHECK(mutua::test::query(sending.workspace.path() / "mutua.db",
                             "select group_concat(event, ' ') from delivery") ==
          "sending uncertain missing sending not_sent sending accepted");
}

TEST_CASE("a refused invoice does not stop the others, and is tried again when it is named",
          "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    fake.next_puts({Mood::refuse});
    const Ran ran = sending.run({"send"});
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.err,
                   "error D161: 2026-000001: the access point does not take it: BR-CO-15: totals "
                   "differ; no such receiver"));
    CHECK(contains(ran.err, "[SANDBOX] 1 of 2 documents"));
    CHECK(statuses(sending) == "rejected accepted");
    CHECK(contains(sending.run({"send"}).err, "Nothing to send"));
    CHECK(sending.run({"send", first}).exit_code == 0);
    CHECK(statuses(sending) == "accepted accepted");
    fake.now_tells("rejected", R"(["receiver closed"])");
    const Ran asked = sending.run({"status", "--ask"});
    CHECK(asked.exit_code == 3);
    CHECK(
        contains(asked.err, "error D162: 2026-000001: it could not be delivered: receiver closed"));
    fake.now_tells("accepted");
    CHECK(sending.run({"send", first}).exit_code == 3);
    CHECK(fake.arrivals().size() == 2);
}

TEST_CASE("an invoice that breaks a fatal rule stays here", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    for (const char* sql :
         {"drop trigger document_refuses_update",
          "update document set bytes = cast(replace(cast(bytes as text), '0208:0999113757',"
          " '0208:0999113758') as blob) where number = '2026-000001' and media_type ="
          " 'application/json'"}) {
        mutua::test::query(sending.workspace.path() / "mutua.db", sql);
    }
    CHECK(contains(sending.run({"send", "--dry-run"}).err, "1 document would be; 1 would not."));
    const Ran ran = sending.run({"send"});
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.err, "error D160: 2026-000001: was not sent: PEPPOL-COMMON-R043: "));
    CHECK(statuses(sending) == "rejected accepted");
    CHECK(fake.arrivals().size() == 1);
}

TEST_CASE("a credit note goes the same way", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    CHECK(sending.run({"credit", first, "--reason", "called off", "--yes"}).exit_code == 0);
    CHECK(sending.run({"send"}).exit_code == 0);
    CHECK(statuses(sending) == "accepted accepted accepted");
    CHECK(contains(fake.bodies().rbegin()->second, "<CreditNote"));
}

TEST_CASE("an access point that is not there, or closed, leaves everything waiting",
          "[cli][send]") {
    std::string url;
    {
        const FakeAccessPoint gone;
        url = gone.url();
    }
    const Sending nobody{url};
    Ran ran = nobody.run({"send", "--limit", "1"});
    CHECK(ran.exit_code == 69);
    CHECK(contains(ran.err, "error S620: " + url + ": nobody answers there"));
    CHECK(statuses(nobody) == "waiting waiting");
    FakeAccessPoint fake;
    const Sending closed{fake.url()};
    fake.next_puts({Mood::closed});
    ran = closed.run({"send"});
    CHECK(ran.exit_code == 78);
    CHECK(contains(ran.err, "error S621: "));
    CHECK(contains(ran.err, "1 document not tried"));
    CHECK(statuses(closed) == "waiting waiting");
}

TEST_CASE("what stays uncertain says so, and an access point that forgets is not trusted",
          "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    fake.next_puts({Mood::broken_after});
    fake.next_gets({Mood::no_words, Mood::no_words, Mood::no_words});
    Ran ran = sending.run({"send"});
    CHECK(ran.exit_code == 75);
    CHECK(contains(ran.err, "error S622: 2026-000001: nobody knows whether it arrived"));
    CHECK(statuses(sending) == "uncertain accepted");
    CHECK(sending.run({"send"}).exit_code == 0);
    CHECK(statuses(sending) == "accepted accepted");
    fake.forget();
    ran = sending.run({"status", "--ask"});
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.err, "warning S624: 2026-000001"));
    CHECK(statuses(sending) == "accepted accepted");
    CHECK(contains(sending.run({"send"}).err, "Nothing to send"));
}

TEST_CASE("another access point is not given what the first may have", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    CHECK(sending.run({"send", first}).exit_code == 0);
    FakeAccessPoint other;
    sending.configure(
        [&](const std::string& text) { return replaced(text, fake.url(), other.url()); });
    const Ran ran = sending.run({"status", "--ask"});
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.err, "error S625: 2026-000001: another access point may have it"));
    CHECK(other.calls().empty());
}

TEST_CASE("trials and real invoices are kept apart", "[cli][send]") {
    FakeAccessPoint fake;
    struct Row {
        const char* why;
        const char* url;  ///< empty: the access point on this machine
        const char* more;
        bool is_real;
        std::vector<std::string> arguments;
        int exit_code;
        const char* code;
    };
    const auto row = GENERATE(values<Row>({
        {"a sandbox and the network", "https://ap.example/v1", "", false, {"send"}, 78, "U181"},
        {"asked about, too", "https://ap.example/v1", "", false, {"status", "--ask"}, 78, "U181"},
        {"live in a sandbox", "", "", false, {"send", "--live"}, 64, "U189"},
        {"real, and not said", "", "", true, {"send"}, 64, "U180"},
        {"real, to a trial system", "", "test = true\n", true, {"send", "--live"}, 78, "U185"},
        {"http beyond this machine", "http://ap.example/v1", "", false, {"send"}, 78, "U184"},
        {"a password in the address", "https://a:b@ap.example", "", true, {"send"}, 78, "U184"},
        {"nobody to say yes", "", "", true, {"send", "--live", "--no-input"}, 64, "U120"},
        {"a number that is not there", "", "", false, {"send", "2026-000009"}, 65, "I510"},
    }));
    CAPTURE(row.why);
    const Sending sending{*row.url == '\0' ? fake.url() : row.url, row.more};
    if (row.is_real) { sending.becomes_real(); }
    const Ran ran = sending.run(row.arguments);
    CHECK(ran.exit_code == row.exit_code);
    CHECK(contains(ran.err, std::string{"error "} + row.code + ": "));
    CHECK(fake.calls().empty());
}

TEST_CASE("real invoices leave with --live and a yes, and never from a store of trials",
          "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url(), "timeout_seconds = 1\n", own_workspace()};
    sending.leaves_sandbox();
    CHECK(contains(sending.run({"send", "--live"}, "n\n").err, "Nothing was sent."));
    CHECK(fake.calls().empty());
    const Ran ran = sending.run({"send", "--live", first}, "y\n");
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, "Send 1 document (2026-000001) to their receivers by " + fake.url()));
    CHECK(contains(ran.err, "[LIVE] 1 of 1 document"));
    CHECK(fake.calls().front().headers.at("mutua-mode") == "live");
    sending.configure([](const std::string& text) {
        return replaced(text, "sandbox = false", "sandbox = true");
    });
    CHECK(contains(sending.run({"send"}).err, "error U185: this store has sent real invoices"));
    const Sending trial{fake.url()};
    CHECK(trial.run({"send", first}).exit_code == 0);
    trial.becomes_real();
    CHECK(contains(trial.run({"send", "--live", "--yes"}).err,
                   "error U185: this store has sent invoices for trial"));
    const Sending invented{fake.url()};
    invented.leaves_sandbox();
    CHECK(contains(invented.run({"send", "--live", "--yes"}).err,
                   "error U185: the entity is the invented one"));
    CHECK(contains(invented.run({"send", "--dry-run"}).out,
                   "D165: its seller is 0999000228, which `mutua init` invented"));
}

TEST_CASE("an invoice leaves only for the entity that issued it", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    const std::string issued = file_bytes(sending.workspace.path() / "mutua.toml");
    sending.becomes_real();
    const Ran dry = sending.run({"send", "--dry-run"});
    CHECK(dry.exit_code == 3);
    CHECK(contains(dry.out,
                   "D165: its seller is 0999000228, and the entity of mutua.toml is 0712345630"));
    CHECK(contains(dry.err, "0 documents would be; 2 would not."));
    const Ran ran = sending.run({"send", "--live", "--yes"});
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.err,
                   "error D165: 2026-000001: was not sent: its seller is 0999000228, and the "
                   "entity of mutua.toml is 0712345630\n"));
    CHECK(contains(ran.err, "error D165: 2026-000002: "));
    CHECK(fake.calls().empty());
    CHECK(statuses(sending) == "rejected rejected");
    // What takes an invented invoice back is as invented.
    CHECK(sending.run({"credit", first, "--reason", "called off", "--yes"}).exit_code == 0);
    CHECK(contains(sending.run({"send", "--live", "--yes"}).err,
                   "error D165: C2026-000001: was not sent: the seller of what it credits is "
                   "0999000228, and "));
    CHECK(fake.calls().empty());
    // Nothing left: the workspace is still one for trials, of the entity that issued them.
    static_cast<void>(sending.workspace.file("mutua.toml", issued));
    CHECK(sending.run({"send", first, second}).exit_code == 0);
    CHECK(statuses(sending) == "accepted accepted rejected");
}

TEST_CASE("what the access point fails to take waits, and says why", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    fake.next_puts({Mood::broken_before, Mood::broken_before, Mood::broken_before});
    const Ran ran = sending.run({"send", first});
    CHECK(ran.exit_code == 75);
    CHECK(contains(ran.err,
                   "error S620: 2026-000001: has not arrived, and waits: the access point answered "
                   "500\n"));
    CHECK(fake.arrivals().empty());
    CHECK(contains(sending.run({"status", first}).out, "the access point answered 500"));
    CHECK(sending.run({"send"}).exit_code == 0);
    CHECK(statuses(sending) == "accepted accepted");
}

TEST_CASE("a token is private, and one line", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    const fs::path token = sending.workspace.path() / "token";
    allow(token, fs::perms::owner_read | fs::perms::group_read);
    Ran ran = sending.run({"send"});
    CHECK(ran.exit_code == 78);
    CHECK(contains(ran.err, "error U183: the token can be read by others"));
    CHECK(contains(ran.err, "run `chmod 600 " + token.string() + "`"));
    for (const char* text : {"", "\n", "two words\n", "two\nlines\n", "caf\xC3\xA9\n"}) {
        allow(token, fs::perms::owner_read | fs::perms::owner_write);
        static_cast<void>(sending.workspace.file("token", text));
        CHECK(contains(sending.run({"send"}).err, "error U183: the file is not one line"));
    }
    fs::remove(token);
    CHECK(contains(sending.run({"send"}).err, "error U183: the token cannot be read"));
    fs::create_directory(token);
    CHECK(contains(sending.run({"send"}).err, "error U183: "));
    CHECK(fake.calls().empty());
}

TEST_CASE("one command at a time sends", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    mutua::cli::Workspace workspace;
    workspace.folder = sending.workspace.path();
    {
        const mutua::cli::SenderLock held{workspace};
        const Ran ran = sending.run({"send"});
        CHECK(ran.exit_code == 75);
        CHECK(contains(ran.err, "error S623: another command is sending"));
    }
    CHECK(sending.run({"send"}).exit_code == 0);
}

TEST_CASE("a person reads statuses and help on eighty columns", "[cli][send]") {
    FakeAccessPoint fake;
    const Sending sending{fake.url()};
    fake.next_puts({Mood::refuse});
    static_cast<void>(sending.run({"send"}));
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"invoice", "status"},
                                                      {"invoice", "send", "--help"},
                                                      {"invoice", "status", "--help"},
                                                      {"client", "lookup", "--help"},
                                                      {"client", "list"}}) {
        const Ran ran = sending.workspace.show(arguments);
        CAPTURE(ran.out);
        CHECK(ran.exit_code == 0);
        for (std::size_t begin = 0; begin < ran.out.size();) {
            const std::size_t end = ran.out.find('\n', begin);
            CHECK(line_width(ran.out.substr(begin, end - begin)) <= 80);
            begin = end + 1;
        }
    }
}
