// `client lookup` and `client list` against a name server and a publisher on this machine.
#include "formats/outbox/participant_name.hpp"
#include "tests/support/fake_directory.hpp"
#include "tests/support/files.hpp"
#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using mutua::outbox::participant_name;
using mutua::test::contains;
using mutua::test::FakeNameServer;
using mutua::test::file_bytes;
using mutua::test::http_answer;
using mutua::test::HttpCall;
using mutua::test::HttpReply;
using mutua::test::LoopbackHttp;
using mutua::test::NameMood;
using mutua::test::occurrences;
using mutua::test::PreparedWorkspace;
using mutua::test::Ran;
using mutua::test::service_group_of;

namespace {

const std::string zone = "participants.example";
const std::string billing =
    "busdox-docid-qns%3A%3Aurn%3Aoasis%3Anames%3Aspecification%3Aubl%3Aschema%3Axsd%3AInvoice-2%3A%"
    "3AInvoice%23%23urn%3Acen.eu%3Aen16931%3A2017%23compliant%23urn%3Afdc%3Apeppol.eu%3A2017%"
    "3Apoacc%3Abilling%3A3.0%3A%3A2.1";

/// A workspace with a directory of its own; C-001 is its client with an identifier.
struct Directory {
    Directory()
        : publisher{[this](const HttpCall& call) -> HttpReply {
              const std::string asked = call.path.substr(call.path.find("%3A%3A") + 6);
              std::string participant = asked;
              participant.replace(participant.find("%3A"), 3, ":");
              return {http_answer(200, service_group_of(participant, {types}))};
          }} {
        names.tells(zone, NameMood::there);
        const std::string text = file_bytes(workspace.path() / "mutua.toml");
        static_cast<void>(workspace.file(
            "mutua.toml", text + "\n[participants]\nzone = \"" + zone + "\"\nname_server = \"" +
                              names.address() + "\"\ntimeout_seconds = 1\n"));
    }
    void registers(const std::string& participant) {
        names.tells(participant_name(participant, zone), NameMood::there,
                    "!.*!" + publisher.url() + "!");
    }
    void fails_for(const std::string& participant) {
        names.tells(participant_name(participant, zone), NameMood::failing);
    }
    [[nodiscard]] Ran lookup(std::vector<std::string> arguments = {}) const {
        arguments.insert(arguments.begin(), {"client", "lookup"});
        return workspace.run_on("2026-12-01", arguments);
    }

    std::string types = billing;
    PreparedWorkspace workspace;
    FakeNameServer names;
    LoopbackHttp publisher;
};

}  // namespace

TEST_CASE("a client is found in whichever form it is registered, and the answer is kept",
          "[cli][lookup]") {
    Directory directory;
    Ran ran = directory.lookup({"C-001"});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "C-001\t0208:"));
    CHECK(contains(ran.out, "\tabsent\t"));
    CHECK(contains(ran.err, "warning D163: C-001: the network does not know it"));
    const std::string number = ran.out.substr(ran.out.find("0208:") + 5, 10);
    directory.registers("0208:be" + number);
    ran = directory.lookup();
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "C-001\t0208:be" + number + "\tpresent\tyes\n"));
    CHECK(ran.err.empty());
    directory.registers("0208:" + number);
    CHECK(contains(directory.lookup().out, "\t0208:" + number + "\tpresent\tyes\n"));
    CHECK(directory.lookup({"--new"}).err == "Nobody to look up.\n");
    CHECK(contains(directory.workspace.run_on("2026-12-02", {"client", "list"}).out,
                   "\t0208:" + number + "\tpresent\tyes\t2026-12-01\n"));
    CHECK(directory.workspace.run_on("2026-12-02", {"verify"}).exit_code == 0);
}

TEST_CASE("where one form gives no answer the client is unknown, and what was known stays",
          "[cli][lookup]") {
    Directory directory;
    const std::string number = "0712345630";
    const Ran before = directory.lookup({"C-001"});
    const std::string own = before.out.substr(before.out.find("0208:") + 5, 10);
    directory.registers("0208:" + own);
    CHECK(contains(directory.lookup({"C-001"}).out, "\tpresent\tyes"));
    directory.fails_for("0208:" + own);
    const Ran ran = directory.lookup({"C-001"});
    CHECK(ran.exit_code == 75);
    CHECK(contains(ran.out, "\tunknown\t"));
    CHECK(contains(ran.err, "warning S630: C-001: nobody knows whether it receives e-invoices"));
    CHECK(contains(directory.workspace.run({"client", "list"}).out, "\tpresent\tyes\t2026-12-01"));
    CHECK(directory.lookup({"0208:" + number}).exit_code == 0);
}

TEST_CASE("a client that is registered for other documents is told", "[cli][lookup]") {
    Directory directory;
    directory.types = "busdox-docid-qns%3A%3Aorder";
    directory.registers("0208:0712345630");
    const Ran ran = directory.lookup({"0208:0712345630", "--json"});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.out, "\"invoices\": \"no\""));
    CHECK(contains(ran.out, "\"document_types\": \"busdox-docid-qns::order\""));
    CHECK(contains(ran.err, "D164"));
}

TEST_CASE("who cannot be looked up is said before anybody is asked", "[cli][lookup]") {
    Directory directory;
    CHECK(contains(directory.lookup({"0208:0712345631"}).err, "error U188: "));
    CHECK(contains(directory.lookup({"C-9"}).err, "error I502: "));
    const PreparedWorkspace plain;
    CHECK(
        contains(plain.run({"client", "lookup"}).err, "error U187: mutua.toml names no directory"));
    static_cast<void>(
        plain.file("mutua.toml", file_bytes(plain.path() / "mutua.toml") +
                                     "\n[participants]\nzone = \"x\"\nname_server = \"dns.x\"\n"));
    CHECK(contains(plain.run({"client", "lookup"}).err,
                   "error U187: participants.name_server is not an address"));
}

TEST_CASE("who can be looked up is, and the others are told", "[cli][lookup]") {
    Directory directory;
    directory.registers("0208:0712345630");
    const std::string on_paper =
        "client_id,name,kind,street,house_number,postal_code,city,country,language\n"
        "C-008,Jan Janssens,private,Rue de la Bascule,17,1000,Bruxelles,BE,fr\n"
        "C-009,Piet Pieters,private,Rue de la Bascule,18,1000,Bruxelles,BE,fr\n";
    REQUIRE(directory.workspace.run({"import", "clients", "-"}, on_paper).exit_code == 0);
    const Ran ran = directory.lookup({"C-008", "0208:0712345630", "C-009", "C-9", "0208:1"});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit_code == 3);
    CHECK(contains(ran.out, "\t0208:0712345630\tpresent\tyes\n"));
    CHECK(contains(ran.err, "error U188: client C-008 has no Peppol identifier\n"));
    CHECK(contains(ran.err, "\n  = note: the same in 1 other: C-009\n"));
    CHECK_FALSE(contains(ran.err, "client C-009 has"));
    CHECK(contains(ran.err, "error I502: no client `C-9`"));
    CHECK(contains(ran.err, "error U188: `0208:1` is no Peppol identifier"));
    CHECK(directory.lookup({"C-008", "C-009"}).exit_code == 64);
    CHECK(directory.lookup({"C-008", "C-9"}).exit_code == 65);
}

TEST_CASE("what the directory says of several is told once", "[cli][lookup]") {
    Directory directory;
    const Ran ran = directory.lookup({"0208:0712345630", "C-001"});
    CHECK(ran.exit_code == 0);
    CHECK(contains(ran.err, "warning D163: 0208:0712345630: the network does not know it"));
    CHECK(contains(ran.err, "\n  = note: the same in 1 other: C-001\n"));
    CHECK(occurrences(ran.err, "D163") == 1);
    CHECK(occurrences(directory.lookup({"0208:0712345630", "C-001", "--json"}).err, "D163") == 2);
}
