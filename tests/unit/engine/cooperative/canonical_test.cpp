#include "engine/cooperative/canonical.hpp"

#include "engine/cooperative/import_codes.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace mutua;
using namespace mutua::cooperative;

namespace {

Declaration poster() {
    Declaration declaration;
    declaration.code = DeclarationCode{"D-1"};
    declaration.member = MemberCode{"M-1"};
    declaration.client = ClientCode{"C-1"};
    declaration.description = "Poster for a fair";
    declaration.work_dates = {date::year{2026} / 11 / 3, date::year{2026} / 11 / 4};
    declaration.hours_hundredths = 760;
    declaration.price = euro_cents(20000);
    return declaration;
}

}  // namespace

TEST_CASE("canonical bytes name each field with its length", "[cooperative]") {
    CHECK(canonical_bytes(poster()) ==
          "declaration/1\n"
          "declaration_id:3:D-1\n"
          "member_id:3:M-1\n"
          "client_id:3:C-1\n"
          "description:17:Poster for a fair\n"
          "work_dates:21:2026-11-03;2026-11-04\n"
          "hours_hundredths:3:760\n"
          "price:6:200.00\n"
          "price_currency:3:EUR\n");
}

TEST_CASE("a claim moves the hash of a member, and none leaves the bytes as they were",
          "[cooperative]") {
    Member member;
    member.code = MemberCode{"M-1"};
    CHECK(canonical_bytes(member).find("claim") == std::string::npos);
    std::set<Digest> hashes = {content_hash(member)};
    member.claim = Claim{"garnishment", euro_cents(900'00), std::nullopt};
    CHECK(canonical_bytes(member).ends_with("claim:11:garnishment\nclaim_amount_minor:5:90000\n"));
    hashes.insert(content_hash(member));
    member.claim->per_month = euro_cents(80'00);
    hashes.insert(content_hash(member));
    member.claim->kind = "assignment";
    hashes.insert(content_hash(member));
    member.claim->amount = euro_cents(901'00);
    hashes.insert(content_hash(member));
    CHECK(hashes.size() == 5);
}

TEST_CASE("each fact of a declaration moves its hash", "[cooperative]") {
    std::set<Digest> hashes = {content_hash(poster())};
    const auto changed = [&](auto change) {
        Declaration other = poster();
        change(other);
        hashes.insert(content_hash(other));
    };
    changed([](Declaration& d) { d.code = DeclarationCode{"D-2"}; });
    changed([](Declaration& d) { d.member = MemberCode{"M-2"}; });
    changed([](Declaration& d) { d.client = ClientCode{"C-2"}; });
    changed([](Declaration& d) { d.description += "."; });
    changed([](Declaration& d) { d.work_dates.pop_back(); });
    changed([](Declaration& d) { d.hours_hundredths = 761; });
    changed([](Declaration& d) { d.price = euro_cents(20001); });
    changed([](Declaration& d) { d.expenses = euro_cents(1); });
    changed([](Declaration& d) { d.vat_treatment = "standard"; });
    changed([](Declaration& d) { d.vat_reason = "standard"; });
    changed([](Declaration& d) { d.order_reference = "standard"; });
    changed([](Declaration& d) { d.joint_committee = "304"; });
    changed([](Declaration& d) { d.place_country = "FR"; });
    changed([](Declaration& d) { d.service_nature = "lodging"; });
    CHECK(hashes.size() == 15);
    CHECK(content_hash(poster()) == content_hash(poster()));
}

TEST_CASE("a payment term of zero days is not the absence of a term", "[cooperative]") {
    Client client;
    client.code = ClientCode{"C-1"};
    Client at_once = client;
    at_once.payment_terms_days = 0;
    CHECK(content_hash(client) != content_hash(at_once));
}

TEST_CASE("facts that are not told leave the bytes as they were before they could be",
          "[cooperative]") {
    Client client;
    client.code = ClientCode{"C-1"};
    const std::string before = canonical_bytes(client);
    CHECK(before.find("order_reference_required") == std::string::npos);
    CHECK(canonical_bytes(poster()).find("service_nature") == std::string::npos);
    CHECK(before.find("collective_invoice") == std::string::npos);
    client.order_reference_required = true;
    CHECK(canonical_bytes(client) == before + "order_reference_required:3:yes\n");
    client.order_reference_required = false;
    client.collective_invoice = true;
    CHECK(canonical_bytes(client) == before + "collective_invoice:3:yes\n");
    Declaration lodging = poster();
    lodging.service_nature = "lodging";
    CHECK(canonical_bytes(lodging) == canonical_bytes(poster()) + "service_nature:7:lodging\n");
    Entity entity;
    const auto facts = facts_of(entity);
    entity.legal_form = "SC";
    REQUIRE(facts_of(entity).size() == facts.size() + 1);
    CHECK(facts_of(entity).back() == std::pair<std::string, std::string>{"legal_form", "SC"});
}

TEST_CASE("import codes are unique and ordered", "[cooperative]") {
    std::string_view last;
    for (const MessageCode& row : import_codes()) {
        INFO(row.code);
        CHECK(row.code > last);
        CHECK(row.code.size() == 4);
        CHECK(row.code[0] == 'I');
        last = row.code;
    }
    CHECK(find_import_code("I204")->severity == Severity::error);
    CHECK(find_import_code("I999") == nullptr);
}
